import { LocalTime } from '../local-time.ts';
import type { AddressColumn, IntColumn, RowSink, TextColumn, TimeColumn } from '../rows.ts';
import { CUT_NOTE, MAX_FIELD_BYTES } from './web-bytes.ts';
import type { Chunk, Tally } from './format.ts';

/** What an error log says of one client. */
export interface ErrorRecord {
  /** Wall clock: days since 1970, second of that day, microseconds. */
  days: number;
  second: number;
  micros: number;
  /** Undefined: not known, see the file's notes. */
  client: string | undefined;
  port: number | undefined;
  /** `apache`, `nginx`, `modsecurity`. */
  sensor: string;
  rule: string | undefined;
  severity: string | undefined;
  message: string;
  /** A login that failed: the user's name. */
  user: string | undefined;
}

/** The text of a line, as much as is kept of any. */
export function lineText({ bytes }: Chunk, start: number, end: number, tally: Tally): string {
  const stop = Math.min(end, start + MAX_FIELD_BYTES);
  if (stop < end) tally.note(CUT_NOTE);
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, stop - start).toString();
}

/** The time and the client, in `alerts` and in `logins`. */
interface Who {
  ts: TimeColumn;
  client: AddressColumn;
  port: IntColumn;
}

/** Sets the rows of an error log: an alert, and a login where one failed. */
export class ErrorRow {
  readonly #alert: Who;
  readonly #login: Who;
  readonly #logins: RowSink;
  readonly #sensor: TextColumn;
  readonly #rule: TextColumn;
  readonly #severity: TextColumn;
  readonly #message: TextColumn;
  readonly #service: TextColumn;
  readonly #username: TextColumn;
  readonly #ok: IntColumn;
  readonly #local: LocalTime;

  /** @param zone in which the log's times are; undefined: UTC */
  constructor(sink: RowSink, zone: string | undefined) {
    const logins = sink.beside('logins');
    this.#logins = logins;
    this.#alert = { ts: sink.time('ts'), client: sink.address('src'), port: sink.int('src_port') };
    this.#login = { ts: logins.time('ts'), client: logins.address('c_ip'), port: logins.int('c_port') };
    this.#sensor = sink.text('sensor');
    this.#rule = sink.text('rule');
    this.#severity = sink.text('severity');
    this.#message = sink.text('message');
    this.#service = logins.text('service');
    this.#username = logins.text('username');
    this.#ok = logins.int('ok');
    this.#local = new LocalTime(zone);
  }

  /**
   * Sets the alert, which the caller ends, and ends the login's row.
   * @returns why the record is none
   */
  set(record: ErrorRecord, line: number): string | undefined {
    if (!this.#setWho(this.#alert, record)) return `the client cannot be '${record.client?.slice(0, 40)}'`;
    this.#sensor.setText(record.sensor);
    if (record.rule !== undefined) this.#rule.setText(record.rule);
    if (record.severity !== undefined) this.#severity.setText(record.severity);
    this.#message.setText(record.message);
    if (record.user === undefined) return undefined;
    this.#setWho(this.#login, record);
    this.#service.setText('http');
    this.#username.setText(record.user);
    this.#ok.set(0);
    this.#logins.next(line);
    return undefined;
  }

  /** Tells of times that were read in one of two ways. */
  note(tally: Tally): void {
    this.#local.note(tally);
  }

  #setWho({ ts, client, port }: Who, record: ErrorRecord): boolean {
    ts.set(this.#local.utc(record.days, record.second), record.micros);
    if (record.port !== undefined) port.set(record.port);
    if (record.client === undefined) return true;
    const bytes = Buffer.from(record.client, 'latin1');
    return client.setBytes(bytes, 0, bytes.length);
  }
}
