import { KIND } from './vpc-plan.ts';
import type { Plan } from './vpc-plan.ts';

const LF = 10;
const CR = 13;
const SPACE = 32;
const DASH = 45;
const DOT = 46;

/** Longest value of a text field; the longest that AWS writes is an ARN of some 200 bytes. */
export const MAX_TEXT = 512;

/** Flow logs are younger than 2000, and records beyond 2100 are damaged: seconds since 1970. */
export const EARLIEST = 946_684_800;
export const LATEST = 4_102_444_800;

const MAX_LONG = Number.MAX_SAFE_INTEGER;

/**
 * Reads one line into the sink's current row.
 *
 * This is the hot loop: each byte is looked at once or twice, nothing is allocated, and whatever is not
 * a good record (a header, NODATA, a damaged line) is only noticed here; `setAside` tells what it is.
 *
 * @returns position behind the line's end, or -1 if the line is not a good record
 */
export function readRecord(bytes: Uint8Array, start: number, end: number, plan: Plan): number {
  const { kinds } = plan;
  const fields = kinds.length;
  let at = start;
  for (let field = 0; field < fields; field++) {
    const begin = at;
    let byte = at < end ? bytes[at]! : LF;
    const kind = kinds[field]!;
    if (kind === KIND.skip) {
      while (byte > SPACE) byte = ++at < end ? bytes[at]! : LF;
      if (at === begin) return -1;
    } else if (byte === DASH && kind !== KIND.status) {
      byte = ++at < end ? bytes[at]! : LF;
    } else {
      switch (kind) {
        case KIND.address: {
          let value = 0;
          let part = 0;
          let dots = 0;
          for (;;) {
            const digit = byte - 48;
            if (digit >= 0 && digit <= 9) part = part * 10 + digit;
            else if (byte === DOT) {
              value = (value << 8) | part;
              part = 0;
              dots++;
            } else break;
            byte = ++at < end ? bytes[at]! : LF;
          }
          // Lengths 7 to 15 with three dots leave few wrong forms; those take the exact way.
          if (dots === 3 && byte <= SPACE && plainV4(bytes, begin, at)) {
            plan.addresses[field]!.setV4(((value << 8) | part) >>> 0);
          } else {
            while (byte > SPACE) byte = ++at < end ? bytes[at]! : LF;
            if (at - begin > 64 || !plan.addresses[field]!.setBytes(bytes, begin, at)) return -1;
          }
          break;
        }
        case KIND.int: {
          let value = 0;
          for (let digit = byte - 48; digit >= 0 && digit <= 9; digit = byte - 48) {
            value = value * 10 + digit;
            if (value > 0x7fff_ffff) return -1;
            byte = ++at < end ? bytes[at]! : LF;
          }
          if (at === begin || value > plan.most[field]!) return -1;
          plan.ints[field]!.set(value);
          break;
        }
        case KIND.long:
        case KIND.time: {
          let value = 0;
          for (let digit = byte - 48; digit >= 0 && digit <= 9; digit = byte - 48) {
            value = value * 10 + digit;
            if (value > MAX_LONG) return -1;
            byte = ++at < end ? bytes[at]! : LF;
          }
          if (at === begin) return -1;
          if (kind === KIND.long) {
            plan.longs[field]!.set(value);
          } else {
            if (value < EARLIEST || value > LATEST) return -1;
            plan.times[field]!.set(value);
          }
          break;
        }
        case KIND.text: {
          while (byte > SPACE) byte = ++at < end ? bytes[at]! : LF;
          if (at === begin || at - begin > MAX_TEXT) return -1;
          plan.texts[field]!.setBytes(bytes, begin, at);
          break;
        }
        case KIND.action: {
          while (byte > SPACE) byte = ++at < end ? bytes[at]! : LF;
          if (!isAction(bytes, begin, at)) return -1;
          plan.texts[field]!.setBytes(bytes, begin, at);
          break;
        }
        default: {
          // `OK`: every other log-status means that there is no record in this line.
          if (byte !== 79 || at + 2 > end || bytes[at + 1] !== 75) return -1;
          at += 2;
          byte = at < end ? bytes[at]! : LF;
        }
      }
    }
    if (field < fields - 1) {
      if (byte !== SPACE) return -1;
      at++;
    } else if (byte === CR && (at + 1 >= end || bytes[at + 1] === LF)) {
      at++;
      byte = LF;
    } else if (byte !== LF) return -1;
  }
  return at < end ? at + 1 : end;
}

/** Three dots were seen: true when the parts are 0 to 255 without leading zeros. */
function plainV4(bytes: Uint8Array, start: number, end: number): boolean {
  let part = -1;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === DOT) {
      if (part < 0) return false;
      part = -1;
    } else if (part === 0) return false;
    else {
      part = part < 0 ? byte - 48 : part * 10 + byte - 48;
      if (part > 255) return false;
    }
  }
  return part >= 0;
}

/** `ACCEPT` or `REJECT`. */
function isAction(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== 6) return false;
  const word = bytes[start] === 65 ? ACCEPT : REJECT;
  for (let i = 0; i < 6; i++) if (bytes[start + i] !== word[i]) return false;
  return true;
}

const ACCEPT = Buffer.from('ACCEPT');
const REJECT = Buffer.from('REJECT');
