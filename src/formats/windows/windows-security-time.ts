import { worded } from './worded.ts';
import type { LocalTime } from '../text/local-time.ts';
import type { Instant } from '../text/instant.ts';
import { LATEST } from '../../tables/times.ts';
import { daysOf } from '../../kernel/byte-time.ts';
import { microsOf } from '../text/sensor-time.ts';

/**
 * Times as exports of Windows' events write them: ISO 8601 with an offset or without, `/Date(ms)/` of
 * ConvertTo-Json, and the computer's own way: `11/21/2026 10:10:03 PM`, `21.11.2026 22:10:03`,
 * `2026/11/21 22:10:03`, `2026-11-21 오후 10:10:03`.
 */

const DAY = 86_400;
const EPOCH = /^\/Date\((\d{10,14})(?:[+-]\d{4})?\)\/$/;
const YEAR_FIRST =
  /^(\d{4})[-/.] ?(\d{1,2})[-/.] ?(\d{1,2})\.?[T ] ?(?:(\S{2,4}) )?(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d{1,9}))?\s?(Z|[+-]\d\d:?\d\d|[AP]M)?$/i;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}),? (\d{1,2})[:.](\d\d)[:.](\d\d)(?: ?([AP])\.?M\.?)?$/i;
const AFTERNOON = new Set(['pm', '오후', '下午', '午後']);
const MORNING = new Set(['am', '오전', '上午', '午前']);

/** Does the time say in which zone it is? */
export function hasZone(text: string): boolean {
  return (
    EPOCH.test(text.trim()) || /\d(?:Z|[+-]\d\d:?\d\d)$/.test(YEAR_FIRST.test(text.trim()) ? text.trim() : '')
  );
}

/** In which order a file's dates with slashes have day and month. */
export type DateOrder = 'day first' | 'month first' | undefined;

/** What a date tells about the order of all: a number above 12 is a day. */
export function orderOf(text: string): DateOrder {
  const match = YEAR_LAST.exec(text.trim());
  if (match === null) return undefined;
  if (match[2] === '.') return 'day first';
  if (Number(match[1]) > 12) return 'day first';
  return Number(match[3]) > 12 ? 'month first' : undefined;
}

function hourOf(hour: string, half: string | undefined): number {
  const word = half?.toLowerCase();
  const value = Number(hour);
  if (word === undefined || (!AFTERNOON.has(word) && !MORNING.has(word))) return value;
  if (value < 1 || value > 12) return Number.NaN;
  return (value % 12) + (AFTERNOON.has(word) ? 12 : 0);
}

function secondOf(hour: number, minute: string, second: string): number {
  if (!(hour >= 0 && hour < 24) || Number(minute) > 59 || Number(second) > 60) return -1;
  return hour * 3600 + Number(minute) * 60 + Math.min(Number(second), 59);
}

function offsetSeconds(zone: string): number {
  if (/^z$/i.test(zone)) return 0;
  const digits = zone.replace(':', '');
  const seconds = Number(digits.slice(1, 3)) * 3600 + Number(digits.slice(3, 5)) * 60;
  return digits.startsWith('-') ? -seconds : seconds;
}

function yearFirst(match: RegExpExecArray, local: LocalTime, instant: Instant): string | undefined {
  const [, year, month, day, half, hour = '', minute = '', second = '', fraction, tail] = match;
  const days = daysOf(Number(year), Number(month), Number(day));
  const zone = tail !== undefined && /^[ap]m$/i.test(tail) ? undefined : tail;
  const clock = secondOf(hourOf(hour, half ?? (zone === undefined ? tail : undefined)), minute, second);
  if (days < 0 || clock < 0) return NO_TIME;
  instant.seconds = zone === undefined ? local.utc(days, clock) : days * DAY + clock - offsetSeconds(zone);
  instant.micros = microsOf(fraction);
  return undefined;
}

const NO_TIME = worded('badTime');
const UNDECIDED = worded('winUndecided');

function yearLast(
  match: RegExpExecArray,
  local: LocalTime,
  order: DateOrder,
  instant: Instant,
): string | undefined {
  const [whole, first, , second, year, hour = '', minute = '', seconds = '', half] = match;
  const decided = orderOf(whole) ?? order;
  if (decided === undefined && first !== second) return UNDECIDED;
  const [day, month] = decided === 'month first' ? [second, first] : [first, second];
  const days = daysOf(Number(year), Number(month), Number(day));
  const clock = secondOf(hourOf(hour, half === undefined ? undefined : `${half}m`), minute, seconds);
  if (days < 0 || clock < 0) return NO_TIME;
  instant.seconds = local.utc(days, clock);
  instant.micros = 0;
  return undefined;
}

/**
 * Reads a time into the instant.
 * @param order of the file's other dates
 * @returns why it is not one
 */
export function readWindowsTime(
  text: string,
  local: LocalTime,
  order: DateOrder,
  instant: Instant,
): string | undefined {
  const bounded = text.trim().slice(0, 64).replaceAll('\u202f', ' ').replaceAll('\u200e', '');
  const epoch = EPOCH.exec(bounded)?.[1];
  if (epoch !== undefined) {
    const millis = Number(epoch);
    if (millis >= LATEST * 1000) return NO_TIME;
    instant.seconds = Math.floor(millis / 1000);
    instant.micros = (millis % 1000) * 1000;
    return undefined;
  }
  const iso = YEAR_FIRST.exec(bounded);
  if (iso !== null) return yearFirst(iso, local, instant);
  const own = YEAR_LAST.exec(bounded);
  return own === null ? NO_TIME : yearLast(own, local, order, instant);
}
