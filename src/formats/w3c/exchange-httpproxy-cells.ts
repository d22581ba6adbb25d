import { QUOTE } from '../../kernel/ascii.ts';
import type { Tokens } from './tokens.ts';

const COMMA = 44;

/**
 * Cuts a line at the commas outside quotes, the quotes left out (RFC 4180); a doubled quote within stays doubled.
 * More cells than there is room for are counted and not kept.
 * @returns false if a quote stays open, or text comes after a closing one
 */
export function cutCells(bytes: Uint8Array, start: number, end: number, cells: Tokens): boolean {
  const { starts, ends } = cells;
  let count = 0;
  let at = start;
  for (;;) {
    const quoted = at < end && bytes[at] === QUOTE;
    const stop = quoted ? closing(bytes, at + 1, end) : commaFrom(bytes, at, end);
    if (stop < 0) return false;
    if (count < starts.length) {
      starts[count] = quoted ? at + 1 : at;
      ends[count] = stop;
    }
    count++;
    const comma = quoted ? stop + 1 : stop;
    if (comma >= end) break;
    if (bytes[comma] !== COMMA) return false;
    at = comma + 1;
  }
  cells.count = count;
  return true;
}

function commaFrom(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== COMMA) at++;
  return at;
}

/** The quote that ends a cell; -1 if there is none. */
function closing(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    if (bytes[at] !== QUOTE) continue;
    if (at + 1 < end && bytes[at + 1] === QUOTE) at++;
    else return at;
  }
  return -1;
}
