import type { Instant } from '../model/instant.ts';

/** A moment as a notice writes it. */
export interface StatedTime {
  instant: Instant;
  /** False: the text names no zone and the moment was read as UTC. */
  zoned: boolean;
  /** Length of the text that was read. */
  length: number;
}

/**
 * Zone words, in minutes east of Greenwich. A word means what it says: PDT is −07:00 in January too.
 * The American ones as RFC 5322, section 4.3 lists them. Words that stand for several zones (BST, IST) and
 * names without a fixed offset (`Pacific Time`) are left out: a time with one of them is not understood.
 */
const ZONES: ReadonlyMap<string, number> = new Map([
  ['UTC', 0],
  ['GMT', 0],
  ['UT', 0],
  ['Z', 0],
  ['EST', -300],
  ['EDT', -240],
  ['CST', -360],
  ['CDT', -300],
  ['MST', -420],
  ['MDT', -360],
  ['PST', -480],
  ['PDT', -420],
  ['AKST', -540],
  ['AKDT', -480],
  ['HST', -600],
  ['JST', 540],
  ['KST', 540],
  ['MSK', 180],
  ['CET', 60],
  ['CEST', 120],
  ['EET', 120],
  ['EEST', 180],
  ['WET', 0],
  ['WEST', 60],
  ['SGT', 480],
  ['HKT', 480],
]);

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const WEEKDAY = String.raw`(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?`;
const MONTH = String.raw`(?<mon>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?`;
const CLOCK = String.raw`(?<h>\d{1,2}):(?<mi>\d{2})(?::(?<s>\d{2})(?:[.,]\d{1,9})?)?(?:\s?(?<half>[ap])\.?m\b\.?)?`;
/** A comma, `at`, `T` or blanks between date and time. */
const GAP = String.raw`(?:,?\s+(?:at\s+)?|t)`;
const ZONE = String.raw`(?:[ \t]*(?<offset>(?:(?:utc|gmt)[ \t]?)?[+-]\d{1,2}(?::?\d{2})?)\b|(?<gap>\s{0,20})\(?(?<word>[a-z]{1,5})\b\)?)?`;

/** 1: year first. 2: `27 Apr 2023`. 3: `Apr 27, 2023`. 4: `14-12-2017`, day first. */
const FORMS = [
  String.raw`(?<y>\d{4})[-/](?<mo>\d{1,2})[-/](?<d>\d{1,2})${GAP}${CLOCK}${ZONE}`,
  String.raw`${WEEKDAY}(?<d>\d{1,2})[ -]${MONTH}[ -](?<y>\d{4})${GAP}${CLOCK}${ZONE}`,
  String.raw`${WEEKDAY}${MONTH}\s+(?<d>\d{1,2}),?\s+(?<y>\d{4})${GAP}${CLOCK}${ZONE}`,
  String.raw`(?<d>\d{1,2})-(?<mo>\d{1,2})-(?<y>\d{4})${GAP}${CLOCK}${ZONE}`,
].map((form) => new RegExp(`^\\s*${form}`, 'i'));

function offsetMinutes(offset: string): number | undefined {
  const match = /([+-])(\d{1,2}):?(\d{2})?$/.exec(offset);
  if (match === null) return undefined;
  const hours = Number(match[2]);
  const minutes = Number(match[3] ?? 0);
  if (hours > 14 || minutes > 59) return undefined;
  return (match[1] === '-' ? -1 : 1) * (hours * 60 + minutes);
}

/** Milliseconds since 1970 of a date that exists; undefined for 31 February or 25 o'clock. */
function milliseconds(part: (name: string) => number): number | undefined {
  const [y, mo, d, h, mi, s] = [part('y'), part('mo'), part('d'), part('h'), part('mi'), part('s')];
  if (y < 1990 || y > 2100 || h > 23 || mi > 59 || s > 60) return undefined;
  const day = new Date(Date.UTC(y, mo - 1, d));
  if (day.getUTCMonth() !== mo - 1 || day.getUTCDate() !== d) return undefined;
  return day.getTime() + ((h * 60 + mi) * 60 + s) * 1000;
}

function hourOf(groups: Record<string, string | undefined>): number {
  const hour = Number(groups['h']);
  const half = groups['half']?.toLowerCase();
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}

/** @returns minutes east, `none` where no zone is named, undefined where the word is no known zone */
function zoneOf(groups: Record<string, string | undefined>): number | 'none' | undefined {
  if (groups['offset'] !== undefined) return offsetMinutes(groups['offset']);
  const word = groups['word'];
  if (word === undefined) return 'none';
  const known = ZONES.get(word.toUpperCase());
  if (known !== undefined) return known;
  // `… 02:04:18 Report end time:` goes on with a word; `… 12:00:00 XYZ` names a zone that is not known.
  // A zone word may be wrapped to the next line, where other words in capitals may be too.
  return word === word.toUpperCase() && groups['gap']?.includes('\n') !== true ? undefined : 'none';
}

/**
 * Reads a moment at the beginning of the text: `2018-11-28 02:04:18 UTC`, `14-12-2017 02:02:28 UTC` (day first),
 * `27 Apr 2023 14:46:47 GMT`, `Apr 27, 2023 2:46 PM PDT`, RFC 5322 dates, ISO 8601.
 * @returns undefined if there is none, it does not exist, or its zone is not one fixed offset
 */
export function readTime(text: string): StatedTime | undefined {
  const bounded = text.slice(0, 120);
  for (const form of FORMS) {
    const match = form.exec(bounded);
    if (match?.groups === undefined) continue;
    const groups = match.groups as Record<string, string | undefined>;
    const month =
      groups['mon'] === undefined ? Number(groups['mo']) : MONTHS.indexOf(groups['mon'].toLowerCase()) + 1;
    const hour = hourOf(groups);
    if (Number.isNaN(hour)) return undefined;
    const at = milliseconds((name) =>
      name === 'mo' ? month : name === 'h' ? hour : Number(groups[name] ?? 0),
    );
    const zone = zoneOf(groups);
    if (at === undefined || zone === undefined) return undefined;
    const word =
      zone === 'none' && groups['word'] !== undefined
        ? match[0].lastIndexOf(groups['word'])
        : match[0].length;
    return {
      instant: toInstant(zone === 'none' ? at : at - zone * 60_000),
      zoned: zone !== 'none',
      length: word,
    };
  }
  return undefined;
}

/** @param milliseconds since 1970; whole seconds are kept */
function toInstant(milliseconds: number): Instant {
  return new Date(Math.floor(milliseconds / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}

/** The moment `hours` later. */
export function hoursAfter(instant: Instant, hours: number): Instant {
  return toInstant(Date.parse(instant) + hours * 3_600_000);
}
