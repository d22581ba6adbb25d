import { byteAt, CR, LF } from './layout';
import { readV4, v4 } from './v4';

/** Columns of an IPv4 address, and the two blanks behind it. */
const WIDTH: i32 = 17;
/** Bytes that are copied at once; up to four times as many are written beyond the end of a line. */
const STEP: i32 = 16;
const BLANKS: v128 = i8x16.splat(32);

/** Where the answers end. */
export let answersEnd: i32 = 0;
/** How many lines were answered. */
export let answered: i32 = 0;
/** Number of the segment that an address is in and whose end of the line is not known yet; -1: that is not why it stopped. */
export let unknownSegment: i32 = -1;

/**
 * The segment that holds the address: `entry` has the one of each /16's first address, `starts` where each begins. Which
 * half is searched on cannot be foreseen, so there is no branch for it.
 */
function segmentOf(address: u32, entry: i32, starts: i32): i32 {
  const block = entry + <i32>(address >> 16) * 4;
  let low = load<i32>(block);
  let size = load<i32>(block, 4) - low + 1;
  while (size > 1) {
    const half = size >> 1;
    low = select<i32>(low + half, low, load<u32>(starts + (low + half) * 4) <= address);
    size -= half;
  }
  return low;
}

/**
 * Answers lines that hold one IPv4 address and nothing else, from `from` on: the address, blanks up to a column, and the
 * end of the line that belongs to its segment.
 *
 * @param end behind a line feed
 * @param out where the answers go, up to `outEnd`
 * @param tails of each segment, in 64 bits: where the end of its lines lies, and in the lowest 16 bits how long it is;
 *   0: not known yet; a length of 0: such lines are answered elsewhere
 * @returns where it stopped: at the end, where there is no room, or before a line that it cannot answer
 */
export function answerLines(
  from: i32,
  end: i32,
  out: i32,
  outEnd: i32,
  entry: i32,
  starts: i32,
  tails: i32,
): i32 {
  let at = from;
  let to = out;
  answered = 0;
  unknownSegment = -1;
  while (at < end) {
    const stop = readV4(at);
    if (stop < 0) break;
    let next = stop;
    if (byteAt(next) == CR) next++;
    if (byteAt(next) != LF) break;
    const segment = segmentOf(<u32>v4, entry, starts);
    const tail = load<u64>(tails + segment * 8);
    const length = <i32>(tail & 0xffff);
    if (length == 0) {
      if (tail == 0) unknownSegment = segment;
      break;
    }
    if (to + WIDTH + length + 4 * STEP > outEnd) break;
    v128.store(to, v128.load(at));
    v128.store(to + (stop - at), BLANKS);
    to += WIDTH;
    const source = <i32>(tail >> 16);
    // Most are no longer, and then it is the same for all.
    v128.store(to, v128.load(source));
    v128.store(to, v128.load(source, 16), 16);
    v128.store(to, v128.load(source, 32), 32);
    v128.store(to, v128.load(source, 48), 48);
    for (let i = 4 * STEP; i < length; i += STEP) v128.store(to + i, v128.load(source + i));
    to += length;
    at = next + 1;
    answered++;
  }
  answersEnd = to;
  return at;
}
