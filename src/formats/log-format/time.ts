import { daysOf, parseDigits } from '../../kernel/byte-time.ts';
import { COLON, DASH } from '../../kernel/ascii.ts';
import { monthOf } from '../../kernel/months.ts';

/** What a line says of its time; several variables may say a part each. Undefined: it does not say. */
export interface TimeParts {
  year: number | undefined;
  month: number | undefined;
  day: number | undefined;
  hour: number | undefined;
  minute: number | undefined;
  second: number | undefined;
  micros: number;
  /** Hours to add for PM on a clock of twelve hours: 0 or 12; undefined on a clock of 24. */
  half: number | undefined;
  /** Seconds east of UTC. */
  offset: number | undefined;
  /** Seconds since 1970. */
  epoch: number | undefined;
}

export function emptyTime(): TimeParts {
  return {
    year: undefined,
    month: undefined,
    day: undefined,
    hour: undefined,
    minute: undefined,
    second: undefined,
    micros: 0,
    half: undefined,
    offset: undefined,
    epoch: undefined,
  };
}

/** One conversion: reads at `at` and tells where it ends; -1 if it is not there. */
export type Step = (bytes: Uint8Array, at: number, end: number, time: TimeParts) => number;

function digits(key: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', width: number): Step {
  return (bytes, at, end, time) => {
    // `%e` and `%k` write a space for the first digit.
    const from = width === 2 && bytes[at] === 32 ? at + 1 : at;
    const value = at + width <= end ? parseDigits(bytes, from, at + width) : -1;
    if (value < 0) return -1;
    time[key] = value;
    return at + width;
  };
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && (byte | 32) >= 97 && (byte | 32) <= 122;
}

const letters: Step = (bytes, at, end) => {
  let stop = at;
  while (stop < end && stop - at < 12 && isLetter(bytes[stop])) stop++;
  return stop > at ? stop : -1;
};

const monthName: Step = (bytes, at, end, time) => {
  const month = at + 3 <= end ? monthOf(bytes, at) : undefined;
  if (month === undefined) return -1;
  time.month = month;
  return at + 3;
};

/** `+0900`, `+09:00`, `Z`. */
const offset: Step = (bytes, at, end, time) => {
  if (bytes[at] === 90) {
    time.offset = 0;
    return at + 1;
  }
  const sign = bytes[at] === DASH ? -1 : bytes[at] === 43 ? 1 : 0;
  const minuteAt = bytes[at + 3] === COLON ? at + 4 : at + 3;
  if (sign === 0 || minuteAt + 2 > end) return -1;
  const hours = parseDigits(bytes, at + 1, at + 3);
  const minutes = parseDigits(bytes, minuteAt, minuteAt + 2);
  if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return -1;
  time.offset = sign * (hours * 3600 + minutes * 60);
  return minuteAt + 2;
};

/** A zone's name says its offset only if it is UTC's. */
const zoneName: Step = (bytes, at, end, time) => {
  const stop = letters(bytes, at, end, time);
  const name = stop < 0 ? '' : String.fromCharCode(...bytes.subarray(at, stop));
  if (name === 'UTC' || name === 'GMT') time.offset = 0;
  return stop;
};

const halfDay: Step = (bytes, at, end, time) => {
  if (at + 2 > end || (bytes[at + 1]! | 32) !== 109) return -1;
  time.half = (bytes[at]! | 32) === 112 ? 12 : 0;
  return at + 2;
};

/** A number of seconds, or a fraction: digits, counted in units of which `perSecond` make a second. */
function epochStep(perSecond: number): Step {
  return (bytes, at, end, time) => {
    let stop = at;
    while (stop < end && bytes[stop]! >= 48 && bytes[stop]! <= 57) stop++;
    const value = stop - at > 16 ? -1 : parseWide(bytes, at, stop);
    if (value < 0) return -1;
    time.epoch = Math.floor(value / perSecond);
    time.micros = Math.round(((value % perSecond) / perSecond) * 1_000_000);
    return stop;
  };
}

/** Sixteen digits are microseconds since 1970, and fit a number. */
function parseWide(bytes: Uint8Array, start: number, end: number): number {
  if (end - start <= 15) return parseDigits(bytes, start, end);
  return parseDigits(bytes, start, end - 1) * 10 + parseDigits(bytes, end - 1, end);
}

/** `.123`, `123456`: a part of a second. @param width digits, as many as the unit has */
function fractionStep(width: number): Step {
  return (bytes, at, end, time) => {
    const value = at + width <= end ? parseDigits(bytes, at, at + width) : -1;
    if (value < 0) return -1;
    time.micros = value * 10 ** (6 - width);
    return at + width;
  };
}

/** nginx's `$msec`: `1700000000.123`. */
const epochMillis: Step = (bytes, at, end, time) => {
  const dot = epochStep(1)(bytes, at, end, time);
  return dot < 0 || bytes[dot] !== 46 ? -1 : fractionStep(3)(bytes, dot + 1, end, time);
};

function text(wanted: number): Step {
  return (bytes, at, end) => (at < end && bytes[at] === wanted ? at + 1 : -1);
}

const CONVERSIONS: ReadonlyMap<string, Step> = new Map<string, Step>([
  ['Y', digits('year', 4)],
  ['m', digits('month', 2)],
  ['d', digits('day', 2)],
  ['e', digits('day', 2)],
  ['H', digits('hour', 2)],
  ['k', digits('hour', 2)],
  ['I', digits('hour', 2)],
  ['M', digits('minute', 2)],
  ['S', digits('second', 2)],
  ['b', monthName],
  ['h', monthName],
  ['a', letters],
  ['A', letters],
  ['z', offset],
  ['Z', zoneName],
  ['p', halfDay],
  ['s', epochStep(1)],
]);

/** Conversions that are short for several others. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ['F', '%Y-%m-%d'],
  ['T', '%H:%M:%S'],
  ['R', '%H:%M'],
]);

/**
 * The steps that read a time written by strftime(3) with this pattern.
 * @returns undefined if it holds a conversion that says nothing definite, such as `%c`
 */
export function timeSteps(pattern: string): Step[] | undefined {
  const long = pattern.replaceAll(/%([FTR])/g, (whole, letter: string) => SHORT.get(letter) ?? whole);
  const steps: Step[] = [];
  for (let at = 0; at < long.length; at++) {
    if (long[at] !== '%') {
      steps.push(text(long.charCodeAt(at)));
      continue;
    }
    at++;
    const step = long[at] === '%' ? text(37) : CONVERSIONS.get(long[at] ?? '');
    if (step === undefined) return undefined;
    steps.push(step);
  }
  return steps;
}

/** Times that are no strftime patterns, by their name in Apache's `%{…}t`; `msec` of nginx is another. */
export const NAMED_TIMES: ReadonlyMap<string, readonly Step[]> = new Map([
  ['sec', [epochStep(1)]],
  ['msec', [epochStep(1000)]],
  ['usec', [epochStep(1_000_000)]],
  ['msec_frac', [fractionStep(3)]],
  ['usec_frac', [fractionStep(6)]],
  ['$msec', [epochMillis]],
]);

const ZONED: ReadonlySet<Step> = new Set(
  [offset, ...[...NAMED_TIMES].flatMap(([name, steps]) => (name.endsWith('_frac') ? [] : steps))].concat(
    CONVERSIONS.get('s') ?? [],
  ),
);

/** Do these steps read an offset, or seconds since 1970? */
export function areZoned(steps: readonly Step[]): boolean {
  return steps.some((step) => ZONED.has(step));
}

/** Reads a time. @returns where it ends; -1 if it is not one */
export function readTime(
  steps: readonly Step[],
  bytes: Uint8Array,
  start: number,
  end: number,
  time: TimeParts,
): number {
  let at = start;
  for (const step of steps) {
    at = step(bytes, at, end, time);
    if (at < 0) return -1;
  }
  return at;
}

/** The wall clock of the parts: days since 1970, second of that day. Undefined if they are not all there. */
export function wallClock(time: TimeParts): { days: number; second: number } | undefined {
  const { year, month, day, hour, minute, second = 0, half } = time;
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (hour === undefined || minute === undefined || hour > 23 || minute > 59 || second > 60) return undefined;
  const days = daysOf(year, month, day);
  if (days < 0) return undefined;
  const hours = half === undefined ? hour : (hour % 12) + half;
  return { days, second: hours * 3600 + minute * 60 + Math.min(second, 59) };
}
