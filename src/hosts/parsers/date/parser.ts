import type { ClockFact, Facts, Origin } from '../../facts.ts';
import type { HostParser, Outcome, Reader } from '../../parser.ts';
import { isAsked } from '../../parser.ts';
import { reasonsOf } from '../../../model/reason.ts';
import { instant } from '../../text/moment.ts';
import { DATE_ROWS } from './sentences.ts';

const reason = reasonsOf<typeof DATE_ROWS>();

/** Each month in English, German, French and Russian: how its name begins, by the locales of glibc (`locale abmon`). */
const MONTHS = [
  'jan янв',
  'feb fév фев',
  'mar mär мар',
  'apr avr апр',
  'may mai мая',
  'jun juin июн',
  'jul juil июл',
  'aug aoû авг',
  'sep сен',
  'oct okt окт',
  'nov ноя',
  'dec dez déc дек',
].map((names) => names.split(' '));
/** Zone words that mean one zone wherever they stand, in minutes east of Greenwich; CST, IST and the like mean several. */
const ZONES: ReadonlyMap<string, number> = new Map([
  ['UTC', 0],
  ['GMT', 0],
  ['Z', 0],
  ['JST', 540],
  ['KST', 540],
  ['MSK', 180],
  ['CET', 60],
  ['CEST', 120],
  ['EDT', -240],
  ['PDT', -420],
]);

const ZONE = String.raw`(?<zone>[A-Z]{1,5}|[+-]\d\d:?\d\d)`;
const TIME = String.raw`(?<time>\d{1,2}:\d\d:\d\d)(?:[.,]\d{1,9})?`;
const FORMS = [
  // C and BusyBox: `Thu Dec 14 02:31:07 UTC 2017`
  new RegExp(
    String.raw`^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) {1,2}(?<day>\d{1,2}) ${TIME} ${ZONE} (?<year>\d{4})$`,
  ),
  // en_US of coreutils 8.31 and later: `Thu Dec 14 02:31:07 AM UTC 2017`, and with the day first
  new RegExp(
    String.raw`^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) {1,2}(?<day>\d{1,2}) ${TIME} (?<half>[AP]M) ${ZONE} (?<year>\d{4})$`,
  ),
  new RegExp(
    String.raw`^[A-Z][a-z]{2} {1,2}(?<day>\d{1,2}) (?<month>[A-Z][a-z]{2}) (?<year>\d{4}) ${TIME} (?:(?<half>[AP]M) )?${ZONE}$`,
  ),
  // -R: `Thu, 14 Dec 2017 02:31:07 +0000`
  new RegExp(
    String.raw`^[A-Z][a-z]{2}, (?<day>\d{1,2}) (?<month>[A-Z][a-z]{2}) (?<year>\d{4}) ${TIME} ${ZONE}$`,
  ),
  // -I and what people ask for: `2017-12-14T02:31:07+00:00`, `2017-12-14 02:31:07Z`
  new RegExp(String.raw`^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)[T ]${TIME} ?${ZONE}$`),
  // German, French, Russian: `Do 14. Dez 02:31:07 UTC 2017`, `jeu. 14 déc. 2017 02:31:07 UTC`, `Чт 14 дек 2017 02:31:07 UTC`
  new RegExp(
    String.raw`^\p{L}{2,4}\.? (?<day>\d{1,2})\.? (?<month>\p{L}{3,5})\.? ${TIME} ${ZONE} (?<year>\d{4})$`,
    'u',
  ),
  new RegExp(
    String.raw`^\p{L}{2,4}\.? (?<day>\d{1,2})\.? (?<month>\p{L}{3,5})\.? (?<year>\d{4}) ${TIME} ${ZONE}$`,
    'u',
  ),
  // Korean of coreutils 9: `2017. 12. 14. (목) 02:31:07 UTC`
  new RegExp(
    String.raw`^(?<year>\d{4})\. (?<month>\d{1,2})\. (?<day>\d{1,2})\. \(\p{L}\) ${TIME} ${ZONE}$`,
    'u',
  ),
  // Japanese, Chinese, Korean: `2017年 12月 14日 木曜日 02:31:07 UTC`
  new RegExp(
    String.raw`^(?<year>\d{4}) ?[年년] ?(?<month>\d{1,2}) ?[月월] ?(?<day>\d{1,2}) ?[日일] ?\(?[^\s\d]{1,6}\)? ?${TIME} ${ZONE}$`,
  ),
];
/** `date +%s` */
const EPOCH = /^\d{10}$/;
/** Of whatever language: a year, a time of day, and no more than `date` prints. */
const LIKE_DATE = /^(?=.{8,60}$)(?=.*\b(?:19|20)\d\d(?!\d))(?=.*\b\d{1,2}:\d\d:\d\d).*$/;

function offsetOf(zone: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) ?? [];
  if (sign === undefined) return ZONES.get(zone);
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** 1 to 12; 0: it is none. */
function monthOf(name: string): number {
  const word = name.toLowerCase();
  return MONTHS.findIndex((names) => names.some((one) => word.startsWith(one))) + 1;
}

/** Hours of a clock of twelve. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half === 'PM' ? 12 : 0);
}

/** Undefined: no moment; `zone`: one of a zone that is not certain. */
function momentOf(line: string): Omit<ClockFact, 'origin'> | 'zone' | undefined {
  for (const form of FORMS) {
    const groups = form.exec(line)?.groups;
    if (groups === undefined) continue;
    const { year, month = '', day = '', time = '', half, zone = '' } = groups;
    const at = /^\d/.test(month) ? Number(month) : monthOf(month);
    const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
    const whole = Date.UTC(
      Number(year),
      at - 1,
      Number(day),
      hourOf(hour, half),
      minute,
      Math.min(second, 59),
    );
    if (at < 1 || at > 12 || Number(day) < 1 || Number(day) > 31 || hour > 23 || minute > 59)
      return undefined;
    const offset = offsetOf(zone);
    if (offset === undefined) return 'zone';
    return { at: instant(whole - offset * 60_000), offset };
  }
  return undefined;
}

class DateReader implements Reader {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  line(text: string, origin: Origin): Outcome {
    const moment = momentOf(text);
    if (moment === 'zone') return { rejected: reason('dateZone') };
    if (moment !== undefined) {
      this.#facts.clocks.push({ ...moment, origin });
      return 'parsed';
    }
    if (EPOCH.test(text)) {
      const at = instant(Number(text) * 1000);
      this.#facts.clocks.push({ at, origin });
      return 'parsed';
    }
    return LIKE_DATE.test(text) ? { rejected: reason('dateForm') } : undefined;
  }
}

export const DATE: HostParser = {
  name: 'date',
  rows: DATE_ROWS,
  title: 'date (coreutils, BusyBox): when the outputs were taken',
  programs: ['date'],
  wraps: false,
  sample: '$ date\nThu Dec 14 02:31:07 UTC 2017',
  // Dates stand alone in logs and mails too: without the prompt nobody knows whose clock it was.
  begin(line, facts, asked) {
    const begins =
      isAsked(DATE, asked) && (momentOf(line) !== undefined || EPOCH.test(line) || LIKE_DATE.test(line));
    return begins ? new DateReader(facts) : undefined;
  },
  hides: () => ({ unseen: ['clock errors'], next: ['timedatectl', 'chronyc tracking'] }),
};
