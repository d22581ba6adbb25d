import { TABLES_AT, UNPACK_AT, UNPACK_SLACK } from './layout';

// Chunks of LZMA2, as xz has them: https://tukaani.org/xz/xz-file-format.txt, section 5.3.1, and the specification of LZMA in
// https://www.7-zip.org/sdk.html. A chunk is put into `LZMA_IN`; its content is written behind the content before it, which it copies from.

/** The most that a chunk has packed. */
export const LZMA_IN: i32 = UNPACK_AT;
export const LZMA_IN_BYTES: i32 = 65536;
/** Where content begins; how much of it there may be, the side that calls knows. */
export const LZMA_OUT: i32 = LZMA_IN + LZMA_IN_BYTES + 2 * UNPACK_SLACK;

// Probabilities, of 11 bits each in 16: where those of one thing begin.
const STATES: i32 = 12;
const POSITIONS: i32 = 16;
const IS_MATCH: i32 = TABLES_AT;
const IS_REP: i32 = IS_MATCH + STATES * POSITIONS * 2;
const IS_REP0: i32 = IS_REP + STATES * 2;
const IS_REP1: i32 = IS_REP0 + STATES * 2;
const IS_REP2: i32 = IS_REP1 + STATES * 2;
const IS_REP0_LONG: i32 = IS_REP2 + STATES * 2;
const SLOTS: i32 = IS_REP0_LONG + STATES * POSITIONS * 2;
const SPECIAL: i32 = SLOTS + 4 * 64 * 2;
const ALIGN: i32 = SPECIAL + 128 * 2;
const MATCH_LENGTHS: i32 = ALIGN + 16 * 2;
const LENGTH_BYTES: i32 = (2 + POSITIONS * 8 * 2 + 256) * 2;
const REP_LENGTHS: i32 = MATCH_LENGTHS + LENGTH_BYTES;
const LITERALS: i32 = REP_LENGTHS + LENGTH_BYTES;
/** Of what eight literals' contexts need; `lc + lp` is 4 at most. */
const LITERALS_END: i32 = LITERALS + (0x300 << 4) * 2;

const HALF: u16 = 1024;
const TOP: u32 = 1 << 24;

let literalBits: i32 = 0;
let literalMask: i32 = 0;
let positionMask: i32 = 0;

let state: i32 = 0;
let rep0: i32 = 0;
let rep1: i32 = 0;
let rep2: i32 = 0;
let rep3: i32 = 0;

let range: u32 = 0;
let code: u32 = 0;
let at: i32 = 0;

/** Where the content ends that the last chunk gave, whole or not. */
export let lzmaEnd: i32 = 0;

/** Sets how literals and positions are told apart. False: nobody can be. */
export function lzmaProperties(byte: i32): bool {
  if (byte >= 9 * 5 * 5) return false;
  const lc = byte % 9;
  const lp = (byte / 9) % 5;
  if (lc + lp > 4) return false;
  literalBits = lc;
  literalMask = (1 << lp) - 1;
  positionMask = (1 << (byte / 45)) - 1;
  return true;
}

/** Forgets what it has learnt. */
export function lzmaReset(): void {
  state = 0;
  rep0 = 0;
  rep1 = 0;
  rep2 = 0;
  rep3 = 0;
  for (let place = IS_MATCH; place < LITERALS_END; place += 2) store<u16>(place, HALF);
}

function bit(probability: i32): i32 {
  if (range < TOP) {
    range <<= 8;
    code = (code << 8) | <u32>load<u8>(at++);
  }
  const likely = <u32>load<u16>(probability);
  const bound = (range >> 11) * likely;
  if (code < bound) {
    range = bound;
    store<u16>(probability, <u16>(likely + ((2048 - likely) >> 5)));
    return 0;
  }
  range -= bound;
  code -= bound;
  store<u16>(probability, <u16>(likely - (likely >> 5)));
  return 1;
}

/** A number of so many bits, the highest first, each by what came before. @returns it with a one above */
function tree(probabilities: i32, limit: i32): i32 {
  let wide = range;
  let rest = code;
  let from = at;
  let symbol = 1;
  do {
    const place = probabilities + symbol * 2;
    if (wide < TOP) {
      wide <<= 8;
      rest = (rest << 8) | <u32>load<u8>(from++);
    }
    const likely = <u32>load<u16>(place);
    const bound = (wide >> 11) * likely;
    if (rest < bound) {
      wide = bound;
      store<u16>(place, <u16>(likely + ((2048 - likely) >> 5)));
      symbol <<= 1;
    } else {
      wide -= bound;
      rest -= bound;
      store<u16>(place, <u16>(likely - (likely >> 5)));
      symbol = (symbol << 1) | 1;
    }
  } while (symbol < limit);
  range = wide;
  code = rest;
  at = from;
  return symbol;
}

/** The same, the lowest bit first. */
function reverseTree(probabilities: i32, bits: i32): i32 {
  let symbol = 1;
  let value = 0;
  for (let i = 0; i < bits; i++) {
    const one = bit(probabilities + symbol * 2);
    symbol = (symbol << 1) | one;
    value |= one << i;
  }
  return value;
}

function direct(bits: i32): i32 {
  let value = 0;
  for (let i = 0; i < bits; i++) {
    if (range < TOP) {
      range <<= 8;
      code = (code << 8) | <u32>load<u8>(at++);
    }
    range >>= 1;
    value <<= 1;
    if (code < range) continue;
    code -= range;
    value |= 1;
  }
  return value;
}

/** A literal behind a match, which is unlike the byte that the match would go on with. */
function unlike(probabilities: i32, like: i32): i32 {
  let symbol = 1;
  let byte = like;
  let offset = 0x100;
  do {
    byte <<= 1;
    const same = byte & offset;
    const one = bit(probabilities + (offset + same + symbol) * 2);
    symbol = (symbol << 1) | one;
    offset &= one ? byte : ~byte;
  } while (symbol < 0x100);
  return symbol;
}

function lengthOf(lengths: i32, position: i32): i32 {
  if (!bit(lengths)) return tree(lengths + (2 + position * 8) * 2, 8) - 8;
  if (!bit(lengths + 2)) return tree(lengths + (2 + (POSITIONS + position) * 8) * 2, 8);
  return tree(lengths + (2 + POSITIONS * 8 * 2) * 2, 256) - 240;
}

/** How far back a match of this length lies, less one; -1: the end mark, which LZMA2 does not have. */
function distanceOf(length: i32): i32 {
  const slot = tree(SLOTS + min(length, 3) * 64 * 2, 64) - 64;
  if (slot < 4) return slot;
  const bits = (slot >> 1) - 1;
  const high = (2 | (slot & 1)) << bits;
  if (slot < 14) return high + reverseTree(SPECIAL + (high - slot) * 2, bits);
  return high + (direct(bits - 4) << 4) + reverseTree(ALIGN, 4);
}

/** A match further back than those that are known, or one of them. @returns its length, less two; 0 less one: a byte */
function match(position: i32): i32 {
  if (!bit(IS_REP + state * 2)) {
    rep3 = rep2;
    rep2 = rep1;
    rep1 = rep0;
    const length = lengthOf(MATCH_LENGTHS, position);
    rep0 = distanceOf(length);
    state = state < 7 ? 7 : 10;
    return length;
  }
  if (!bit(IS_REP0 + state * 2)) {
    if (!bit(IS_REP0_LONG + (state * POSITIONS + position) * 2)) {
      state = state < 7 ? 9 : 11;
      return -1;
    }
  } else {
    let distance = rep1;
    if (bit(IS_REP1 + state * 2)) {
      if (bit(IS_REP2 + state * 2)) {
        distance = rep3;
        rep3 = rep2;
      } else distance = rep2;
      rep2 = rep1;
    }
    rep1 = rep0;
    rep0 = distance;
  }
  state = state < 7 ? 8 : 11;
  return lengthOf(REP_LENGTHS, position);
}

/** Copies content, which may be copied from while it is written. */
function copyBack(to: i32, distance: i32, length: i32): void {
  const from = to - distance;
  if (distance >= 16) {
    v128.store(to, v128.load(from));
    for (let done = 16; done < length; done += 16) v128.store(to + done, v128.load(from + done));
  } else for (let done = 0; done < length; done++) store<u8>(to + done, load<u8>(from + done));
}

/**
 * Reads a chunk.
 * @param length bytes of it that are there
 * @param to where its content goes, and where it ends
 * @param base where the content before it begins that it may copy from
 * @param start where position 0 lies, which may be before all content that is held
 * @returns whether all of the content was read
 */
export function lzmaChunk(length: i32, to: i32, toEnd: i32, base: i32, start: i32): bool {
  const end = LZMA_IN + length;
  v128.store(end, v128.splat<u8>(0));
  v128.store(end + 16, v128.splat<u8>(0));
  lzmaEnd = to;
  if (length < 5 || load<u8>(LZMA_IN) != 0) return false;
  range = 0xffffffff;
  code = bswap<u32>(load<u32>(LZMA_IN + 1));
  at = LZMA_IN + 5;
  let out = to;
  while (out < toEnd) {
    const place = out - start;
    const position = place & positionMask;
    if (!bit(IS_MATCH + (state * POSITIONS + position) * 2)) {
      const before = out > base ? <i32>load<u8>(out - 1) : 0;
      const context = ((place & literalMask) << literalBits) + (before >> (8 - literalBits));
      const probabilities = LITERALS + context * 0x300 * 2;
      const byte = state < 7 ? tree(probabilities, 0x100) : unlike(probabilities, load<u8>(out - rep0 - 1));
      if (at > end) return false;
      store<u8>(out++, <u8>byte);
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
    } else {
      const long = match(position) + 2;
      // Cut, or damaged: what came before is right.
      if (at > end || <u32>rep0 >= <u32>(out - base) || long > toEnd - out) return false;
      copyBack(out, rep0 + 1, long);
      out += long;
    }
    lzmaEnd = out;
  }
  if (range < TOP) code = (code << 8) | <u32>load<u8>(at++);
  return at == end && code == 0;
}
