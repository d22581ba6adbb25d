import { parseV4Bytes } from '../../net/address.ts';
import type { AddressColumn, TextColumn } from '../../tables/rows.ts';

/** ASCII bytes that logs are made of. */
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const QUOTE = 34;
export const HASH = 35;
export const DASH = 45;
export const COLON = 58;
export const QUESTION = 63;
export const BRACKET_CLOSE = 93;
export const BACKSLASH = 92;

/**
 * The longest text that is kept of one field, in bytes. IIS itself cuts a field at 4,096 bytes (Microsoft,
 * "W3C Logging"), Apache and nginx accept 8 KiB for a request line by default; what is longer is not a browser's.
 */
export const MAX_FIELD_BYTES = 8192;
export const CUT_NOTE = `fields longer than ${MAX_FIELD_BYTES} bytes are kept to their first ${MAX_FIELD_BYTES} bytes`;

/** Every number of so many digits is exact. */
export const MAX_DIGITS = 15;

/** @returns the whole number in the bytes, -1 if they are not 1 to 15 decimal digits */
export function parseDigits(bytes: Uint8Array, start: number, end: number): number {
  if (end <= start || end - start > MAX_DIGITS) return -1;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = bytes[at]! - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Days since 1970-01-01 of a date of the Gregorian calendar, by counting the days before March of each year
 * in cycles of 400 years.
 * @param month from 1
 * @returns -1 if there is no such day, or it lies before 1970 or after 2099
 */
export function daysOf(year: number, month: number, day: number): number {
  if (year < 1970 || year > 2099 || month < 1 || month > 12 || day < 1) return -1;
  const leap = year % 4 === 0;
  if (day > MONTH_DAYS[month - 1]! || (month === 2 && day === 29 && !leap)) return -1;
  const shifted = month > 2 ? year : year - 1;
  const sinceMarch = (month + 9) % 12;
  const leaps = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return shifted * 365 + leaps + Math.floor((sinceMarch * 153 + 2) / 5) + day - 1 - 719468;
}

/** `parseDigits` of two bytes, without a loop: clocks stand in nearly every line. */
function parsePair(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** Seconds of the day of `HH:MM:SS` at `at`; -1 if it is no time. A leap second counts as the second before. */
export function parseClock(bytes: Uint8Array, at: number): number {
  const hour = parsePair(bytes, at);
  const minute = parsePair(bytes, at + 3);
  const second = parsePair(bytes, at + 6);
  if (bytes[at + 2] !== COLON || bytes[at + 5] !== COLON) return -1;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return -1;
  return hour * 3600 + minute * 60 + Math.min(second, 59);
}

/** Days since 1970 of `YYYY-MM-DD` at `at`; -1 if it is no date. */
export function parseDay(bytes: Uint8Array, at: number): number {
  if (bytes[at + 4] !== DASH || bytes[at + 7] !== DASH) return -1;
  return daysOf(
    parseDigits(bytes, at, at + 4),
    parseDigits(bytes, at + 5, at + 7),
    parseDigits(bytes, at + 8, at + 10),
  );
}

/** The bytes as text, a character each: what is not ASCII shows as it is in Latin-1. */
export function latin1At(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}

/** The bytes as the UTF-8 that they are; what is none is shown as U+FFFD. */
export function utf8At(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}

/**
 * Stands alone on a line that an envelope has and the log within it has not, so that line numbers stay those of the
 * file; see `unwrapped`. No program begins a line with it.
 */
export const ENVELOPE_LINE = 0x1f;
const OF_ENVELOPE = 'a line of the envelope, which holds no record by itself';

/** Why a line holds no record: it is blank, or its envelope's. Undefined: there is something in it. */
export function blankReason(bytes: Uint8Array, start: number, end: number): string | undefined {
  const marked = end > start && bytes[start] === ENVELOPE_LINE;
  for (let at = marked ? start + 1 : start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte !== SPACE && (byte < 9 || byte > CR)) return undefined;
  }
  return marked ? OF_ENVELOPE : 'blank line';
}

/** `12 fields`, quoted and bounded for a reason: what is not printable ASCII is written as `?`. */
export function excerpt(bytes: Uint8Array, start: number, end: number): string {
  const stop = Math.min(end, start + 40);
  let text = '';
  for (let at = start; at < stop; at++) {
    const byte = bytes[at]!;
    text += byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '?';
  }
  return `'${text}'${stop < end ? '…' : ''}`;
}

/** Sets an address, an IPv4 one by its number, which is faster. @returns false if the bytes are no address */
export function setAddress(column: AddressColumn, bytes: Uint8Array, start: number, end: number): boolean {
  const v4 = parseV4Bytes(bytes, start, end);
  if (v4 < 0) return column.setBytes(bytes, start, end);
  column.setV4(v4);
  return true;
}

/**
 * Sets a text, no more than `MAX_FIELD_BYTES` of it.
 * @returns false if it had to be cut
 */
export function setBounded(column: TextColumn, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start <= MAX_FIELD_BYTES) {
    column.setBytes(bytes, start, end);
    return true;
  }
  column.setBytes(bytes, start, start + MAX_FIELD_BYTES);
  return false;
}

/** Place of the line end at or after `at`; `end` if there is none before it. */
export function lineEnd(bytes: Uint8Array, at: number, end: number): number {
  const feed = bytes.indexOf(LF, at);
  return feed < 0 || feed > end ? end : feed;
}

/**
 * Place of the first space at or after `from`; `end` if there is none before it. It never looks further than
 * `end`, as `indexOf` would: on lines without spaces that takes a time that grows with the square of their number.
 */
export function spaceAfter(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at++) if (bytes[at] === SPACE) return at;
  return end;
}
