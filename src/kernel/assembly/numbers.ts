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
