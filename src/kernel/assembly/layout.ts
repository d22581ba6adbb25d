// Where things lie in the memory. All sizes are fixed but that of the text, which comes last.

/** Rows that are held until they are fetched. */
export const ROWS: i32 = 1024;
/** Fields of a line at most. */
export const FIELDS: i32 = 128;
/** Places for distinct texts, and their bytes; places for distinct IPv4 addresses. A quarter stays free. */
export const SLOTS: i32 = 131072;
export const ARENA: i32 = 8 << 20;
export const ADDRESS_SLOTS: i32 = 65536;

/** Below lie the tables of `v4.ts` and `numbers.ts`, which the compiler places. */
export const SLOTS_AT: i32 = 0x20000;
export const ADDRESS_SLOTS_AT: i32 = SLOTS_AT + SLOTS * 8;
/**
 * Of each field of a line how it is read, its largest value or longest text, the writer of its values, and the place of
 * the text that it had last.
 */
export const KINDS_AT: i32 = ADDRESS_SLOTS_AT + ADDRESS_SLOTS * 16;
export const MOST_AT: i32 = KINDS_AT + FIELDS;
export const WRITERS_AT: i32 = MOST_AT + FIELDS * 4;
export const LAST_AT: i32 = WRITERS_AT + FIELDS * 4;
export const COLUMNS_AT: i32 = LAST_AT + FIELDS * 4;
/** From one column to the next. No power of two: the cache has few places for what is so far apart. */
export const STRIDE: i32 = ROWS * 8 + 192;
export const ARENA_AT: i32 = (COLUMNS_AT + FIELDS * STRIDE + 0xffff) & ~0xffff;
/** Bytes behind a text that may be looked at, or written. */
export const SLACK: i32 = 64;
export const TEXT_AT: i32 = ARENA_AT + ARENA + SLACK;

/** Null in a column of whole numbers of 32 bits. */
export const MISSING: i32 = i32.MIN_VALUE;

// What lines are made of.
export const LF: i32 = 10;
export const CR: i32 = 13;
export const SPACE: i32 = 32;
export const QUOTE: i32 = 34;
export const HASH: i32 = 35;
export const DASH: i32 = 45;
export const COLON: i32 = 58;
export const QUESTION: i32 = 63;
export const BRACKET_OPEN: i32 = 91;
export const BACKSLASH: i32 = 92;
export const BRACKET_CLOSE: i32 = 93;
/** A number of more digits is not exact in a double. */
export const MAX_DIGITS: i32 = 15;

export function byteAt(at: i32): i32 {
  return load<u8>(at);
}
