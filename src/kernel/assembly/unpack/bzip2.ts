import { TABLES_AT, UNPACK_AT, UNPACK_SLACK } from './layout';

// Blocks of bzip2, which has no specification but its source: https://sourceware.org/bzip2/. A block is put into `BZ_IN` from its first bit
// on, `bzBlock` undoes the Huffman code and the moves to the front, and `bzOut` gives the content, a piece at a time.

const MOST_GROUPS: i32 = 6;
const MOST_SYMBOLS: i32 = 258;
const MOST_SELECTORS: i32 = 18002;
const MOST_LENGTH: i32 = 20;
const GROUP_SYMBOLS: i32 = 50;
/** A code of so many bits is looked up at once. */
const FAST_BITS: i32 = 10;

/** What a Huffman code has: lengths, symbols in order, first code and place of each length, and what the next ten bits mean. */
const LENGTHS: i32 = 0;
const SYMBOLS: i32 = 264;
const LIMITS: i32 = SYMBOLS + MOST_SYMBOLS * 2 + 4;
const PLACES: i32 = LIMITS + (MOST_LENGTH + 2) * 4;
const FAST: i32 = PLACES + (MOST_LENGTH + 2) * 4;
const CODE_BYTES: i32 = FAST + (1 << FAST_BITS) * 2;

const CODES_AT: i32 = TABLES_AT;
const SELECTORS_AT: i32 = CODES_AT + MOST_GROUPS * CODE_BYTES;
const COUNTS_AT: i32 = (SELECTORS_AT + MOST_SELECTORS + 15) & ~15;
const FRONT_AT: i32 = COUNTS_AT + 257 * 4;
/** The tables of all instances lie below, so that they are there from the beginning. */
const CRC_AT = memory.data(256 * 4, 16);

const MOST_BYTES: i32 = 900000;
const BLOCK_AT: i32 = UNPACK_AT;
/** Content, as much as `bzOut` gives at a time. */
export const BZ_OUT: i32 = BLOCK_AT + MOST_BYTES * 4 + UNPACK_SLACK;
export const BZ_OUT_BYTES: i32 = 256 * 1024;
/** What is packed; a block has no more bytes than `BZ_IN_BYTES`: 900,000 symbols of 20 bits, and its tables. */
export const BZ_IN: i32 = BZ_OUT + BZ_OUT_BYTES + UNPACK_SLACK;
export const BZ_IN_BYTES: i32 = 2304 * 1024;

/** The bits that come next, the first one highest, how many there are, and the place of the next byte. */
let bits: u64 = 0;
let held: i32 = 0;
let at: i32 = 0;

/** The bit behind the block, counted from `BZ_IN`. */
export let bzEnd: i32 = 0;
/** The checksum of what `bzOut` has given of this block. */
export let bzCrc: u32 = 0;

// The content that is still to be given.
let left: i32 = 0;
let next: i32 = 0;
let last: i32 = -1;
let run: i32 = 0;
let repeats: i32 = 0;

for (let i = 0; i < 256; i++) {
  let crc: u32 = (<u32>i) << 24;
  for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc >> 31 ? <u32>0x04c11db7 : 0);
  store<u32>(CRC_AT + i * 4, crc);
}

function fill(): void {
  while (held <= 56) {
    bits |= (<u64>load<u8>(at++)) << (56 - held);
    held += 8;
  }
}

/** The next few bits, 32 at most. */
function take(count: i32): u32 {
  fill();
  const value = <u32>((bits >> 32) >> (32 - count));
  bits <<= count;
  held -= count;
  return value;
}

/** Which bytes the block has, in order, in `FRONT_AT`. @returns how many */
function readAlphabet(): i32 {
  const ranges = take(16);
  let count = 0;
  for (let range = 0; range < 16; range++) {
    if (((ranges >> (15 - range)) & 1) == 0) continue;
    const bytes = take(16);
    for (let byte = 0; byte < 16; byte++) {
      if ((bytes >> (15 - byte)) & 1) store<u8>(FRONT_AT + count++, <u8>(range * 16 + byte));
    }
  }
  return count;
}

/** Which code each fifty symbols are in, moved to the front too. @returns how many there are; 0: they are damaged */
function readSelectors(groups: i32): i32 {
  const count = <i32>take(15);
  // One for each group that is not moved, four bits each.
  let order: u32 = 0x543210;
  for (let i = 0; i < count; i++) {
    let steps = 0;
    while (take(1)) {
      if (++steps >= groups) return 0;
    }
    const shift = steps * 4;
    const selector = (order >> shift) & 15;
    const before = order & ((1 << shift) - 1);
    const behind = (order >> (shift + 4)) << (shift + 4);
    order = behind | (before << 4) | selector;
    if (i < MOST_SELECTORS) store<u8>(SELECTORS_AT + i, <u8>selector);
  }
  return min(count, MOST_SELECTORS);
}

/** The lengths of a code. */
function readLengths(code: i32, symbols: i32, end: i32): bool {
  let length = <i32>take(5);
  for (let symbol = 0; symbol < symbols; symbol++) {
    for (;;) {
      if (length < 1 || length > MOST_LENGTH || at > end) return false;
      if (take(1) == 0) break;
      length += take(1) ? -1 : 1;
    }
    store<u8>(code + LENGTHS + symbol, <u8>length);
  }
  return true;
}

/** Orders the symbols by their codes. False: there are more of a length than it has codes. */
function orderSymbols(code: i32, symbols: i32): bool {
  let place = 0;
  let first: u32 = 0;
  memory.fill(code + FAST, 0, 2 << FAST_BITS);
  for (let length = 1; length <= MOST_LENGTH; length++) {
    first <<= 1;
    store<i32>(code + PLACES + length * 4, place - <i32>first);
    for (let symbol = 0; symbol < symbols; symbol++) {
      if (<i32>load<u8>(code + LENGTHS + symbol) != length) continue;
      if (first >> length) return false;
      store<u16>(code + SYMBOLS + place * 2, <u16>symbol);
      if (length <= FAST_BITS) {
        const from = first << (FAST_BITS - length);
        for (let i: u32 = 0; i < (<u32>1) << (FAST_BITS - length); i++) {
          store<u16>(code + FAST + (from + i) * 2, <u16>((symbol << 4) | length));
        }
      }
      place++;
      first++;
    }
    // Codes of this length are less, as twenty bits.
    store<u32>(code + LIMITS + length * 4, first << (MOST_LENGTH - length));
  }
  return true;
}

/** The next symbol of a code; -1: no code begins so. */
function symbolOf(code: i32): i32 {
  if (held < MOST_LENGTH) fill();
  const known = <i32>load<u16>(code + FAST + ((<i32>(bits >> (64 - FAST_BITS))) << 1));
  if (known != 0) {
    const length = known & 15;
    bits <<= length;
    held -= length;
    return known >> 4;
  }
  return longSymbol(code);
}

function longSymbol(code: i32): i32 {
  const ahead = <u32>(bits >> (64 - MOST_LENGTH));
  for (let length = 1; length <= MOST_LENGTH; length++) {
    if (ahead >= load<u32>(code + LIMITS + length * 4)) continue;
    bits <<= length;
    held -= length;
    const place = load<i32>(code + PLACES + length * 4) + <i32>(ahead >> (MOST_LENGTH - length));
    return load<u16>(code + SYMBOLS + place * 2);
  }
  return -1;
}

/** Moves the byte at this place of the order to the front. */
function toFront(place: i32): u32 {
  const byte = load<u8>(FRONT_AT + place);
  if (place < 16) {
    for (let i = place; i > 0; i--) store<u8>(FRONT_AT + i, load<u8>(FRONT_AT + i - 1));
  } else memory.copy(FRONT_AT + 1, FRONT_AT, place);
  store<u8>(FRONT_AT, byte);
  return byte;
}

/** The symbols, back to bytes in their sorted order. @returns how many; -1: they are damaged */
function readSymbols(symbols: i32, selectors: i32, most: i32, end: i32): i32 {
  const stop = symbols - 1;
  let count = 0;
  let repeat = 0;
  let weight = 1;
  memory.fill(COUNTS_AT, 0, 257 * 4);
  for (let group = 0; group < selectors; group++) {
    if (at - (held >> 3) > end) return -1;
    const code = CODES_AT + <i32>load<u8>(SELECTORS_AT + group) * CODE_BYTES;
    for (let i = 0; i < GROUP_SYMBOLS; i++) {
      const symbol = symbolOf(code);
      if (symbol < 0) return -1;
      if (symbol < 2) {
        if (weight > MOST_BYTES * 2) return -1;
        repeat += weight << symbol;
        weight <<= 1;
        continue;
      }
      if (repeat > 0) {
        if (repeat > most - count) return -1;
        const byte = <u32>load<u8>(FRONT_AT);
        addCount(byte, repeat);
        for (const behind = count + repeat; count < behind; count++) store<u32>(BLOCK_AT + count * 4, byte);
        repeat = 0;
        weight = 1;
      }
      if (symbol == stop) return count;
      if (count >= most) return -1;
      const byte = toFront(symbol - 1);
      addCount(byte, 1);
      store<u32>(BLOCK_AT + count++ * 4, byte);
    }
  }
  return -1;
}

function addCount(byte: u32, by: i32): void {
  store<i32>(COUNTS_AT + byte * 4, load<i32>(COUNTS_AT + byte * 4) + by);
}

/** Says of each byte of the sorted block which one comes next, above the byte itself. */
function link(bytes: i32): void {
  let sum = 0;
  for (let byte = 0; byte < 256; byte++) {
    const count = load<i32>(COUNTS_AT + byte * 4);
    store<i32>(COUNTS_AT + byte * 4, sum);
    sum += count;
  }
  for (let i = 0; i < bytes; i++) {
    const place = COUNTS_AT + <i32>load<u8>(BLOCK_AT + i * 4) * 4;
    const to = load<i32>(place);
    store<i32>(place, to + 1);
    store<u32>(BLOCK_AT + to * 4, load<u32>(BLOCK_AT + to * 4) | ((<u32>i) << 8));
  }
}

/**
 * Reads a block behind its mark and checksum.
 * @param bit where it begins, counted from `BZ_IN`
 * @param length bytes that are there
 * @param most bytes that the stream's blocks have
 * @returns whether it is one; where it ends is in `bzEnd`
 */
export function bzBlock(bit: i32, length: i32, most: i32): bool {
  bits = 0;
  held = 0;
  at = BZ_IN + (bit >> 3);
  left = 0;
  const end = BZ_IN + length;
  memory.fill(end, 0, UNPACK_SLACK);
  if ((bit & 7) > 0) take(bit & 7);
  // An old way to avoid what sorts slowly, which nothing has written since 1996.
  const isShuffled = take(1);
  const origin = <i32>take(24);
  const symbols = readAlphabet() + 2;
  const groups = <i32>take(3);
  if (isShuffled || symbols < 3 || groups < 2 || groups > MOST_GROUPS) return false;
  const selectors = readSelectors(groups);
  if (selectors == 0 || at > end + UNPACK_SLACK) return false;
  for (let group = 0; group < groups; group++) {
    const code = CODES_AT + group * CODE_BYTES;
    if (!readLengths(code, symbols, end + 8) || !orderSymbols(code, symbols)) return false;
  }
  const count = readSymbols(symbols, selectors, most, end + 8);
  bzEnd = (at - BZ_IN) * 8 - held;
  if (bzEnd > length * 8 || count < 0 || origin >= count) return false;
  link(count);
  left = count;
  next = <i32>(load<u32>(BLOCK_AT + origin * 4) >> 8);
  last = -1;
  run = 0;
  repeats = 0;
  bzCrc = 0xffffffff;
  return true;
}

/** Writes what comes next of the block's content into `BZ_OUT`. @returns how many bytes; 0: it is at its end */
export function bzOut(): i32 {
  const end = BZ_OUT + BZ_OUT_BYTES;
  let to = BZ_OUT;
  let crc = bzCrc;
  let place = next;
  let byte = last;
  while (to < end) {
    if (repeats > 0) {
      repeats--;
    } else {
      if (left == 0) break;
      left--;
      const entry = load<u32>(BLOCK_AT + place * 4);
      place = <i32>(entry >> 8);
      const value = <i32>(entry & 255);
      if (run == 4) {
        // Behind four of the same comes how many more there are.
        run = 0;
        repeats = value;
        continue;
      }
      run = value == byte ? run + 1 : 1;
      byte = value;
    }
    store<u8>(to++, <u8>byte);
    crc = (crc << 8) ^ load<u32>(CRC_AT + (((crc >> 24) ^ <u32>byte) << 2));
  }
  bzCrc = crc;
  next = place;
  last = byte;
  return to - BZ_OUT;
}
