import { spaceAfter } from '../text/line-bytes.ts';
import { LF, QUOTE, SPACE } from '../../kernel/ascii.ts';
import { fits } from './fields.ts';
import type { kindsOf } from './fields.ts';

/** Room for the values of one line; more are counted and not kept. */
const MAX_TOKENS = 1024;

/** Where the values of one line lie. */
export interface Tokens {
  count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

export function emptyTokens(): Tokens {
  return { count: 0, starts: new Int32Array(MAX_TOKENS), ends: new Int32Array(MAX_TOKENS) };
}

/**
 * Cuts at every space up to the line end.
 * @returns where the line end (or the chunk's) is
 */
export function cutAtSpaces(bytes: Uint8Array, start: number, limit: number, tokens: Tokens): number {
  const { starts, ends } = tokens;
  let count = 0;
  let from = start;
  let at = start;
  for (; at < limit; at++) {
    const byte = bytes[at]!;
    if (byte > SPACE) continue;
    if (byte === SPACE) {
      if (count < MAX_TOKENS) {
        starts[count] = from;
        ends[count] = at;
      }
      count++;
      from = at + 1;
    } else if (byte === LF) {
      break;
    }
  }
  const end = at > start && bytes[at - 1] === 13 ? at - 1 : at;
  if (end > from || count === 0) {
    if (count < MAX_TOKENS) {
      starts[count] = from;
      ends[count] = end;
    }
    count++;
  }
  tokens.count = count;
  return at;
}

/** End of the quoted value that begins at `start`: the quote before a space or the end; -1 if it is open. */
function closingQuote(bytes: Uint8Array, start: number, end: number): number {
  for (let at = start + 1; at < end; at++) {
    if (bytes[at] !== QUOTE) continue;
    if (bytes[at + 1] === QUOTE && at + 1 < end) at++;
    else return at + 1 === end || bytes[at + 1] === SPACE ? at : -1;
  }
  return -1;
}

/** Cuts at spaces outside quotes, the quotes left out. @returns false if a quote stays open */
export function cutQuoted(bytes: Uint8Array, start: number, end: number, tokens: Tokens): boolean {
  let count = 0;
  for (let at = start; at < end && count < MAX_TOKENS; count++) {
    const quoted = bytes[at] === QUOTE;
    const stop = quoted ? closingQuote(bytes, at, end) : spaceAfter(bytes, at, end);
    if (stop < 0) return false;
    tokens.starts[count] = quoted ? at + 1 : at;
    tokens.ends[count] = stop;
    at = stop + (quoted ? 2 : 1);
  }
  tokens.count = count;
  return true;
}

function fitsShifted(
  bytes: Uint8Array,
  tokens: Tokens,
  kinds: ReturnType<typeof kindsOf>,
  wide: number,
): boolean {
  const extra = tokens.count - kinds.length;
  return kinds.every((kind, field) => {
    if (field === wide) return true;
    const token = field < wide ? field : field + extra;
    return fits(kind, bytes, tokens.starts[token]!, tokens.ends[token]!);
  });
}

/**
 * A line with more values than fields: one value holds raw spaces. Known to hold them are the user name
 * (Basic authentication takes any) and the query (ASP appends error texts to it). If exactly one of the two
 * puts every date, time, address and number into its own field, its pieces are joined.
 */
export function joinSpaced(
  bytes: Uint8Array,
  tokens: Tokens,
  kinds: ReturnType<typeof kindsOf>,
  candidates: readonly number[],
): boolean {
  const extra = tokens.count - kinds.length;
  if (extra <= 0 || tokens.count > MAX_TOKENS) return false;
  const fitting = candidates.filter((field) => fitsShifted(bytes, tokens, kinds, field));
  const wide = fitting[0];
  if (wide === undefined || fitting.length > 1) return false;
  tokens.ends[wide] = tokens.ends[wide + extra]!;
  tokens.starts.copyWithin(wide + 1, wide + 1 + extra, tokens.count);
  tokens.ends.copyWithin(wide + 1, wide + 1 + extra, tokens.count);
  tokens.count = kinds.length;
  return true;
}
