import { parseDigits } from '../../kernel/byte-time.ts';
import { SPACE } from '../../kernel/ascii.ts';

/**
 * Months as journalctl, `dmesg -T` and `date` write them in the languages they were started in: `%b` of the C library, January
 * first. Measured with `LC_ALL=… date +%b` and `dmesg -T` (glibc 2.36, util-linux 2.38, systemd 252); names of other
 * versions come after a slash. Case and a full stop do not count.
 */
const NAMES: Readonly<Record<string, string>> = {
  cs: 'led úno bře dub kvě čen čec srp zář říj lis pro',
  de: 'Jan Feb Mär/März/Mrz Apr Mai Jun/Juni Jul/Juli Aug Sep/Sept Okt Nov Dez',
  en: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
  es: 'ene feb mar abr may jun jul ago sep/sept oct nov dic',
  fr: 'janv févr mars avril mai juin juil août sept oct nov déc',
  id: 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des',
  it: 'gen feb mar apr mag giu lug ago set ott nov dic',
  ja: '1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月',
  ko: '1월 2월 3월 4월 5월 6월 7월 8월 9월 10월 11월 12월',
  nb: 'jan feb mars april mai juni juli aug sep okt nov des',
  nl: 'jan feb mrt apr mei jun jul aug sep okt nov dec',
  pl: 'sty lut mar kwi maj cze lip sie wrz paź lis gru',
  pt: 'jan fev mar abr mai jun jul ago set out nov dez',
  ru: 'янв фев мар апр мая/май июн июл авг сен окт ноя дек',
  sv: 'jan feb mar apr maj jun jul aug sep okt nov dec',
  tr: 'Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara',
  uk: 'січ лют бер кві тра чер лип сер вер жов лис гру',
};

/** The longest name in bytes, with its full stop and the space that Japanese and Korean have before one digit. */
const LONGEST = 12;

function monthsByName(): ReadonlyMap<string, number> {
  const months = new Map<string, number>();
  for (const names of Object.values(NAMES)) {
    for (const [index, alike] of names.toLowerCase().split(' ').entries()) {
      for (const name of alike.split('/')) months.set(name, index + 1);
    }
  }
  return months;
}

const MONTHS = monthsByName();
const UTF8 = new TextDecoder();

/**
 * The month that a word names, in one of the languages above or as a number with 月 or 월.
 * @param word bytes in UTF-8, else in Latin-1, as older locales have them
 * @returns from 1; undefined if it is not one
 */
export function monthNamed(word: Uint8Array): number | undefined {
  const text = UTF8.decode(word);
  const name = text.includes('\uFFFD') ? Buffer.from(word).toString('latin1') : text;
  return MONTHS.get(name.toLowerCase().replace(/\.$/, ''));
}

/** The day at `at`: `03`, ` 3` or, where two spaces became one, `3`. @returns the day and the place behind it */
function dayAt(bytes: Uint8Array, at: number): { day: number; end: number } | undefined {
  const start = bytes[at] === SPACE ? at + 1 : at;
  const end = bytes[start + 1] === SPACE ? start + 1 : start + 2;
  const day = parseDigits(bytes, start, end);
  return day < 1 || day > 31 || bytes[end] !== SPACE ? undefined : { day, end };
}

/**
 * Month and day of a date without a year in another language than English, as `mars 03 ` or ` 3월 03 ` at `at`.
 * @returns month * 32 + day as `monthDayAt` has it, and where the clock begins; undefined if it is not one
 */
export function namedMonthDay(
  bytes: Uint8Array,
  at: number,
  end: number,
): { monthDay: number; clock: number } | undefined {
  const start = bytes[at] === SPACE ? at + 1 : at;
  const stop = bytes.subarray(0, Math.min(end, start + LONGEST)).indexOf(SPACE, start);
  if (stop <= start) return undefined;
  const month = monthNamed(bytes.subarray(start, stop));
  const day = month === undefined ? undefined : dayAt(bytes, stop + 1);
  if (month === undefined || day === undefined) return undefined;
  return { monthDay: month * 32 + day.day, clock: day.end + 1 };
}
