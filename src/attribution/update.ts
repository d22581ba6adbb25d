import type { Clock, Net } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import type { History } from './history.ts';
import { foldList, MAX_RANGES_BYTES, readList, type Imported, type ReadList } from './import.ts';
import type { Publisher } from '../clouds/index.ts';

const TIMEOUT_MS = 60_000;

function offline(provider: Publisher, why: string, cause?: unknown): UserError {
  return new UserError(`${provider.ranges.url} could not be fetched: ${why}`, {
    hint: `Download it elsewhere, then: abusedesk ranges import FILE`,
    cause,
  });
}

/** The body, never more than the bound. */
async function bodyOf(response: Response, provider: Publisher): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MAX_RANGES_BYTES) throw offline(provider, `it is longer than ${MAX_RANGES_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function get(
  provider: Publisher,
  url: string,
  etag: string | undefined,
  effects: Net,
): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json, text/*' };
  if (etag !== undefined) headers['if-none-match'] = etag;
  let response: Response;
  try {
    response = await effects.fetch(url, {
      headers,
      redirect: 'follow',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    throw offline(provider, reason instanceof Error ? reason.message : 'no answer', cause);
  }
  if (response.url !== '' && !response.url.startsWith('https:')) {
    throw offline(provider, `it leads to ${response.url.slice(0, 100)}, which is not HTTPS`);
  }
  return response;
}

async function body(response: Response, provider: Publisher): Promise<Uint8Array> {
  if (!response.ok) throw offline(provider, `the server answers ${response.status}`);
  try {
    return await bodyOf(response, provider);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw offline(provider, 'the answer broke off', error);
  }
}

/** Where the list is: the official address, or what the official page links to. */
async function addressOf(provider: Publisher, effects: Net): Promise<string> {
  const { url, link } = provider.ranges;
  if (link === undefined) return url;
  const page = Buffer.from(await body(await get(provider, url, undefined, effects), provider)).toString(
    'latin1',
  );
  const found = link.exec(page)?.[0];
  if (found === undefined) throw offline(provider, 'the page has no link to the list any more');
  return found;
}

/**
 * The newest version stays where the new one lost more than a third of its lines: a list that was cut on its way, or
 * broken by its publisher, would open a block and turn attackers into nobody's.
 */
function guardSize({ list, version }: ReadList, histories: readonly History[]): void {
  const newest = histories.find((history) => history.list === list)?.versions.at(-1);
  if (newest === undefined || newest.published === version.published) return;
  if (version.rows * 3 >= newest.rows * 2) return;
  throw new UserError(
    `the list ${list} has ${version.rows} lines, more than a third less than the ${newest.rows} of ${newest.published}; the old one is kept`,
    {
      file: version.source,
      hint: 'Look at it. If it is right, download it and import it: `abusedesk ranges import FILE`.',
    },
  );
}

/**
 * Fetches a list from its official address over HTTPS and folds it in.
 * @returns undefined when the web server says that nothing has changed
 * @throws UserError when there is no network, no answer within a minute, something else than the list, or one that is
 * more than a third smaller than the newest known
 */
export async function fetchRanges(
  provider: Publisher,
  histories: readonly History[],
  effects: Clock & Net,
): Promise<{ histories: History[]; imported: Imported } | undefined> {
  const known = histories.find((history) => history.list === provider.ranges.list)?.versions.at(-1);
  const url = await addressOf(provider, effects);
  const response = await get(provider, url, known?.source === url ? known.etag : undefined, effects);
  if (response.status === 304) return undefined;
  const bytes = await body(response, provider);
  const etag = response.headers.get('etag');
  const changed = response.headers.get('last-modified');
  const read = readList(bytes, {
    source: url,
    list: provider.ranges.list,
    imported: effects.now().toISOString(),
    ...(etag !== null && { etag: etag.slice(0, 200) }),
    ...(changed !== null && { changed }),
  });
  guardSize(read, histories);
  return foldList(histories, read);
}
