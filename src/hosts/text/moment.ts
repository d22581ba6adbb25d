import type { ClockFact } from '../facts.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/;
/** `2017-12-14 02:01`, `2017-12-14 02:01:07.123456789 +0000`: ls, stat, who */
const NUMBERS = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:\d\d)?(?:[.,]\d{1,9})?(?: ([+-]\d\d):?(\d\d))?$/;
/** `Sun Nov 29 03:12`, `Nov 29 19:20`, `Sun Nov 29 03:12:11 2026`: last, ls, who */
const WORDS = /^(?:[A-Z][a-z]{2} )?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d)(:\d\d)?(?: (\d{4}))?$/;

/** A moment as a program printed it. */
export interface PrintedMoment {
  /** Milliseconds since 1970 as if its zone was UTC; of one without a year in the year 2000. */
  local: number;
  year: boolean;
  zone: boolean;
}

/** Undefined: it is no moment that is certain. */
export function printedMoment(text: string | undefined): PrintedMoment | undefined {
  if (text === undefined) return undefined;
  const exact = ZONED.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(exact)) return { local: exact, year: true, zone: true };
  const [, day, time, second = ':00', hours, minutes] = NUMBERS.exec(text) ?? [];
  if (day !== undefined && time !== undefined) {
    const zone = hours === undefined ? 'Z' : `${hours}:${minutes ?? '00'}`;
    const local = Date.parse(`${day}T${time}${second}${zone}`);
    return Number.isNaN(local) ? undefined : { local, year: true, zone: hours !== undefined };
  }
  const [, month = '', date = '', clock, rest = ':00', year] = WORDS.exec(text) ?? [];
  const at = MONTHS.indexOf(month) + 1;
  if (at === 0 || clock === undefined) return undefined;
  const local = Date.parse(
    `${year ?? '2000'}-${String(at).padStart(2, '0')}-${date.padStart(2, '0')}T${clock}${rest}Z`,
  );
  return Number.isNaN(local) ? undefined : { local, year: year !== undefined, zone: false };
}

/** First and last moment that four digits of a year can say, milliseconds since 1970 UTC. */
const FIRST = -62_167_219_200_000;
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59);

/**
 * ISO 8601 UTC to the second. Whoever has a host can give a file or a process any time at all (`touch -d @9000000000000`): one that no calendar
 * has is the calendar's end.
 */
export function instant(milliseconds: number): string {
  const within = Number.isNaN(milliseconds) ? LAST : Math.min(Math.max(milliseconds, FIRST), LAST);
  return new Date(within).toISOString().replace(/\.\d+Z$/, 'Z');
}

/**
 * The moment as ISO 8601 UTC. What lacks a year or a zone gets it from the host's clock, where `date` was run beside it:
 * the last such day that is not after it. Undefined: it cannot be placed.
 */
export function placedMoment(text: string | undefined, clock: ClockFact | undefined): string | undefined {
  const printed = printedMoment(text);
  if (printed === undefined) return undefined;
  const { local, year, zone } = printed;
  if (zone) return instant(local);
  if (clock?.offset === undefined) return undefined;
  const shift = clock.offset * 60_000;
  if (year) return instant(local - shift);
  const now = Date.parse(clock.at) + shift;
  const moment = new Date(local);
  const thisYear = new Date(now).getUTCFullYear();
  for (const one of [thisYear, thisYear - 1]) {
    moment.setUTCFullYear(one);
    // `date` may have been run a minute earlier.
    if (moment.getTime() <= now + 60_000) return instant(moment.getTime() - shift);
  }
  return undefined;
}
