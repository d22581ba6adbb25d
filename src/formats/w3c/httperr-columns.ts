import type { AddressColumn, RowSink } from '../../tables/rows.ts';
import type { ColumnName } from '../../tables/tables.ts';
import type { Tally } from '../../tables/tally.ts';
import { CUT_NOTE, setBounded } from '../text/line-bytes.ts';
import { parseClock, parseDay, parseDigits } from '../../kernel/byte-time.ts';
import { QUESTION } from '../../kernel/ascii.ts';
import { setZoned } from './fields.ts';

/** Puts one value into a row. @returns false if the value cannot be in this field */
export type Setter = (bytes: Uint8Array, start: number, end: number) => boolean;

/** When the record was written, put together from two fields; -1: not there. */
export interface RecordTime {
  day: number;
  second: number;
}

const MAX_PORT = 65_535;
const MAX_STATUS = 999;

function numberSetter(column: { set(value: number): void }, most: number): Setter {
  return (bytes, start, end) => {
    const value = parseDigits(bytes, start, end);
    if (value < 0 || value > most) return false;
    column.set(value);
    return true;
  };
}

function addressSetter(column: AddressColumn): Setter {
  return (bytes, start, end) => setZoned(column, bytes, start, end);
}

function textSetter(column: ColumnName<'requests'>, sink: RowSink, tally: Tally): Setter {
  const text = sink.text(column);
  return (bytes, start, end) => {
    if (!setBounded(text, bytes, start, end)) tally.note(CUT_NOTE);
    return true;
  };
}

function uriSetter(sink: RowSink, tally: Tally): Setter {
  const stem = textSetter('cs_uri_stem', sink, tally);
  const query = textSetter('cs_uri_query', sink, tally);
  return (bytes, start, end) => {
    let question = start;
    while (question < end && bytes[question] !== QUESTION) question++;
    if (question > start) stem(bytes, start, question);
    if (question + 1 < end) query(bytes, question + 1, end);
    return true;
  };
}

/** How each field of HTTPERR goes into `requests`; what has no place there is not in the map. */
export function requestSetters(sink: RowSink, time: RecordTime, tally: Tally): ReadonlyMap<string, Setter> {
  return new Map<string, Setter>([
    [
      'date',
      (bytes, start, end) => {
        time.day = end - start === 10 ? parseDay(bytes, start) : -1;
        return time.day >= 0;
      },
    ],
    [
      'time',
      (bytes, start, end) => {
        time.second = end - start === 8 ? parseClock(bytes, start) : -1;
        return time.second >= 0;
      },
    ],
    ['c-ip', addressSetter(sink.address('c_ip'))],
    ['c-port', numberSetter(sink.int('c_port'), MAX_PORT)],
    ['s-ip', addressSetter(sink.address('s_ip'))],
    ['s-port', numberSetter(sink.int('s_port'), MAX_PORT)],
    ['cs-version', textSetter('cs_version', sink, tally)],
    ['cs-method', textSetter('cs_method', sink, tally)],
    ['cs-uri', uriSetter(sink, tally)],
    ['sc-status', numberSetter(sink.int('sc_status'), MAX_STATUS)],
    ['s-siteid', textSetter('s_sitename', sink, tally)],
  ]);
}

/** How the parties' fields go into `alerts`. */
export function partySetters(alerts: RowSink): ReadonlyMap<string, Setter> {
  return new Map<string, Setter>([
    ['c-ip', addressSetter(alerts.address('src'))],
    ['c-port', numberSetter(alerts.int('src_port'), MAX_PORT)],
    ['s-ip', addressSetter(alerts.address('dst'))],
    ['s-port', numberSetter(alerts.int('dst_port'), MAX_PORT)],
  ]);
}
