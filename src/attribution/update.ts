import { createHash } from 'node:crypto';
import type { Clock, Net } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import type { ChangeNotice } from '../clouds/cloud.ts';
import { confirm } from './history.ts';
import type { History, Version } from './history.ts';
import { foldList, MAX_RANGES_BYTES, readList } from './import.ts';
import type { ImportedList, ReadList } from './import.ts';
import { PUBLISHERS } from '../clouds/index.ts';
import type { Publisher } from '../clouds/index.ts';
import { MAX_REDIRECTS, secureUrl } from '../net/secure-url.ts';

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
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  let asked: string | undefined;
  let next = url;
  // Each step is looked at before it is asked: left to `fetch`, one without HTTPS in the middle would go unseen.
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const checked = secureUrl(next, asked);
    if (checked === undefined) {
      throw offline(provider, `it leads to ${next.slice(0, 100)}, which is no host by HTTPS`);
    }
    asked = checked;
    const response = await once(provider, asked, { headers, redirect: 'manual', signal }, effects);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    next = location;
  }
  throw offline(provider, 'it sends on without end');
}

async function once(provider: Publisher, url: string, init: RequestInit, effects: Net): Promise<Response> {
  try {
    return await effects.fetch(url, init);
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    throw offline(provider, reason instanceof Error ? reason.message : 'no answer', cause);
  }
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

/** Fetches a list; undefined: the web server says that nothing has changed. @param etag tag of the version at hand */
async function fetchList(
  provider: Publisher,
  known: Version | undefined,
  effects: Clock & Net,
): Promise<{ read: ReadList; bytes: Uint8Array } | undefined> {
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
  return { read, bytes };
}

function newestOf(histories: readonly History[], provider: Publisher): Version | undefined {
  return histories.find((history) => history.list === provider.ranges.list)?.versions.at(-1);
}

/** A list that was fetched, folded in. */
export interface FetchedList {
  histories: History[];
  imported: ImportedList;
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
): Promise<FetchedList | undefined> {
  const fetched = await fetchList(provider, newestOf(histories, provider), effects);
  if (fetched === undefined) return undefined;
  guardSize(fetched.read, histories);
  return folded(histories, fetched.read);
}

/** What was fetched is what the official address has now. */
function folded(histories: readonly History[], read: ReadList): FetchedList {
  const { histories: after, imported } = foldList(histories, read);
  const { list, version } = read;
  const confirmed = after.map((history) =>
    history.list === list && history.versions.at(-1)?.published === version.published
      ? confirm(history, version.imported)
      : history,
  );
  return { histories: confirmed, imported };
}

/**
 * Takes a cloud's message that it has published a new version. Messages come late and out of order: the number of the version
 * decides. Nothing of the message is believed but that number and the digest; the list comes from its official address.
 * @returns undefined where that version, or a newer one, is known
 * @throws UserError when the text is no such message, the web server has not that version yet, or its file has another digest
 */
export async function fetchNoticed(
  text: string,
  histories: readonly History[],
  effects: Clock & Net,
): Promise<FetchedList | undefined> {
  for (const provider of PUBLISHERS) {
    const notice = provider.ranges.notice?.(text);
    if (notice === undefined) continue;
    const token = BigInt(notice.token);
    const newest = newestOf(histories, provider)?.token;
    if (newest !== undefined && BigInt(newest) >= token) return undefined;
    const fetched = await fetchList(provider, undefined, effects);
    if (fetched === undefined) throw offline(provider, 'the server answers that nothing has changed');
    checkNoticed(fetched, notice, provider);
    guardSize(fetched.read, histories);
    return folded(histories, fetched.read);
  }
  throw new UserError('not a message of a cloud that its ranges have changed', {
    hint: 'Give the JSON that Amazon SNS delivers (topic AmazonIpSpaceChanged), or the message in it.',
  });
}

/** A newer file than the one of the message is welcome; an older one comes from a cache on the way. */
function checkNoticed(
  { read, bytes }: { read: ReadList; bytes: Uint8Array },
  notice: ChangeNotice,
  provider: Publisher,
): void {
  const [has, wants] = [BigInt(read.version.token ?? '0'), BigInt(notice.token)];
  if (has < wants) {
    throw offline(
      provider,
      `the server still has version ${has}, the message is about ${wants}; try again in some minutes`,
    );
  }
  const digest = createHash('md5').update(bytes).digest('hex');
  if (has === wants && digest !== notice.md5) {
    throw new UserError(
      `the list ${read.list} is not the one of the message: its MD5 is ${digest}, not ${notice.md5}`,
      {
        file: read.version.source,
        hint: 'The old list is kept. Fetch it over another network: `abusedesk ranges update`.',
      },
    );
  }
}
