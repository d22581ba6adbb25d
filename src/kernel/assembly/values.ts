import { addressCode, textCode, v4Code } from './host';
import {
  ADDRESS_SLOTS,
  ADDRESS_SLOTS_AT,
  ARENA,
  ARENA_AT,
  FIELDS,
  LAST_AT,
  SLOTS,
  SLOTS_AT,
  WRITERS_AT,
} from './layout';

// The distinct values of the rows so far, and the codes that the host has given them: it is asked once for each. A
// value belongs to a writer, for what the same bytes mean may differ from column to column.
//
// A search reads few places of memory, for each may have left the processor's cache: a slot holds a text's hash beside
// its place in the arena, and there are its writer and length, its code, and its bytes. An IPv4 address is in its
// slot, with its writer and its code.

/** There is no room for another value: the rows must be fetched and the values forgotten. */
export let crowded: bool = false;
let texts: i32 = 0;
let addresses: i32 = 0;
/** Where the next text goes. */
let free: i32 = ARENA_AT;
/** A random start, so that values that collide cannot be prepared. */
let seed: u64 = 0;

/** Odd, its bits well spread: the golden ratio's fraction in 64 bits. */
const MULTIPLIER: u64 = 0x9e3779b97f4a7c15;
/** A value with so many slots before it that others have is given up. */
const MAX_PROBES: i32 = 24;
/** Of a text in the arena: its writer and length, its code, and where its bytes begin. */
const CODE: i32 = 4;
const BYTES: i32 = 8;

/** What may be in a text that is not what it says: bytes that are not ASCII, or NUL; a backslash; a plus sign. */
const UNSTORABLE: i32 = 1;
const ESCAPE: i32 = 2;
const PLUS: i32 = 4;

/** Sixteen bytes that are kept and as many that are not: a mask of n bytes begins at 16 - n. */
const MASKS = memory.data<u8>([
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0,
]);

export function forget(random: u64): void {
  memory.fill(SLOTS_AT, 0, SLOTS * 8);
  memory.fill(ADDRESS_SLOTS_AT, 0, ADDRESS_SLOTS * 16);
  memory.fill(LAST_AT, 0, FIELDS * 4);
  texts = 0;
  addresses = 0;
  free = ARENA_AT;
  seed = random;
  crowded = false;
}

/** The code of a text; 0: there is no room for it. */
export function textOf(field: i32, start: i32, end: i32): i32 {
  return find(field, start, end - start, false);
}

/** The code of an address that is not dotted IPv4; 0: there is no room for it, or it is not one. */
export function addressOf(field: i32, start: i32, end: i32): i32 {
  return find(field, start, end - start, true);
}

/** The code of an IPv4 address; 0: there is no room for it. */
export function v4Of(field: i32, address: i32): i32 {
  const writer = load<i32>(WRITERS_AT + field * 4);
  const mixed = (<u64>(<u32>address) ^ ((<u64>writer) << 32) ^ seed) * MULTIPLIER;
  let slot = <i32>(mixed >> 40) & (ADDRESS_SLOTS - 1);
  for (let probe = 1; probe <= MAX_PROBES; probe++) {
    const place = ADDRESS_SLOTS_AT + slot * 16;
    const known = load<i32>(place, 8);
    if (known == 0) {
      if (addresses++ > ADDRESS_SLOTS - (ADDRESS_SLOTS >> 2)) break;
      const code = v4Code(field, address);
      store<i32>(place, address);
      store<i32>(place, writer, 4);
      store<i32>(place, code, 8);
      return code;
    }
    if (load<i32>(place) == address && load<i32>(place, 4) == writer) return known;
    slot = (slot + probe) & (ADDRESS_SLOTS - 1);
  }
  crowded = true;
  return 0;
}

function find(field: i32, start: i32, length: i32, isAddress: bool): i32 {
  const tag = (load<i32>(WRITERS_AT + field * 4) << 16) | length;
  // Methods, versions, interfaces: many rows have the text of the row before.
  const last = load<i32>(LAST_AT + field * 4);
  if (last != 0 && load<i32>(last) == tag && same(last + BYTES, start, length)) return load<i32>(last, CODE);
  const hash = hashOf(start, length, tag);
  let slot = hash & (SLOTS - 1);
  for (let probe = 1; probe <= MAX_PROBES; probe++) {
    const place = SLOTS_AT + slot * 8;
    const known = load<i32>(place, 4);
    if (known == 0) {
      if (texts > SLOTS - (SLOTS >> 2) || free + BYTES + length > ARENA_AT + ARENA) break;
      const flags = copy(start, length, free + BYTES);
      const code = isAddress
        ? addressCode(field, start, start + length)
        : textCode(field, start, start + length, flags);
      if (code == 0) return 0;
      store<i32>(free, tag);
      store<i32>(free, code, CODE);
      store<i32>(place, hash);
      store<i32>(place, free, 4);
      store<i32>(LAST_AT + field * 4, free);
      free += BYTES + ((length + 7) & ~7);
      texts++;
      return code;
    }
    if (load<i32>(place) == hash && load<i32>(known) == tag && same(known + BYTES, start, length)) {
      store<i32>(LAST_AT + field * 4, known);
      return load<i32>(known, CODE);
    }
    slot = (slot + probe) & (SLOTS - 1);
  }
  crowded = true;
  return 0;
}

/** Copies a text, and whatever comes after it to sixteen bytes. @returns what is in it */
function copy(start: i32, length: i32, to: i32): i32 {
  let unstorable = 0;
  let escapes = 0;
  let pluses = 0;
  for (let at = 0; at < length; at += 16) {
    const bytes = v128.load(start + at);
    v128.store(to + at, bytes);
    const own = length - at < 16 ? (1 << (length - at)) - 1 : 0xffff;
    unstorable |= (i8x16.bitmask(bytes) | i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(0)))) & own;
    escapes |= i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(92))) & own;
    pluses |= i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(43))) & own;
  }
  return (unstorable != 0 ? UNSTORABLE : 0) | (escapes != 0 ? ESCAPE : 0) | (pluses != 0 ? PLUS : 0);
}

function hashOf(start: i32, length: i32, tag: i32): i32 {
  // Two chains, so that the processor need not wait for one product to begin the next.
  let one = seed ^ ((<u64>tag) << 32);
  let other = ~seed;
  const whole = start + (length & ~15);
  let at = start;
  for (; at < whole; at += 16) {
    one = (one ^ load<u64>(at)) * MULTIPLIER;
    other = (other ^ load<u64>(at, 8)) * MULTIPLIER;
    one ^= one >> 32;
    other ^= other >> 32;
  }
  const rest = length & 15;
  if (rest != 0) {
    const bytes = v128.and(v128.load(at), v128.load(MASKS + 16 - rest));
    one = (one ^ i64x2.extract_lane(bytes, 0)) * MULTIPLIER;
    other = (other ^ i64x2.extract_lane(bytes, 1)) * MULTIPLIER;
  }
  let mixed = (one ^ (one >> 32) ^ rotl(other, 31)) * MULTIPLIER;
  mixed ^= mixed >> 29;
  return <i32>(mixed >> 17);
}

function same(known: i32, start: i32, length: i32): bool {
  const whole = length & ~15;
  for (let at = 0; at < whole; at += 16) {
    if (v128.any_true(v128.xor(v128.load(known + at), v128.load(start + at)))) return false;
  }
  const rest = length & 15;
  if (rest == 0) return true;
  const difference = v128.xor(v128.load(known + whole), v128.load(start + whole));
  return !v128.any_true(v128.and(difference, v128.load(MASKS + 16 - rest)));
}
