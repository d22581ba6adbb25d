import { worded } from './worded.ts';
import { parseDigits, parseStamp } from '../../kernel/byte-time.ts';
import { BACKSLASH, BRACKET_CLOSE, BRACKET_OPEN, DASH, QUOTE, SPACE } from '../../kernel/ascii.ts';

/** Where the parts of an access log line lie. One object is reused for all lines. */
export interface Shape {
  /** The `[` of the time. */
  bracket: number;
  /** Seconds since 1970, UTC. */
  seconds: number;
  /** The request lies in [requestStart, requestEnd), without its quotes. */
  requestStart: number;
  requestEnd: number;
}

export function emptyShape(): Shape {
  return { bracket: 0, seconds: 0, requestStart: 0, requestEnd: 0 };
}

/** Length of `[10/Oct/2000:13:55:36 -0700] `, with the space before the request's quote. */
const TIME_LENGTH = 29;

/** ` 200 ` or ` - ` behind a closing quote. */
function isStatus(bytes: Uint8Array, at: number, end: number): boolean {
  if (bytes[at] !== SPACE || at >= end) return false;
  const stop = bytes[at + 1] === DASH ? at + 2 : at + 4;
  if (stop > end || (stop < end && bytes[stop] !== SPACE)) return false;
  return stop === at + 2 || parseDigits(bytes, at + 1, stop) >= 0;
}

/** The quote that ends the request: the first that is not escaped and comes before a status. */
function requestEnd(bytes: Uint8Array, from: number, end: number, escapes: boolean): number {
  const first = bytes.indexOf(QUOTE, from);
  if (first < 0 || first >= end) return -1;
  if (bytes[first - 1] !== BACKSLASH && isStatus(bytes, first + 1, end)) return first;
  for (let at = from; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === BACKSLASH && escapes) at++;
    else if (byte === QUOTE && isStatus(bytes, at + 1, end)) return at;
  }
  return -1;
}

/**
 * Finds the time and the request. The time is what comes directly before the line's first quote that is not
 * escaped: the host, the identity and the user before it cannot hold such a quote, so that no user name can
 * bring its own time or request.
 *
 * @returns why it is no access log line; undefined if `shape` was filled
 */
export function findShape(bytes: Uint8Array, start: number, end: number, shape: Shape): string | undefined {
  let quote = start;
  while (quote < end && bytes[quote] !== QUOTE) quote += bytes[quote] === BACKSLASH ? 2 : 1;
  const bracket = quote - TIME_LENGTH;
  if (quote >= end || bracket < start || bytes[bracket] !== BRACKET_OPEN) return NO_TIME;
  if (bytes[quote - 1] !== SPACE || bytes[quote - 2] !== BRACKET_CLOSE) return NO_TIME;
  const seconds = parseStamp(bytes, bracket + 1);
  if (seconds < 0) return worded('bracketTime');
  let close = requestEnd(bytes, quote + 1, end, true);
  // A server that writes backslashes as they are ends some requests in `\"`.
  if (close < 0) close = requestEnd(bytes, quote + 1, end, false);
  if (close < 0) return worded('noStatus');
  shape.bracket = bracket;
  shape.seconds = seconds;
  shape.requestStart = quote + 1;
  shape.requestEnd = close;
  return undefined;
}

const NO_TIME = worded('noRequest');

/** The quote that ends a quoted value: the first that is not escaped and comes before a space or the end. */
export function valueEnd(bytes: Uint8Array, from: number, end: number): number {
  // Mostly the first quote is the one; what comes before it is then not looked at byte by byte.
  const first = bytes.indexOf(QUOTE, from);
  if (first < 0 || first >= end) return -1;
  const closes = first + 1 === end || bytes[first + 1] === SPACE;
  if (closes && bytes[first - 1] !== BACKSLASH) return first;
  for (let at = from; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === BACKSLASH && at + 2 < end) at++;
    else if (byte === QUOTE && (at + 1 === end || bytes[at + 1] === SPACE)) return at;
  }
  return -1;
}
