import type { RowSink } from '../rows.ts';
import { setAddressText } from './column-texts.ts';
import { alertColumns, flowColumns, loginColumns } from './event-columns.ts';
import type { AlertColumns, FlowColumns, LoginColumns } from './event-columns.ts';
import type { Tally } from './format.ts';
import type { Instant } from './instant.ts';
import type { AlertReading, FlowReading, LoginReading, Reading } from './syslog-reading.ts';
import { MAX_FIELD_BYTES } from './line-bytes.ts';

const NAME_NOTE =
  'some clients are host names, not addresses: whose they are cannot be told from this log (UseDNS no keeps addresses)';

/** Ends records of one format: rows, skips or rejects, each counted once. */
abstract class RecordRows {
  readonly tally: Tally;
  readonly #decode: (text: string) => string;
  readonly #sink: RowSink;

  /** @param decode what makes text out of a reading's texts: `utf8Of` where they are bytes */
  constructor(sink: RowSink, tally: Tally, decode: (text: string) => string) {
    this.#sink = sink;
    this.tally = tally;
    this.#decode = decode;
  }

  /** @returns why it is no row after all */
  protected abstract rows(
    reading: LoginReading | AlertReading | FlowReading,
    instant: Instant,
    line: number,
  ): string | undefined;

  add(reading: Reading, instant: Instant, line: number, offset: number): void {
    if (reading.kind === 'skip') {
      this.tally.skipped(reading.reason);
      return;
    }
    const reason = reading.kind === 'reject' ? reading.reason : this.rows(reading, instant, line);
    if (reason === undefined) {
      this.tally.parsed();
    } else {
      this.#sink.undo();
      this.tally.rejected(line, offset, reason);
    }
  }

  protected bounded(text: string): string {
    return this.#decode(text.slice(0, MAX_FIELD_BYTES));
  }

  protected alert(
    columns: AlertColumns,
    reading: AlertReading,
    { seconds, micros }: Instant,
    line: number,
  ): string | undefined {
    if (!setAddressText(columns.src, reading.src)) return `${reading.sensor}: no address`;
    columns.time.set(seconds, micros);
    columns.sensor.setText(reading.sensor);
    columns.rule.setText(reading.rule);
    if (reading.severity !== undefined) columns.severity.setText(reading.severity);
    columns.message.setText(this.bounded(reading.message));
    columns.sink.next(line);
    return undefined;
  }

  protected flow(
    columns: FlowColumns,
    reading: FlowReading,
    { seconds, micros }: Instant,
    line: number,
  ): string | undefined {
    if (!setAddressText(columns.src, reading.src)) return 'SRC is no address';
    if (!setAddressText(columns.dst, reading.dst)) return 'DST is no address';
    columns.start.set(seconds, micros);
    columns.end.set(seconds, micros);
    if (reading.srcPort >= 0) columns.srcPort.set(reading.srcPort);
    if (reading.dstPort >= 0) columns.dstPort.set(reading.dstPort);
    columns.protocol.set(reading.protocol);
    columns.packets.set(1);
    if (reading.bytes >= 0) columns.bytes.set(reading.bytes);
    if (reading.flags >= 0) columns.tcpFlags.set(reading.flags);
    if (reading.action !== undefined) columns.action.setText(reading.action);
    if (reading.direction !== undefined) columns.direction.setText(reading.direction);
    if (reading.interface !== undefined) columns.interface.setText(this.bounded(reading.interface));
    columns.sink.next(line);
    return undefined;
  }

  protected login(
    columns: LoginColumns,
    reading: LoginReading,
    { seconds, micros }: Instant,
    line: number,
  ): void {
    columns.time.set(seconds, micros);
    if (reading.client !== undefined && !setAddressText(columns.client, reading.client))
      this.tally.note(NAME_NOTE);
    if (reading.port > 0 && reading.port <= 65_535) columns.clientPort.set(reading.port);
    if (reading.server !== undefined) setAddressText(columns.server, reading.server);
    columns.service.setText(reading.service);
    if (reading.user !== undefined) columns.username.setText(this.bounded(reading.user));
    columns.ok.set(reading.ok ? 1 : 0);
    columns.detail.setText(reading.detail);
    columns.sink.next(line);
  }
}

/** The rows of a format that fills logins only. */
export class LoginRows extends RecordRows {
  readonly #logins: LoginColumns;

  constructor(sink: RowSink, tally: Tally, decode: (text: string) => string) {
    super(sink, tally, decode);
    this.#logins = loginColumns(sink);
  }

  protected override rows(reading: Reading, instant: Instant, line: number): string | undefined {
    if (reading.kind !== 'login') return 'no login';
    this.login(this.#logins, reading, instant, line);
    return undefined;
  }
}

/** The rows of a format that fills alerts only. */
export class AlertRows extends RecordRows {
  readonly #alerts: AlertColumns;

  constructor(sink: RowSink, tally: Tally, decode: (text: string) => string) {
    super(sink, tally, decode);
    this.#alerts = alertColumns(sink);
  }

  protected override rows(reading: Reading, instant: Instant, line: number): string | undefined {
    return reading.kind === 'alert' ? this.alert(this.#alerts, reading, instant, line) : 'no alert';
  }
}

/** The rows of a format that fills flows only. */
export class FlowRows extends RecordRows {
  readonly #flows: FlowColumns;

  constructor(sink: RowSink, tally: Tally, decode: (text: string) => string) {
    super(sink, tally, decode);
    this.#flows = flowColumns(sink);
  }

  protected override rows(reading: Reading, instant: Instant, line: number): string | undefined {
    return reading.kind === 'flow' ? this.flow(this.#flows, reading, instant, line) : 'no packet';
  }
}

/** Turns readings into rows of logins, alerts and flows. */
export class Rows extends RecordRows {
  readonly #logins: LoginColumns;
  readonly #alerts: AlertColumns;
  readonly #flows: FlowColumns;

  /** @param sink of a format that fills logins, alerts and flows */
  constructor(sink: RowSink, tally: Tally, decode: (text: string) => string) {
    super(sink, tally, decode);
    this.#logins = loginColumns(sink.beside('logins'));
    this.#alerts = alertColumns(sink.beside('alerts'));
    this.#flows = flowColumns(sink.beside('flows'));
  }

  protected override rows(
    reading: LoginReading | AlertReading | FlowReading,
    instant: Instant,
    line: number,
  ): string | undefined {
    if (reading.kind === 'flow') return this.flow(this.#flows, reading, instant, line);
    if (reading.kind === 'alert') return this.alert(this.#alerts, reading, instant, line);
    for (let count = reading.times ?? 1; count > 0; count--) {
      this.login(this.#logins, reading, instant, line);
    }
    return undefined;
  }
}
