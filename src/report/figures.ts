import { bytesOf, durationOf, percentSign } from '../language/figures.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** Numbers, sizes and times as the reader's language writes them. */
export interface Figures {
  /** `12,043` */
  exact: (value: number) => string;
  /** Two significant figures in prose, the exact number on hover: `12,000`. */
  about: (value: number) => Html;
  /** `280 MiB`, exact on hover. */
  bytes: (value: number) => Html;
  /** `280 MiB`, plain text. */
  bytesText: (value: number) => string;
  /** `97%` of a share between 0 and 1. */
  percent: (share: number) => string;
  usd: (value: number) => string;
  /** `23 hours 10 minutes`: the two largest units. */
  duration: (seconds: number) => string;
  /** `2026-11-20 14:31:07 UTC`; the reader's zone on hover. */
  time: (instant: string) => Html;
  /** `2026-11-20 14:31:07 UTC (2026-11-20 23:31:07 Asia/Seoul)`. */
  timeBoth: (instant: string) => Html;
  /** The same moment in the reader's zone, or nothing where that is UTC. */
  local: (instant: string) => Html;
  /** `2026-11-20 23:31:00 – 2026-11-21 00:02:07 Asia/Seoul`, or nothing where that is UTC. */
  localRange: (from: string, to: string) => Html;
}

/** `YYYY-MM-DD HH:MM[:SS]` in UTC; undefined if it is no moment. Seconds go where they are zero, unless they are kept. */
export function utc(instant: string | Date, keep = false): string | undefined {
  const at = typeof instant === 'string' ? Date.parse(instant) : instant.getTime();
  if (Number.isNaN(at)) return undefined;
  const text = new Date(at).toISOString().replace(/^\+/, '');
  const seconds = text.slice(-8, -5);
  return text.slice(0, -8).replace('T', ' ') + (seconds === ':00' && !keep ? '' : seconds);
}

/** Whether a range is written with seconds: where either end has any, so that both ends look alike. */
function inSeconds(from: string | Date, to: string | Date): boolean {
  return [from, to].some((instant) => Math.floor(new Date(instant).getTime() / 1000) % 60 !== 0);
}

/** Both ends of a range as `utc` writes them, with seconds on both or on neither; undefined if one is no moment. */
export function utcRange(from: string | Date, to: string | Date): [from: string, to: string] | undefined {
  const keep = inSeconds(from, to);
  const [begin, end] = [utc(from, keep), utc(to, keep)];
  return begin === undefined || end === undefined ? undefined : [begin, end];
}

function zoneFormat(zone: string): (at: number, keep?: boolean) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return (at, keep = false) => {
    const part = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const seconds = part.get('second');
    const clock = `${part.get('hour')}:${part.get('minute')}${seconds === '00' && !keep ? '' : `:${seconds}`}`;
    return `${part.get('year')}-${part.get('month')}-${part.get('day')} ${clock}`;
  };
}

function isUtc(zone: string): boolean {
  return /^(?:UTC|Etc\/UTC|Etc\/GMT|GMT|Z)$/.test(zone);
}

/**
 * @param locale BCP 47 language of the numbers
 * @param zone IANA name of the reader's time zone
 */
export function figures(locale: string, zone: string): Figures {
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const two = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
  const share = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const money = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const inZone = zoneFormat(zone);

  const inUnits = bytesOf(locale);
  const bytesText = (value: number): string => inUnits(value).replace(' ', '\u00a0');

  function local(instant: string, keep = false): Html {
    const at = Date.parse(instant);
    if (Number.isNaN(at) || isUtc(zone)) return html``;
    const seconds = keep ? html` data-seconds` : html``;
    return html`<span class="local" data-at="${new Date(at).toISOString()}" ${seconds}
      >${inZone(at, keep)} ${zone}</span
    >`;
  }

  function localRange(from: string, to: string): Html {
    const keep = inSeconds(from, to);
    const [begin, end] = [local(from, keep), local(to, keep)];
    return begin.toString() === '' ? begin : html`${begin} – ${end}`;
  }

  function time(instant: string): Html {
    const at = Date.parse(instant);
    const text = utc(instant);
    if (text === undefined) return html`<span class="time">${instant}</span>`;
    const hover = isUtc(zone) ? '' : `${inZone(at)} ${zone}`;
    return html`<time datetime="${new Date(at).toISOString()}" title="${hover}">${text} UTC</time>`;
  }

  return {
    exact: (value) => plain.format(value),
    about: (value) => html`<span title="${plain.format(value)}">${two.format(value)}</span>`,
    bytes: (value) => html`<span title="${plain.format(value)} B">${bytesText(value)}</span>`,
    bytesText,
    percent: (value) => `${share.format(value * 100)}${percentSign(locale)}`,
    usd: (value) => `${money.format(value)}\u00a0USD`,
    duration: durationOf(locale),
    time,
    timeBoth: (instant) =>
      isUtc(zone) || utc(instant) === undefined
        ? time(instant)
        : html`${time(instant)} <span class="soft">(${local(instant)})</span>`,
    local: (instant) => local(instant),
    localRange,
  };
}
