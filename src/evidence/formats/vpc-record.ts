import { numberEnd, readNumber } from './number-bytes.ts';
import { readV4, stopped } from './v4-bytes.ts';
import { KIND } from './vpc-plan.ts';
import type { Plan } from './vpc-plan.ts';

const LF = 10;
const CR = 13;
const SPACE = 32;
const DASH = 45;

/** Longest value of a text field; the longest that AWS writes is an ARN of some 200 bytes. */
export const MAX_TEXT = 512;

/** Flow logs are younger than 2000, and records beyond 2100 are damaged: seconds since 1970. */
export const EARLIEST = 946_684_800;
export const LATEST = 4_102_444_800;

/** Every number of so many digits is exact. */
export const MAX_DIGITS = 15;
/** An IPv6 address with a zone. */
const MAX_ADDRESS = 64;

/**
 * Reads one line into the sink's current row.
 *
 * This is the hot loop: nothing is allocated, and whatever is not a good record (a header, NODATA, a damaged
 * line) is only noticed here; `setAside` tells what it is. The text must end with a line feed, which ends every
 * inner loop without a look at the end.
 *
 * @returns position behind the line's end, or -1 if the line is not a good record
 */
export function readRecord(bytes: Uint8Array, start: number, plan: Plan): number {
  const { kinds } = plan;
  const last = kinds.length - 1;
  let at = start;
  for (let field = 0; ; field++) {
    const begin = at;
    let byte = bytes[at]!;
    const kind = kinds[field]!;
    if (byte === DASH && kind !== KIND.status) {
      byte = bytes[++at]!;
    } else {
      switch (kind) {
        case KIND.skip:
          while (byte > SPACE) byte = bytes[++at]!;
          if (at === begin) return -1;
          break;
        case KIND.address: {
          const value = readV4(bytes, at);
          if (value >= 0 && bytes[stopped]! <= SPACE) {
            at = stopped;
            byte = bytes[at]!;
            plan.addresses[field]!.setV4(value);
          } else {
            while (byte > SPACE) byte = bytes[++at]!;
            if (at - begin > MAX_ADDRESS || !plan.addresses[field]!.setBytes(bytes, begin, at)) return -1;
          }
          break;
        }
        case KIND.int: {
          const value = readNumber(bytes, at);
          at = numberEnd;
          byte = bytes[at]!;
          if (at === begin || value > plan.most[field]!) return -1;
          plan.ints[field]!.set(value);
          break;
        }
        case KIND.long: {
          const value = readNumber(bytes, at);
          at = numberEnd;
          byte = bytes[at]!;
          if (at === begin || at - begin > MAX_DIGITS) return -1;
          plan.longs[field]!.set(value);
          break;
        }
        case KIND.time: {
          const value = readNumber(bytes, at);
          at = numberEnd;
          byte = bytes[at]!;
          if (!(value >= EARLIEST && value <= LATEST)) return -1;
          plan.times[field]!.set(value);
          break;
        }
        case KIND.text:
        case KIND.action: {
          const length = plan.lastLengths[field]!;
          if (length > 0 && isAgain(plan.view, begin, plan.lastStarts[field]!, length)) {
            at = begin + length;
            byte = bytes[at]!;
            if (byte <= SPACE) {
              plan.texts[field]!.setAgain();
              break;
            }
          }
          while (byte > SPACE) byte = bytes[++at]!;
          if (at === begin || at - begin > MAX_TEXT) return -1;
          if (kind === KIND.action && !isAction(bytes, begin, at)) return -1;
          plan.texts[field]!.setBytes(bytes, begin, at);
          plan.lastStarts[field] = begin;
          plan.lastLengths[field] = at - begin;
          break;
        }
        default:
          // `OK`: every other log-status means that there is no record in this line.
          if (byte !== 79 || bytes[at + 1] !== 75) return -1;
          at += 2;
          byte = bytes[at]!;
      }
    }
    if (field === last) {
      if (byte === CR) byte = bytes[++at]!;
      return byte === LF ? at + 1 : -1;
    }
    if (byte !== SPACE) return -1;
    at++;
  }
}

const ACCEPT = Buffer.from('ACCEPT');
const REJECT = Buffer.from('REJECT');

/** `ACCEPT` or `REJECT`. */
function isAction(bytes: Uint8Array, start: number, end: number): boolean {
  const word = bytes[start] === 65 ? ACCEPT : REJECT;
  if (end - start !== word.length) return false;
  for (let i = 0; i < word.length; i++) if (bytes[start + i] !== word[i]) return false;
  return true;
}

/** Do the `length` bytes at `start` and at `last` say the same? */
function isAgain(view: DataView, start: number, last: number, length: number): boolean {
  if (start + length >= view.byteLength) return false;
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    if (view.getInt32(start + i, true) !== view.getInt32(last + i, true)) return false;
  }
  for (; i < length; i++) if (view.getUint8(start + i) !== view.getUint8(last + i)) return false;
  return true;
}
