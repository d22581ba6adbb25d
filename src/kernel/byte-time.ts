import { COLON, DASH, SPACE } from './ascii.ts';
import { monthOf } from './months.ts';

const SLASH = 47;

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

/** `parseDigits` of two bytes, without a loop: clocks are in nearly every line. */
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

/** Seconds since 1970 of `10/Oct/2000:13:55:36 -0700` at `at`, in UTC; -1 if it is no time. */
export function parseStamp(bytes: Uint8Array, at: number): number {
  if (bytes[at + 2] !== SLASH || bytes[at + 6] !== SLASH || bytes[at + 11] !== COLON) return -1;
  const month = monthOf(bytes, at + 3);
  if (month === undefined) return -1;
  const day = daysOf(parseDigits(bytes, at + 7, at + 11), month, parseDigits(bytes, at, at + 2));
  const clock = parseClock(bytes, at + 12);
  const zone = parseDigits(bytes, at + 22, at + 26);
  const sign = bytes[at + 21];
  if (day < 0 || clock < 0 || zone < 0 || zone % 100 > 59 || zone > 1459) return -1;
  if ((sign !== DASH && sign !== 43) || bytes[at + 20] !== SPACE) return -1;
  const offset = Math.floor(zone / 100) * 3600 + (zone % 100) * 60;
  return day * 86400 + clock - (sign === DASH ? -offset : offset);
}
