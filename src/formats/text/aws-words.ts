import { QUOTE, SPACE } from '../../kernel/ascii.ts';

/** Room for the words of one line; no log of AWS has as many. */
const MAX_WORDS = 64;

/** Where the words of one line lie; one object is reused for all lines. */
export interface Words {
  count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

export function emptyWords(): Words {
  return { count: 0, starts: new Int32Array(MAX_WORDS), ends: new Int32Array(MAX_WORDS) };
}

/**
 * Cuts at single spaces up to the first word that begins with a quote.
 * @returns place of that quote; `end` if there is none
 */
export function cutWords(bytes: Uint8Array, start: number, end: number, words: Words): number {
  words.count = 0;
  for (let at = start; at < end;) {
    if (bytes[at] === QUOTE || words.count === MAX_WORDS) return at;
    let stop = at;
    while (stop < end && bytes[stop] !== SPACE) stop++;
    words.starts[words.count] = at;
    words.ends[words.count] = stop;
    words.count++;
    at = stop + 1;
  }
  return end;
}
