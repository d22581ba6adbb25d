import type { TextColumn } from '../../tables/rows.ts';
import type { Tally } from '../../tables/tally.ts';
import { setPart, setText } from '../text/field-values.ts';
import { parseDigits } from '../../kernel/byte-time.ts';
import { BRACKET_CLOSE, COLON, DASH, QUESTION, SPACE } from '../../kernel/ascii.ts';

const SLASH = 47;
const LETTER_H = 72;

/** Where the parts of a load balancer's request line go. */
export interface RequestColumns {
  method: TextColumn;
  host: TextColumn;
  stem: TextColumn;
  query: TextColumn;
  version: TextColumn;
}

/** Place of `byte` in [from, end), `end` if it is not there. */
function find(bytes: Uint8Array, byte: number, from: number, end: number): number {
  for (let at = from; at < end; at++) if (bytes[at] === byte) return at;
  return end;
}

/** Place behind `://`, `from` if the URL has no scheme: schemes are letters only. */
function behindScheme(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && (bytes[at]! | 32) >= 97 && (bytes[at]! | 32) <= 122) at++;
  const scheme = at > from && bytes[at] === COLON && bytes[at + 1] === SLASH && bytes[at + 2] === SLASH;
  return scheme && at + 3 <= end ? at + 3 : from;
}

/** The host without its port, which comes after the last colon, and behind the bracket of an IPv6 address. */
function hostEnd(bytes: Uint8Array, from: number, end: number): number {
  let colon = end - 1;
  while (colon > from && bytes[colon] !== COLON && bytes[colon] !== BRACKET_CLOSE) colon--;
  // A request without a path is logged as `http://host:80-`.
  const stop = bytes[end - 1] === DASH ? end - 1 : end;
  return bytes[colon] === COLON && parseDigits(bytes, colon + 1, stop) >= 0 ? colon : end;
}

/**
 * Sets the request line of a load balancer: `GET http://host:80/path?query HTTP/1.1`. The URL may hold spaces.
 * What could not be parsed is logged with dashes, `- http://host:80- ` or `- http://host:80- -`, what was no HTTP as `- - - `.
 */
export function setRequest(
  columns: RequestColumns,
  bytes: Uint8Array,
  start: number,
  end: number,
  tally: Tally,
): void {
  const methodEnd = find(bytes, SPACE, start, end);
  let last = end - 1;
  while (last > methodEnd && bytes[last] !== SPACE) last--;
  const versioned = last > methodEnd && bytes[last + 1] === LETTER_H;
  const urlStart = Math.min(methodEnd + 1, end);
  // After the URL of a placeholder comes another dash, or nothing.
  const placeholder = methodEnd === start + 1 && bytes[start] === DASH;
  const urlEnd = placeholder
    ? find(bytes, SPACE, urlStart, end)
    : Math.max(urlStart, versioned || last === end - 1 ? last : end);
  setText(columns.method, bytes, start, methodEnd, tally);
  if (versioned) setText(columns.version, bytes, last + 1, end, tally);
  const from = behindScheme(bytes, urlStart, urlEnd);
  if (from === urlStart && bytes[from] === DASH) return;
  const question = find(bytes, QUESTION, from, urlEnd);
  const path = from === urlStart ? from : find(bytes, SLASH, from, question);
  if (path > from) setText(columns.host, bytes, from, hostEnd(bytes, from, path), tally);
  setPart(columns.stem, bytes, path, question, tally);
  setPart(columns.query, bytes, question + 1, urlEnd, tally);
}
