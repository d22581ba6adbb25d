import { CR, DASH, LF, MAX_DIGITS, MAX_FIELD_BYTES, parseClock, parseDay, SPACE } from './line-bytes.ts';
import { readV4, stopped } from './v4-bytes.ts';
import { setSpaced } from './web-w3c-fields.ts';
import type { RecordTime } from './web-w3c-fields.ts';
import { KIND } from './web-w3c-plan.ts';
import type { Plan } from './web-w3c-plan.ts';
import { graphEnd } from './word-bytes.ts';

/** Length of `2026-07-01` and of `13:55:36`. */
const DAY_LENGTH = 10;
const CLOCK_LENGTH = 8;

/** The last day as words of its text: most lines are of the same. */
const last = { year: 0, month: 0, day: 0, days: -1 };

/** `parseDay` of ten bytes that are there. */
function dayAt(bytes: Uint8Array, view: DataView, at: number): number {
  const year = view.getInt32(at, true);
  const month = view.getInt32(at + 4, true);
  const day = view.getUint16(at + 8, true);
  if (year !== last.year || month !== last.month || day !== last.day) {
    last.year = year;
    last.month = month;
    last.day = day;
    last.days = parseDay(bytes, at);
  }
  return last.days;
}

/**
 * Reads one line into the sink's current row, all but the time, which is put together in `time`.
 *
 * This is the hot loop: it reads the lines that are as they should be, and gives up on whatever is not, a directive
 * or a value with a space in it as well as a broken one. The text must end with a line feed, which ends every inner
 * loop without a look at the end, and have three bytes more behind it, see `graphEnd`.
 *
 * @returns place behind the line's end, or -1 if the line must be looked at with care; some values may be set then
 */
export function readRecord(
  bytes: Uint8Array,
  view: DataView,
  start: number,
  plan: Plan,
  time: RecordTime,
): number {
  const { kinds } = plan;
  const end = kinds.length - 1;
  let at = start;
  for (let field = 0; ; field++) {
    const begin = at;
    const kind = kinds[field]!;
    let byte = bytes[at]!;
    if (byte === DASH && bytes[at + 1]! <= SPACE && kind < KIND.day) {
      byte = bytes[++at]!;
    } else {
      switch (kind) {
        case KIND.skip:
          at = graphEnd(view, at);
          if (at === begin) return -1;
          break;
        case KIND.text:
          at = graphEnd(view, at);
          if (at === begin || at - begin > MAX_FIELD_BYTES) return -1;
          plan.texts[field]!.setBytes(bytes, begin, at);
          break;
        case KIND.spaced:
          at = graphEnd(view, at);
          if (at === begin || !setSpaced(plan.texts[field]!, bytes, begin, at)) return -1;
          break;
        case KIND.int:
        case KIND.long: {
          let value = 0;
          for (let digit = byte - 48; digit >= 0 && digit <= 9; digit = byte - 48) {
            value = value * 10 + digit;
            byte = bytes[++at]!;
          }
          if (at === begin || at - begin > MAX_DIGITS) return -1;
          if (kind === KIND.long) {
            plan.longs[field]!.set(value);
          } else {
            if (value > plan.most[field]!) return -1;
            plan.ints[field]!.set(value);
          }
          break;
        }
        case KIND.address: {
          const value = readV4(bytes, at);
          if (value >= 0 && bytes[stopped]! <= SPACE) {
            at = stopped;
            plan.addresses[field]!.setV4(value);
          } else {
            at = graphEnd(view, at);
            if (!plan.addresses[field]!.setBytes(bytes, begin, at)) return -1;
          }
          break;
        }
        case KIND.day:
          if (!(bytes[at + DAY_LENGTH]! <= SPACE)) return -1;
          time.day = dayAt(bytes, view, at);
          if (time.day < 0) return -1;
          at += DAY_LENGTH;
          break;
        default:
          time.second = parseClock(bytes, at);
          if (time.second < 0) return -1;
          at += CLOCK_LENGTH;
      }
      byte = bytes[at]!;
    }
    if (field === end) {
      if (byte === CR) byte = bytes[++at]!;
      return byte === LF ? at + 1 : -1;
    }
    if (byte !== SPACE) return -1;
    at++;
  }
}
