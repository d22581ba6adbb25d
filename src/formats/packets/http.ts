const SPACE = 32;
const CR = 13;
const LF = 10;
const MAX_METHOD_BYTES = 20;
const MAX_TARGET_BYTES = 8192;
const MAX_HOST_BYTES = 255;
const VERSION = Buffer.from(' HTTP/1.');
const HOST = Buffer.from('host:');

/** Host and path of a request. */
interface HttpRequest {
  host?: string;
  path: string;
}

/** Whether `bytes` has these (lower-case) letters at `at`, in upper or lower case. */
function has(bytes: Uint8Array, at: number, end: number, letters: Uint8Array): boolean {
  if (at + letters.length > end) return false;
  for (let i = 0; i < letters.length; i++) {
    const byte = bytes[at + i]!;
    if (byte !== letters[i] && (byte < 65 || byte > 90 || (byte | 32) !== letters[i])) return false;
  }
  return true;
}

function exactly(bytes: Uint8Array, at: number, end: number, letters: Uint8Array): boolean {
  if (at + letters.length > end) return false;
  for (let i = 0; i < letters.length; i++) if (bytes[at + i] !== letters[i]) return false;
  return true;
}

/** Where the method ends; 0: what is there is no method. */
function methodEnd(bytes: Uint8Array, start: number, end: number): number {
  const last = Math.min(end, start + MAX_METHOD_BYTES);
  for (let at = start; at < last; at++) {
    const byte = bytes[at]!;
    if (byte === SPACE) return at > start ? at : 0;
    if ((byte < 65 || byte > 90) && byte !== 95 && byte !== 45) return 0;
  }
  return 0;
}

function text(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.slice(start, end)).toString('utf8');
}

function lineEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] !== LF) at++;
  return at;
}

/**
 * Host header and request target of the HTTP/1 request (RFC 9112) that begins in `bytes[start, end)`, as sent.
 * Undefined: it is no request. The host is absent if its header was not captured with the request line.
 */
export function httpRequest(bytes: Uint8Array, start: number, end: number): HttpRequest | undefined {
  const method = methodEnd(bytes, start, end);
  if (method === 0) return undefined;
  let at = method + 1;
  const last = Math.min(end, at + MAX_TARGET_BYTES);
  while (at < last && bytes[at]! > SPACE) at++;
  if (at === method + 1 || !exactly(bytes, at, end, VERSION)) return undefined;
  const path = text(bytes, method + 1, at);
  for (let line = lineEnd(bytes, at, end) + 1; line < end;) {
    const stop = lineEnd(bytes, line, end);
    if (has(bytes, line, stop, HOST)) {
      const host = hostIn(bytes, line + HOST.length, stop);
      return stop === end || host === undefined ? { path } : { host, path };
    }
    // An empty line ends the headers.
    if (stop === line || (stop === line + 1 && bytes[line] === CR)) break;
    line = stop + 1;
  }
  return { path };
}

function hostIn(bytes: Uint8Array, start: number, end: number): string | undefined {
  let from = start;
  let to = end;
  while (from < to && bytes[from]! <= SPACE) from++;
  while (to > from && bytes[to - 1]! <= SPACE) to--;
  return from === to || to - from > MAX_HOST_BYTES ? undefined : text(bytes, from, to);
}
