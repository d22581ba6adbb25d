import { worded } from './worded.ts';
import type { RowSink, TextColumn } from '../../tables/rows.ts';
import type { ColumnName } from '../../tables/tables.ts';
import { isNone, parseDuration, setText } from '../text/field-values.ts';
import type { Tally } from '../../tables/tally.ts';
import { LATEST } from '../../tables/times.ts';
import { setAddress } from '../text/line-bytes.ts';
import { parseClock, parseDay, parseDigits } from '../../kernel/byte-time.ts';

type Request = ColumnName<'requests'>;

/**
 * Where each field of a standard log goes, by its name in lower case. The viewer asked for `x-host-header`;
 * `cs(host)` is the distribution's own name and is taken where the log does not have the other.
 * Source: AWS documentation, "Standard logging reference" (33 fields, more in v2).
 */
const TEXTS: ReadonlyMap<string, Request> = new Map<string, Request>([
  ['cs-method', 'cs_method'],
  ['x-host-header', 'cs_host'],
  ['cs-uri-stem', 'cs_uri_stem'],
  ['cs-uri-query', 'cs_uri_query'],
  ['cs-protocol-version', 'cs_version'],
  ['x-edge-location', 's_computername'],
  ['distributionid', 's_sitename'],
]);

/** Texts that CloudFront percent-encodes; in a URL the encoding may be the client's own, and stays. */
const ENCODED: ReadonlyMap<string, Request> = new Map<string, Request>([
  ['cs(referer)', 'referer'],
  ['cs(user-agent)', 'user_agent'],
  ['x-forwarded-for', 'x_forwarded_for'],
]);

const DISTRIBUTION_HOST = 'cs(host)';

/** Every one of these is in a log, whatever fields were chosen for it. */
const TIMES: ReadonlySet<string> = new Set(['time', 'timestamp', 'timestamp(ms)']);

/** How many of the names are fields of a CloudFront log that the lake has a place for. */
export function knownFields(names: readonly string[]): number {
  return names.filter((name) => {
    const lower = name.toLowerCase();
    return TEXTS.has(lower) || ENCODED.has(lower) || NUMBERS.has(lower) || TIMES.has(lower);
  }).length;
}

const PERCENT = /%[0-9a-f]{2}/i;

function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not UTF-8, or a percent sign of the client's own: as it stands it is what the log has.
    return text;
  }
}

/** A text as it was sent. Logs of before 2020 encode twice (`%2520`): they hold no space once decoded. */
function decodeText(raw: string): string {
  if (!raw.includes('%')) return raw;
  const once = decodeOnce(raw);
  return !once.includes(' ') && PERCENT.test(once) ? decodeOnce(once) : once;
}

/** When the record was written, put together from its fields. */
export interface RecordTime {
  /** Days since 1970; -1: not seen. */
  day: number;
  /** Second of the day; -1: not seen. */
  second: number;
  /** Seconds since 1970, and microseconds; -1: not seen. */
  epoch: number;
  micros: number;
}

/** Puts one value into the row. @returns false if the value cannot be in this field */
export type Setter = (bytes: Uint8Array, start: number, end: number) => boolean;

interface NumberField {
  column: (sink: RowSink) => { set(value: number): void };
  most: number;
}

const NUMBERS: ReadonlyMap<string, NumberField> = new Map<string, NumberField>([
  ['sc-status', { column: (sink) => sink.int('sc_status'), most: 999 }],
  ['sc-bytes', { column: (sink) => sink.long('sc_bytes'), most: Number.MAX_SAFE_INTEGER }],
  ['cs-bytes', { column: (sink) => sink.long('cs_bytes'), most: Number.MAX_SAFE_INTEGER }],
  ['c-port', { column: (sink) => sink.int('c_port'), most: 65_535 }],
]);

/** CloudFront's status where the viewer closed the connection before there was an answer: none. */
const NO_STATUS = '000';

function numberSetter(name: string, { column, most }: NumberField, sink: RowSink): Setter {
  const target = column(sink);
  const none = name === 'sc-status' ? NO_STATUS.length : -1;
  return (bytes, start, end) => {
    const value = parseDigits(bytes, start, end);
    if (value < 0 || value > most) return false;
    if (value > 0 || end - start !== none) target.set(value);
    return true;
  };
}

function textSetter(column: TextColumn, tally: Tally): Setter {
  return (bytes, start, end) => {
    setText(column, bytes, start, end, tally);
    return true;
  };
}

function clockSetter(time: RecordTime): Setter {
  return (bytes, start, end) => {
    time.second = end - start === 8 ? parseClock(bytes, start) : -1;
    return time.second >= 0;
  };
}

function epochSetter(time: RecordTime, perSecond: number): Setter {
  return (bytes, start, end) => {
    const value = parseDigits(bytes, start, end);
    if (value < 0) return false;
    time.epoch = Math.floor(value / perSecond);
    time.micros = (value % perSecond) * (1_000_000 / perSecond);
    return true;
  };
}

function durationSetter(sink: RowSink): Setter {
  const taken = sink.long('time_taken');
  return (bytes, start, end) => {
    const micros = parseDuration(bytes, start, end);
    if (micros < 0) return false;
    taken.set(Math.round(micros / 1000));
    return true;
  };
}

function setterOf(name: string, time: RecordTime, sink: RowSink, tally: Tally): Setter | undefined {
  const number = NUMBERS.get(name);
  if (number !== undefined) return numberSetter(name, number, sink);
  const plain = TEXTS.get(name);
  if (plain !== undefined) return textSetter(sink.text(plain), tally);
  const encoded = ENCODED.get(name);
  if (encoded !== undefined) return textSetter(sink.text(encoded, decodeText), tally);
  switch (name) {
    case 'c-ip': {
      const client = sink.address('c_ip');
      return (bytes, start, end) => setAddress(client, bytes, start, end);
    }
    case 'date':
      return (bytes, start, end) => {
        time.day = end - start === 10 ? parseDay(bytes, start) : -1;
        return time.day >= 0;
      };
    case 'time':
      return clockSetter(time);
    case 'timestamp':
      return epochSetter(time, 1);
    case 'timestamp(ms)':
      return epochSetter(time, 1000);
    case 'time-taken':
      return durationSetter(sink);
    default:
      return undefined;
  }
}

/**
 * Reads the values of records that have these fields, in this order.
 * @returns for each field its setter; undefined where the lake has no place for it or the name occurs twice
 */
export function settersOf(
  names: readonly string[],
  time: RecordTime,
  sink: RowSink,
  tally: Tally,
): (Setter | undefined)[] {
  const lower = names.map((name) => name.toLowerCase());
  const viewer = lower.includes('x-host-header');
  const seen = new Set<string>();
  const setters = lower.map((name) => {
    const field = name === DISTRIBUTION_HOST && !viewer ? 'x-host-header' : name;
    if (seen.has(field)) return undefined;
    seen.add(field);
    return setterOf(field, time, sink, tally);
  });
  if (!seen.has('c-ip')) tally.note(worded('noteNoClient'));
  if (!seen.has('sc-status')) tally.note(worded('noteNoStatus'));
  return setters;
}

/** Forgets the time of the record before. */
export function clearTime(time: RecordTime): void {
  time.day = -1;
  time.second = -1;
  time.epoch = -1;
  time.micros = 0;
}

/** 2000, in seconds since 1970: the service is younger. */
const EARLIEST = 946_684_800;

/** Seconds since 1970; -1 if the record's fields do not say. */
export function secondsOf(time: RecordTime): number {
  const whole = time.day >= 0 && time.second >= 0;
  const seconds = time.epoch >= 0 ? time.epoch : whole ? time.day * 86_400 + time.second : -1;
  return seconds >= EARLIEST && seconds < LATEST ? seconds : -1;
}

/** `-` and nothing stand for no value. */
export function isEmpty(bytes: Uint8Array, start: number, end: number): boolean {
  return end <= start || isNone(bytes, start, end);
}
