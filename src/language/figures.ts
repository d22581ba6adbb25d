import { protocolName } from '../net/protocols.ts';
import type { Instant } from '../model/instant.ts';

/** A stretch of time; both moments belong to it. */
export interface Span {
  from: Instant;
  to: Instant;
}

const SIZES = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;
const STEP = 1024;

/** Numbers as a language writes them within a sentence. */
export interface Figures {
  /** `12,043`. */
  count: (value: number) => string;
  /** Two significant figures: `0.45`, `4.9`, `49`, `4,900`. */
  about: (value: number) => string;
  /** `98%`, in Russian `98 %`; rounded down, so that 100% means all. */
  percent: (share: number) => string;
  /** In steps of 1,024, two significant figures at least: `280 MiB`, and never `1,024 KiB` for `1 MiB`. */
  bytes: (value: number) => string;
  /** `23 hours 10 minutes`: the two largest units. */
  duration: (seconds: number) => string;
}

/** Makes a value where it is first asked for: a format takes a quarter of a millisecond, and most languages are never written. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** How two units of time follow one another: Japanese and Chinese write them without a blank, `8日1時間`, `22分47秒`. */
function unitsJoined(locale: string): (words: readonly string[]) => string {
  if (locale.startsWith('ja')) return (words) => words.join('').replaceAll(' ', '');
  if (locale.startsWith('zh'))
    return (words) =>
      words
        .join('')
        .replace(/分钟(?=\d+秒)/, '分')
        .replaceAll(' ', '');
  return (words) => words.join(' ');
}

/** A length of time in its two largest units, in whole seconds: `23 hours 10 minutes`. */
export function durationOf(locale: string): (seconds: number) => string {
  const joined = unitsJoined(locale);
  // The long Chinese names of minute and second are both spoken ones (`47秒钟`).
  const unitDisplay = locale.startsWith('zh') ? 'short' : 'long';
  const units = (
    [
      ['day', 86_400],
      ['hour', 3600],
      ['minute', 60],
      ['second', 1],
    ] as const
  ).map(([unit, size]) => ({
    size,
    format: once(() => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay })),
  }));
  return (seconds) => {
    let rest = Math.round(Math.abs(seconds));
    const words: string[] = [];
    for (const { size, format } of units) {
      const count = Math.floor(rest / size);
      rest -= count * size;
      if (count > 0) words.push(format().format(count));
      // A unit in between that is nought ends it: `1 day`, not `1 day 5 seconds`.
      if (words.length === 2 || (count === 0 && words.length > 0)) break;
    }
    return words.length === 0 ? (units.at(-1)?.format().format(0) ?? '') : joined(words);
  };
}

/** An amount of bytes, as `Figures.bytes` has it. */
export function bytesOf(locale: string): (value: number) => string {
  const whole = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
  const two = once(() => new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 }));
  return (value) => {
    let [size, step] = [value, 0];
    while (Math.abs(size) >= STEP - 0.5 && step < SIZES.length - 1) [size, step] = [size / STEP, step + 1];
    const number = Math.abs(size) >= 100 || step === 0 ? whole().format(size) : two().format(size);
    return `${number} ${SIZES[step] ?? 'B'}`;
  };
}

/** The sign behind a number of per cent: Russian parts it with a blank at which no line breaks. @param locale BCP 47 */
export function percentSign(locale: string): string {
  return locale.startsWith('ru') ? '\u00a0%' : '%';
}

/**
 * Groups of three digits: a comma in English, Japanese, Korean and Chinese, a blank at which no line breaks in Russian (CLDR 45).
 * By hand, as the first format that is made takes 30 ms, and most commands write nothing but whole numbers.
 * @param value a safe integer
 */
function grouped(value: number, locale: string): string {
  return String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, locale.startsWith('ru') ? '\u00a0' : ',');
}

/** How a language writes numbers. @param locale BCP 47 */
export function figuresOf(locale: string): Figures {
  const whole = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }));
  const two = once(() => new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 }));
  return {
    count: (value) => (Number.isSafeInteger(value) ? grouped(value, locale) : whole().format(value)),
    about: (value) => two().format(value),
    percent: (share) => `${Math.floor(share * 100 + 1e-9)}${percentSign(locale)}`,
    bytes: bytesOf(locale),
    duration: durationOf(locale),
  };
}

/**
 * `2024-07-02 14:31` and `15:02`: minutes, and seconds where the minutes are the same; the day again where it
 * differs, and no end where it is the same moment. UTC.
 */
export function momentsOf({ from, to }: Span): [begin: string, end: string | undefined] {
  const length = from.slice(0, 16) === to.slice(0, 16) ? 19 : 16;
  const [begin, end] = [from.slice(0, length).replace('T', ' '), to.slice(0, length).replace('T', ' ')];
  if (begin === end) return [begin, undefined];
  return [begin, begin.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end];
}

/** `2024-07-02 14:31:07 UTC`. */
export function instantText(instant: Instant): string {
  const at = Date.parse(instant);
  // A case that somebody handed over may have any text in its place.
  return Number.isNaN(at) ? instant : `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A moment that is named after another one: `15:24:59 UTC` on the same day, and with its day on a later one. */
export function laterText(before: Instant, instant: Instant): string {
  const [day, text] = [instantText(before).slice(0, 10), instantText(instant)];
  return text.startsWith(day) ? text.slice(11) : text;
}

/** `2024-07-02 14:31 – 15:02 UTC`; each moment stays on one line. */
export function period(span: Span): string {
  const [begin, end] = momentsOf(span).map((moment) => moment?.replace(' ', '\u00a0'));
  return end === undefined ? `${begin}\u00a0UTC` : `${begin} – ${end}\u00a0UTC`;
}

/** More ports than this are counted, and the first few named. */
const FEW_PORTS = 6;

/**
 * How a language writes ports: `TCP port 22`, `TCP ports 22, 23`; without a protocol where it is not known.
 * @param list the ports, as a list of the language
 * @param count how many they are
 * @param protocol `TCP`; `undefined` or empty: not known
 */
export type PortWords = (list: string, count: number, protocol?: string) => string;

/** `TCP`, `TCP port 22`, `TCP ports 22 and 23`, or with `many` of the protocol, their number, and the first of them. */
export function portsPhrase(
  ports: { protocol: number; ports: readonly number[]; port_count: number },
  words: PortWords,
  many: (protocol: string, count: number, first: string) => string,
  list: (values: readonly string[]) => string = (values) => values.join(', '),
): string {
  const name = protocolName(ports.protocol);
  if (ports.port_count > FEW_PORTS)
    return many(name, ports.port_count, `${ports.ports.slice(0, 4).join(', ')}, …`);
  return ports.ports.length === 0 ? name : words(list(ports.ports.map(String)), ports.ports.length, name);
}

/** Names of services as they are, with the language's words for one that its log does not name: an empty text. */
export function servicesOf(services: readonly string[], unnamed: string): string[] {
  return services.map((service) => (service === '' ? unnamed : service));
}
