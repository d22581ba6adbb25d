import type { Instant } from './instant.ts';
import { LATEST } from '../../tables/times.ts';
import { daysOf } from '../../kernel/byte-time.ts';

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[T ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/;
const LONGEST = '2026-03-02T10:00:01.123456789+00:00'.length;
/** From here on a number is milliseconds: as seconds it would be the year 5138. */
const MILLISECONDS_FROM = 100_000_000_000;

/** Microseconds of the digits behind the point of a second. */
export function microsOf(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.slice(0, 6).padEnd(6, '0'));
}

/** Seconds east of UTC of `Z`, `+0900`, `+09:00`; none is UTC. */
function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const seconds = Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(-2)) * 60;
  return zone.startsWith('-') ? -seconds : seconds;
}

/** Two digits at `at`; -1 if they are no digits. */
function pair(text: string, at: number): number {
  return digitsIn(text, at, at + 2);
}

/** Days since 1970 of the last date that was read: neighbours are mostly of one day. */
let lastDate = '';
let lastDays = -1;

function daysIn(text: string): number {
  const date = text.slice(0, 10);
  if (date === lastDate) return lastDays;
  const days = daysOf(digitsIn(text, 0, 4), pair(text, 5), pair(text, 8));
  lastDate = date;
  lastDays = days;
  return days;
}

/**
 * The same time written with a fraction of six digits and an offset in digits or `Z`, as sensors write it. Undefined:
 * it is another form, or none.
 */
function plainTime(text: string): Instant | undefined {
  const { length } = text;
  if (length !== 31 && length !== 27) return undefined;
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':')
    return undefined;
  const hour = pair(text, 11);
  const minute = pair(text, 14);
  const second = pair(text, 17);
  const micros = digitsIn(text, 20, 26);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return undefined;
  if (micros < 0 || text[19] !== '.') return undefined;
  let offset = 0;
  if (length === 31) {
    const hours = pair(text, 27);
    const minutes = pair(text, 29);
    if (hours < 0 || minutes < 0 || (text[26] !== '+' && text[26] !== '-')) return undefined;
    offset = (hours * 3600 + minutes * 60) * (text[26] === '-' ? -1 : 1);
  } else if (text[26] !== 'Z') return undefined;
  const days = daysIn(text);
  return days < 0
    ? undefined
    : { seconds: days * 86_400 + hour * 3600 + minute * 60 + second - offset, micros };
}

/** Reads ISO 8601 with any offset; without one it is UTC. Undefined: it is no time. */
export function isoTime(text: string | undefined): Instant | undefined {
  if (text === undefined || text.length > LONGEST) return undefined;
  return plainTime(text) ?? anyTime(text);
}

function anyTime(text: string): Instant | undefined {
  const [, year, month, day, hour, minute, second, fraction, zone] = ISO.exec(text) ?? [];
  const days = daysOf(Number(year), Number(month), Number(day));
  if (year === undefined || days < 0) return undefined;
  const clock = Number(hour) * 3600 + Number(minute) * 60 + Math.min(Number(second), 59);
  return { seconds: days * 86_400 + clock - offsetOf(zone), micros: microsOf(fraction) };
}

/** The whole number that a part of a text is; -1 if it is not one, or has more than 15 digits. */
export function digitsIn(text: string, start: number, end: number): number {
  if (end <= start || end - start > 15) return -1;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Millionths of a second of up to nine digits behind the point; -1 if they are no digits. */
function fractionIn(text: string, start: number): number {
  const length = Math.min(text.length - start, 6);
  const micros = text.length - start > 9 ? -1 : digitsIn(text, start, start + length);
  return micros < 0 ? -1 : micros * 10 ** (6 - length);
}

function epochText(text: string): Instant | undefined {
  const point = text.indexOf('.');
  const number = digitsIn(text, 0, point < 0 ? text.length : point);
  if (number < 0) return undefined;
  if (point < 0) return epochTime(number);
  const micros = fractionIn(text, point + 1);
  return micros < 0 || number >= LATEST ? undefined : { seconds: number, micros };
}

/** Seconds since 1970 with a fraction, as a number or as text, or whole milliseconds. Undefined: it is no time. */
export function epochTime(value: unknown): Instant | undefined {
  if (typeof value === 'string') return epochText(value);
  if (typeof value !== 'number' || !(value >= 0)) return undefined;
  const total = Math.round(value >= MILLISECONDS_FROM ? value * 1000 : value * 1_000_000);
  const seconds = Math.floor(total / 1_000_000);
  return seconds < LATEST ? { seconds, micros: total - seconds * 1_000_000 } : undefined;
}

/** The time some seconds, with a fraction, after another. */
export function timeAfter(time: Instant, duration: number): Instant {
  const total = time.micros + Math.round(duration * 1_000_000);
  const whole = Math.floor(total / 1_000_000);
  return { seconds: time.seconds + whole, micros: total - whole * 1_000_000 };
}

export function isBefore(one: Instant, other: Instant): boolean {
  return one.seconds < other.seconds || (one.seconds === other.seconds && one.micros < other.micros);
}
