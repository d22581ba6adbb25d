import { LocalTime } from '../text/local-time.ts';
import type { AddressColumn, IntColumn, RowSink, TimeColumn } from '../../tables/rows.ts';
import { alertColumns, loginColumns } from './event-columns.ts';
import type { AlertColumns, LoginColumns } from './event-columns.ts';
import { CUT_NOTE, MAX_FIELD_BYTES, utf8At } from '../text/line-bytes.ts';
import type { ErrorRecord } from '../text/error-record.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';

/** The text of a line, as much as is kept of any. */
export function lineText({ bytes }: Chunk, start: number, end: number, tally: Tally): string {
  const stop = Math.min(end, start + MAX_FIELD_BYTES);
  if (stop < end) tally.note(CUT_NOTE);
  return utf8At(bytes, start, stop);
}

/** Sets the rows of an error log: an alert, and a login where one failed. */
export class ErrorRow {
  readonly #alert: AlertColumns;
  readonly #login: LoginColumns;
  readonly #local: LocalTime;

  /** @param zone in which the log's times are; undefined: UTC */
  constructor(sink: RowSink, zone: string | undefined) {
    this.#alert = alertColumns(sink);
    this.#login = loginColumns(sink.beside('logins'));
    this.#local = new LocalTime(zone);
  }

  /**
   * Sets the alert, which the caller ends, and ends the login's row.
   * @returns why the record is none
   */
  set(record: ErrorRecord, line: number): string | undefined {
    const alert = this.#alert;
    if (!this.#setWho(alert.time, alert.src, alert.srcPort, record))
      return `the client cannot be '${record.client?.slice(0, 40)}'`;
    alert.sensor.setText(record.sensor);
    if (record.rule !== undefined) alert.rule.setText(record.rule);
    if (record.severity !== undefined) alert.severity.setText(record.severity);
    alert.message.setText(record.message);
    if (record.user === undefined) return undefined;
    const login = this.#login;
    this.#setWho(login.time, login.client, login.clientPort, record);
    login.service.setText('http');
    login.username.setText(record.user);
    login.ok.set(0);
    login.sink.next(line);
    return undefined;
  }

  /** Tells of times that were read in one of two ways. */
  note(tally: Tally): void {
    this.#local.note(tally);
  }

  #setWho(time: TimeColumn, client: AddressColumn, port: IntColumn, record: ErrorRecord): boolean {
    time.set(this.#local.utc(record.days, record.second), record.micros);
    if (record.port !== undefined) port.set(record.port);
    if (record.client === undefined) return true;
    const bytes = Buffer.from(record.client, 'latin1');
    return client.setBytes(bytes, 0, bytes.length);
  }
}
