import type { Net } from '../base/ports.ts';

/** How a request over HTTP ended. */
export type Exchange =
  | { kind: 'answered'; status: number; headers: Headers; text: string }
  /** Nothing of it reached the other side. */
  | { kind: 'unsent'; problem: string }
  /** It may have been taken: the connection broke, or nothing came back in time. */
  | { kind: 'lost'; problem: string };

/** An answer that takes longer is none: milliseconds. */
const TIMEOUT_MS = 60_000;
/** More than this is not read of an answer: bytes. */
const MAX_BYTES = 64 * 1024;

/** Codes of errors that come before a connection stands (Node's and undici's): the request cannot have been read. */
const BEFORE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** The cause that says most, with its code. */
function causeOf(thrown: unknown): { code: string; problem: string } {
  let at: unknown = thrown;
  // An address with several families fails with one error for each.
  for (let depth = 0; depth < 5; depth++) {
    if (at instanceof AggregateError && at.errors.length > 0) [at] = at.errors;
    else if (at instanceof Error && at.cause !== undefined) at = at.cause;
    else break;
  }
  const code =
    typeof at === 'object' && at !== null && 'code' in at && typeof at.code === 'string' ? at.code : '';
  const problem = at instanceof Error ? at.message : 'no answer';
  return { code, problem: problem.slice(0, 300) };
}

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    parts.push(part);
    size += part.length;
    if (size > MAX_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, MAX_BYTES).toString('utf8');
}

/** Sends one request, once, and follows it nowhere else. Never throws. */
export async function exchange(
  url: string,
  { method, headers, body }: { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string },
  effects: Net,
): Promise<Exchange> {
  try {
    const response = await effects.fetch(url, {
      method,
      headers,
      ...(body !== undefined && { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return {
      kind: 'answered',
      status: response.status,
      headers: response.headers,
      text: await textOf(response),
    };
  } catch (thrown) {
    const { code, problem } = causeOf(thrown);
    return BEFORE.has(code) ? { kind: 'unsent', problem } : { kind: 'lost', problem };
  }
}

/** What is in an answer that should be JSON; undefined: it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An answer, whatever it says. */
export type HttpAnswer = Extract<Exchange, { kind: 'answered' }>;

/** Seconds that the other side asks to wait (RFC 9110, 10.2.3): a number, or a time. */
export function retryAfter(headers: Headers, now: Date): number | undefined {
  const text = headers.get('retry-after');
  if (text === null) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}
