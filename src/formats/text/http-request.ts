import { SPACE } from '../../kernel/ascii.ts';

const SLASH = 47;
const MAX_METHOD = 32;

/** Where the parts of a request line lie. */
export interface RequestLine {
  methodEnd: number;
  uriStart: number;
  uriEnd: number;
  /** Where `HTTP/…` begins; the end of the request if it names no version. */
  versionStart: number;
}

/** Is it a method, registered or made up? */
function isMethod(bytes: Uint8Array, start: number, end: number): boolean {
  if (end <= start || end - start > MAX_METHOD) return false;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    const letter = (byte | 32) >= 97 && (byte | 32) <= 122;
    if (!letter && byte !== 45 && byte !== 95) return false;
  }
  return true;
}

/** Is it `HTTP/` and a version? */
function isVersion(bytes: Uint8Array, at: number, end: number): boolean {
  return (
    end - at >= 6 &&
    end - at <= 9 &&
    bytes[at] === 72 &&
    bytes[at + 1] === 84 &&
    bytes[at + 2] === 84 &&
    bytes[at + 3] === 80 &&
    bytes[at + 4] === SLASH
  );
}

/**
 * Takes a request line apart: `GET /path?query HTTP/1.1`; the URL may hold spaces, and HTTP/0.9 names no version.
 * @returns false for what is no HTTP request: TLS or RDP bytes, another protocol's greeting, nothing
 */
export function findRequest(bytes: Uint8Array, start: number, end: number, request: RequestLine): boolean {
  let space = start;
  while (space < end && bytes[space] !== SPACE) space++;
  if (space === end || !isMethod(bytes, start, space)) return false;
  let last = end - 1;
  while (last > space && bytes[last] !== SPACE) last--;
  const versioned = last > space && isVersion(bytes, last + 1, end);
  if (!versioned && bytes[space + 1] !== SLASH) return false;
  request.methodEnd = space;
  request.uriStart = space + 1;
  request.uriEnd = versioned ? last : end;
  request.versionStart = versioned ? last + 1 : end;
  return true;
}
