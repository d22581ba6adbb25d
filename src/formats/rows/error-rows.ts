import { worded } from '../text/worded.ts';
import { LocalTime } from '../text/local-time.ts';
import type { RowSink } from '../../tables/rows.ts';
import { CUT_NOTE, MAX_FIELD_BYTES, utf8At } from '../text/line-bytes.ts';
import type { ErrorRecord } from '../text/error-lines/error-record.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { EventRows } from './event-rows.ts';
import type { AlertKind } from './event-rows.ts';

/** The text of a line, as much as is kept of any. */
export function lineText({ bytes }: Chunk, start: number, end: number, tally: Tally): string {
  const stop = Math.min(end, start + MAX_FIELD_BYTES);
  if (stop < end) tally.note(CUT_NOTE);
  return utf8At(bytes, start, stop);
}

/** Writes the rows of an error log: an alert, and a login where one failed. */
export class ErrorRows {
  readonly #rows: EventRows;
  readonly #local: LocalTime;

  /** @param zone in which the log's times are; undefined: UTC */
  constructor(sink: RowSink, tally: Tally, zone: string | undefined) {
    this.#rows = new EventRows(sink, tally);
    this.#local = new LocalTime(zone);
  }

  /** @returns why the record is rejected */
  add(record: ErrorRecord, line: number): string | undefined {
    const { client, port, sensor, rule, severity, message, user } = record;
    const kind: AlertKind = record.kind ?? 'event';
    const { outcome, url, requestId } = record;
    const time = { seconds: this.#local.utc(record.days, record.second), micros: record.micros };
    const said = { sensor, rule, severity, message, kind, outcome, url, requestId };
    const alert = { time, src: client, srcPort: port, ...said };
    if (!this.#rows.alert(alert, line))
      return worded('textClientCannot', { value: `'${client?.slice(0, 40)}'` });
    if (user === undefined) return undefined;
    this.#rows.login({ time, client, clientPort: port, service: 'http', username: user, ok: false }, line);
    return undefined;
  }

  /** Tells of times that were read in one of two ways. */
  note(tally: Tally): void {
    this.#local.note(tally);
  }
}
