import { SPACE } from './layout';

const ZEROS: u64 = 0x3030303030303030;
const HIGH_BITS: u64 = 0x8080808080808080;
/** Added to a byte above 9, and below 128, gives its high bit. */
const ABOVE_NINE: u64 = 0x7676767676767676;

const POWERS = memory.data<i64>([1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000]);

/** Where the last number stopped. */
export let numberEnd: i32 = 0;

/** Digits from 0 to 9, the first in the lowest byte, as a number: they are put together in pairs, fours and eights. */
function eightDigits(digits: u64): u64 {
  const pairs = ((digits * 2561) >> 8) & 0x00ff00ff00ff00ff;
  const fours = ((pairs * 6553601) >> 16) & 0x0000ffff0000ffff;
  return (fours * 42949672960001) >> 32;
}

/** How many of the bytes, counted from the lowest, are from 0 to 9. */
function digitsIn(bytes: u64): i32 {
  const others = ((bytes + ABOVE_NINE) | bytes) & HIGH_BITS;
  return others == 0 ? 8 : <i32>(ctz(others) >> 3);
}

/**
 * The number that the digits at `at` write, and their end in `numberEnd`: of more than 16 digits the first 16, 0 of
 * none.
 */
export function readNumber(at: i32): i64 {
  const first = load<u64>(at) ^ ZEROS;
  const count = digitsIn(first);
  numberEnd = at + count;
  if (count == 0) return 0;
  const value = <i64>eightDigits(first << (64 - 8 * count));
  if (count < 8) return value;
  const second = load<u64>(at, 8) ^ ZEROS;
  const more = digitsIn(second);
  if (more == 0) return value;
  numberEnd += more;
  return value * load<i64>(POWERS + more * 8) + <i64>eightDigits(second << (64 - 8 * more));
}

/** The address that was read last. */
export let v4: i32 = 0;

/** A part of an IPv4 address of so many digits; above 255: it is not one. */
function part(at: i32, length: i32): i32 {
  if (<u32>(length - 1) > 2) return 256;
  const shift = 32 - 8 * length;
  const digits = (load<u32>(at) ^ <u32>ZEROS) << shift;
  // Leading zeros are refused: some take what follows for octal. Without a branch: nobody foresees the lengths of parts.
  const zero = i32(((digits >> shift) & 255) == 0) & i32(length > 1);
  if (((((digits + <u32>ABOVE_NINE) | digits) & <u32>HIGH_BITS) | zero) != 0) return 256;
  return (digits >> 24) + ((digits >> 16) & 255) * 10 + ((digits >> 8) & 255) * 100;
}

/** Reads an IPv4 address that a space or a control character follows into `v4`. @returns its end, -1 if it is not one */
export function readV4(at: i32): i32 {
  const bytes = v128.load(at);
  const stops = i8x16.bitmask(i8x16.lt_u(bytes, i8x16.splat(0x21)));
  if (stops == 0) return -1;
  const end = ctz(stops);
  let dots = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(46))) & ((1 << end) - 1);
  if (popcnt(dots) != 3) return -1;
  const first = ctz(dots);
  dots &= dots - 1;
  const second = ctz(dots);
  dots &= dots - 1;
  const third = ctz(dots);
  const a = part(at, first);
  const b = part(at + first + 1, second - first - 1);
  const c = part(at + second + 1, third - second - 1);
  const d = part(at + third + 1, end - third - 1);
  if ((a | b | c | d) > 255) return -1;
  v4 = (a << 24) | (b << 16) | (c << 8) | d;
  return at + end;
}

/** `00:00:00`, and its colons. */
const MIDNIGHT: u64 = 0x30303a30303a3030;
const COLONS: u64 = 0x0000ff0000ff0000;

function pairAt(bytes: u64, place: i32): i32 {
  return <i32>((bytes >> (place * 8)) & 255) * 10 + <i32>((bytes >> (place * 8 + 8)) & 255);
}

/** Seconds of the day of `HH:MM:SS`; -1 if it is no time. A leap second counts as the second before. */
export function readClock(at: i32): i32 {
  const bytes = load<u64>(at) ^ MIDNIGHT;
  if ((bytes & COLONS) != 0 || digitsIn(bytes) != 8) return -1;
  const hour = pairAt(bytes, 0);
  const minute = pairAt(bytes, 3);
  const second = pairAt(bytes, 6);
  if (hour > 23 || minute > 59 || second > 60) return -1;
  return hour * 3600 + minute * 60 + min(second, 59);
}

/** Is there a byte that ends a word? */
export function endsWord(at: i32): bool {
  return load<u8>(at) <= <u8>SPACE;
}
