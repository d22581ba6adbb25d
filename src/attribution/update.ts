import type { Clock, Net } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import type { History } from './history.ts';
import { importFile, MAX_RANGES_BYTES, type Imported } from './import.ts';
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

async function get(provider: Publisher, etag: string | undefined, effects: Net): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json, text/*' };
  if (etag !== undefined) headers['if-none-match'] = etag;
  try {
    return await effects.fetch(provider.ranges.url, {
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    throw offline(provider, reason instanceof Error ? reason.message : 'no answer', cause);
  }
}

/**
 * Fetches the provider's list from its official address over HTTPS and folds it in.
 * @returns undefined when the web server says that nothing has changed
 * @throws UserError when there is no network, no answer within a minute, or something else than the list
 */
export async function fetchRanges(
  provider: Publisher,
  histories: readonly History[],
  effects: Clock & Net,
): Promise<{ histories: History[]; imported: Imported } | undefined> {
  const known = histories.find((history) => history.provider === provider.name);
  const response = await get(provider, known?.versions.at(-1)?.etag, effects);
  if (response.status === 304) return undefined;
  if (!response.ok) throw offline(provider, `the server answers ${response.status}`);
  let bytes: Uint8Array;
  try {
    bytes = await bodyOf(response, provider);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw offline(provider, 'the answer broke off', error);
  }
  const etag = response.headers.get('etag');
  const origin = { source: provider.ranges.url, imported: effects.now().toISOString() };
  return importFile(histories, bytes, etag === null ? origin : { ...origin, etag: etag.slice(0, 200) });
}
