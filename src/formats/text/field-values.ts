import type { AddressColumn, IntColumn, TextColumn } from '../../tables/rows.ts';
import type { Tally } from '../../tables/tally.ts';
import type { Instant } from './instant.ts';
import { CUT_NOTE, setAddress, setBounded } from './line-bytes.ts';
import { parseClock, parseDay, parseDigits } from '../../kernel/byte-time.ts';
import { COLON, DASH } from '../../kernel/ascii.ts';

const LETTER_T = 84;
const LETTER_Z = 90;
const DOT = 46;
const PLUS = 43;
const MAX_PORT = 65_535;

/** Is the value `-`, which stands for none? */
export function isNone(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 1 && bytes[start] === DASH;
}

/** Seconds east of UTC of `Z`, `+09:00` or `+0900`, from `at` to the end; nothing is UTC. NaN: it is none of these. */
function offsetAt(bytes: Uint8Array, at: number, end: number): number {
  const length = end - at;
  if (length === 0 || (length === 1 && bytes[at] === LETTER_Z)) return 0;
  const sign = bytes[at];
  const minutes = length === 6 && bytes[at + 3] === COLON ? at + 4 : length === 5 ? at + 3 : end;
  const hour = parseDigits(bytes, at + 1, at + 3);
  const minute = parseDigits(bytes, minutes, end);
  if ((sign !== PLUS && sign !== DASH) || hour < 0 || hour > 14 || minute < 0 || minute > 59)
    return Number.NaN;
  const seconds = hour * 3600 + minute * 60;
  return sign === DASH ? -seconds : seconds;
}

/**
 * Reads `2018-07-02T22:23:00.186641Z`. The fraction may be absent; so may `Z`, and the time is UTC all the same. Whoever
 * exported the log may have put another offset in its place.
 * @returns false if it is no time
 */
export function parseIso(bytes: Uint8Array, start: number, end: number, instant: Instant): boolean {
  if (end - start < 19 || bytes[start + 10] !== LETTER_T) return false;
  const day = parseDay(bytes, start);
  const clock = parseClock(bytes, start + 11);
  if (day < 0 || clock < 0) return false;
  let at = start + 19;
  let micros = 0;
  if (bytes[at] === DOT && at < end) {
    let scale = 100_000;
    for (at++; at < end && bytes[at]! >= 48 && bytes[at]! <= 57; at++) {
      micros += (bytes[at]! - 48) * scale;
      scale = Math.floor(scale / 10);
    }
    if (at === start + 20) return false;
  }
  const offset = offsetAt(bytes, at, end);
  if (Number.isNaN(offset)) return false;
  instant.seconds = day * 86_400 + clock - offset;
  instant.micros = micros;
  return true;
}

/** Length of `2018-07-02T22:23:00.186641Z`. */
const ISO_LENGTH = 27;

/** Where the time begins in a line's first word: grep over several files puts `path:` before it. */
export function behindPath(bytes: Uint8Array, start: number, end: number): number {
  const time = end - ISO_LENGTH;
  return time > start && bytes[time - 1] === COLON ? time : start;
}

/** The time some milliseconds before another. */
export function goBack({ seconds, micros }: Instant, millis: number, before: Instant): void {
  const total = seconds * 1000 - millis;
  before.seconds = Math.floor(total / 1000);
  before.micros = micros + (total - before.seconds * 1000) * 1000;
  if (before.micros < 1_000_000) return;
  before.seconds += 1;
  before.micros -= 1_000_000;
}

/**
 * Sets `address:port`; an IPv6 address is in it without brackets, so that the last colon is the port's.
 * `-` sets nothing.
 * @returns false if it is neither
 */
export function setEndpoint(
  address: AddressColumn,
  port: IntColumn,
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  if (isNone(bytes, start, end)) return true;
  let colon = end - 1;
  while (colon > start && bytes[colon] !== COLON) colon--;
  const number = parseDigits(bytes, colon + 1, end);
  if (colon === start || number < 0 || number > MAX_PORT) return false;
  port.set(number);
  return setAddress(address, bytes, start, colon);
}

/** Microseconds of a number of seconds such as `0.086` or `12`; -1 for `-`, `-1` and what is no number. */
export function parseDuration(bytes: Uint8Array, start: number, end: number): number {
  let dot = start;
  while (dot < end && bytes[dot] !== DOT) dot++;
  const seconds = parseDigits(bytes, start, dot);
  if (seconds < 0 || dot === end) return seconds < 0 ? -1 : seconds * 1_000_000;
  const digits = Math.min(end - dot - 1, 6);
  const fraction = parseDigits(bytes, dot + 1, dot + 1 + digits);
  return fraction < 0 ? -1 : seconds * 1_000_000 + fraction * 10 ** (6 - digits);
}

/**
 * Sets a whole number; `-` sets nothing.
 * @returns false if it is neither, or more than `most`
 */
export function setNumber(
  column: { set(value: number): void },
  bytes: Uint8Array,
  start: number,
  end: number,
  most = Number.MAX_SAFE_INTEGER,
): boolean {
  if (isNone(bytes, start, end)) return true;
  const value = parseDigits(bytes, start, end);
  if (value < 0 || value > most) return false;
  column.set(value);
  return true;
}

/** Sets a text, cut where it is too long, with a note; nothing sets nothing. */
export function setPart(
  column: TextColumn,
  bytes: Uint8Array,
  start: number,
  end: number,
  tally: Tally,
): void {
  if (end > start && !setBounded(column, bytes, start, end)) tally.note(CUT_NOTE);
}

/** Sets a field's text as `setPart` does; `-` sets nothing. */
export function setText(
  column: TextColumn,
  bytes: Uint8Array,
  start: number,
  end: number,
  tally: Tally,
): void {
  if (!isNone(bytes, start, end)) setPart(column, bytes, start, end, tally);
}
