import { worded } from './worded.ts';
import type { ReadOptions } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { monthOf } from '../../kernel/months.ts';
import { lineEnd } from './line-bytes.ts';
import { daysOf, parseDigits } from '../../kernel/byte-time.ts';

/**
 * Which year a line is of whose date has none (syslog's `Nov  3 04:05:06`, RFC 3164). A file's lines go forward in
 * time, and none is later than the file itself: so the first line is of the latest year that is not after the
 * file's date, and a date that falls back by months is of the next year. Plain object: it goes from chunk to chunk.
 */
export interface YearState {
  /** Of the last line; 0: nothing is known from which the year could follow. */
  year: number;
  /** Days since 1970 of the last line; -1: none yet. */
  day: number;
  /** Days since 1970 after which no line can be; the first line's year was given if it is Infinity. */
  latest: number;
  /** Where the year comes from, for the manifest. */
  because: string;
}

/** Local dates run up to a day ahead of UTC, and a file may be written a little before its clock's time. */
const SLACK_DAYS = 2;
/** A step back by more than this is a new year: lines that are merely late are so by minutes, concatenated files by weeks. */
const BACK_DAYS = 120;
/** A step forward by more than this, early in a year, is a late line of the year before. */
const FORWARD_DAYS = 300;
const DAY = 86_400;

/** Days since 1970 in the latest year, from `year` back, that has the day (29 February: a leap year); -1: none. */
function latestDay(year: number, month: number, day: number, latest: number): number {
  for (let candidate = year; candidate > year - 9; candidate--) {
    const days = daysOf(candidate, month, day);
    if (days >= 0 && days <= latest) return days;
  }
  return -1;
}

function yearOfDay(days: number): number {
  return new Date(days * DAY * 1000).getUTCFullYear();
}

/** The state before the first line. Without a year or a file's date nothing is known, and `dayOf` finds no day. */
export function startYear({ year, modified }: ReadOptions): YearState {
  if (year !== undefined) {
    return { year, day: -1, latest: Infinity, because: worded('noteYearGiven', { year: String(year) }) };
  }
  if (modified === undefined) return { year: 0, day: -1, latest: -1, because: '' };
  const latest = Math.floor(modified / DAY) + SLACK_DAYS;
  const of = yearOfDay(latest - SLACK_DAYS);
  return { year: yearOfDay(latest), day: -1, latest, because: worded('noteYearAssumed', { of: String(of) }) };
}

/**
 * Days since 1970 of the next line's date, and moves the state on to it.
 * @param month from 1
 * @returns -1 if there is no such day, or no year is known
 */
export function dayOf(state: YearState, month: number, day: number): number {
  if (state.year === 0) return -1;
  let found: number;
  if (state.day < 0) {
    found =
      state.latest === Infinity
        ? daysOf(state.year, month, day)
        : latestDay(state.year, month, day, state.latest);
  } else {
    found = nextDay(state, month, day);
  }
  if (found < 0) return -1;
  if (found !== state.day) {
    state.day = found;
    state.year = yearOfDay(found);
  }
  return found;
}

function nextDay(state: YearState, month: number, day: number): number {
  const { year, latest } = state;
  const same = daysOf(year, month, day);
  const next = daysOf(year + 1, month, day);
  const last = daysOf(year - 1, month, day);
  // 29 February of a year that has none: of which year it is, the day before it tells as well. It is no day of a year
  // that lies far from the lines around it.
  const near = same < 0 ? daysOf(year, month, day - 1) : same;
  if (near < state.day - BACK_DAYS && next >= 0 && next <= latest) return next;
  if ((near > state.day + FORWARD_DAYS || near > latest) && last >= 0) return last;
  return same;
}

/** Tells where the years come from. Call it once per chunk in which a date without a year was read. */
export function noteYear(state: YearState, tally: Pick<Tally, 'note'>): void {
  if (state.year === 0) tally.note(worded('noteNoYear'));
  else tally.note(state.because);
}

/** `Nov 2 ` for `Nov  2 `: a web page or a mail program has made one space of two. */
export function isNarrow(bytes: Uint8Array, at: number): boolean {
  return bytes[at + 4] !== 32 && bytes[at + 5] === 32;
}

/**
 * Month and day of `Nov  3 ` (or `Nov 03 `) at `at`, as month * 32 + day; -1 if it is not one. Whether the month has
 * such a day depends on the year.
 */
export function monthDayAt(bytes: Uint8Array, at: number, end: number): number {
  if (at + 7 > end || bytes[at + 3] !== 32) return -1;
  const narrow = isNarrow(bytes, at);
  if (!narrow && bytes[at + 6] !== 32) return -1;
  const month = monthOf(bytes, at);
  const day = parseDigits(bytes, bytes[at + 4] === 32 ? at + 5 : at + 4, narrow ? at + 5 : at + 6);
  return month === undefined || day < 1 || day > 31 ? -1 : month * 32 + day;
}

/**
 * The state after a chunk of lines: for a format's `carry`.
 * @param find month * 32 + day of the line at `at`, -1 if it has none; see `monthDayAt`
 */
export function carryYear(
  chunk: Chunk,
  state: YearState,
  find: (bytes: Uint8Array, at: number, end: number) => number = monthDayAt,
): YearState {
  const { bytes, start, end } = chunk;
  const moved = { ...state };
  let last = -1;
  for (let at = start; at < end;) {
    const stop = lineEnd(bytes, at, end);
    const found = find(bytes, at, stop);
    // Neighbours are mostly of one day.
    if (found >= 0 && found !== last) dayOf(moved, found >> 5, found & 31);
    last = found < 0 ? last : found;
    at = stop + 1;
  }
  return moved;
}
