import type { RowSink } from '../../tables/rows.ts';
import { setAddressText } from '../text/column-texts.ts';
import { alertColumns, flowColumns, loginColumns } from './event-columns.ts';
import type { AlertColumns, FlowColumns, LoginColumns } from './event-columns.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import type { Instant } from '../text/instant.ts';
import { skip } from './login-reading.ts';
import type { AlertReading, FlowReading, LoginReading, Reading } from './login-reading.ts';
import { blankReason, lineEnd, MAX_FIELD_BYTES } from '../text/line-bytes.ts';
import { CR } from '../../kernel/ascii.ts';

const NAME_NOTE =
  'some clients are host names, not addresses: whose they are cannot be told from this log (UseDNS no keeps addresses)';

function isPort(port: number): boolean {
  return port > 0 && port <= 65_535;
}

/** Turns readings into rows of logins, alerts and flows, or into skips and rejects, each counted once. */
export class Rows {
  readonly #tally: Tally;
  readonly #decode: (text: string) => string;
  readonly #sink: RowSink;
  #logins: LoginColumns | undefined;
  #alerts: AlertColumns | undefined;
  #flows: FlowColumns | undefined;

  /**
   * @param sink of a format that fills the tables of all its readings
   * @param decode what makes text out of a reading's texts: `utf8Of` where they are bytes
   */
  constructor(sink: RowSink, tally: Tally, decode: (text: string) => string) {
    this.#sink = sink;
    this.#tally = tally;
    this.#decode = decode;
  }

  add(reading: Reading, instant: Instant, line: number, offset: number): void {
    if (reading.kind === 'skip') {
      this.#tally.skipped(reading.reason);
      return;
    }
    const reason = reading.kind === 'reject' ? reading.reason : this.#rows(reading, instant, line);
    if (reason === undefined) {
      this.#tally.parsed();
    } else {
      this.#sink.undo();
      this.#tally.rejected(line, offset, reason);
    }
  }

  /**
   * Adds each line of a chunk, without its line end; blank ones are skipped.
   * @param read sets the instant of what it returns
   */
  addLines(chunk: Chunk, instant: Instant, read: (start: number, end: number) => Reading): void {
    const { bytes, start, end, offset } = chunk;
    let { line } = chunk;
    for (let at = start; at < end; line++) {
      const feed = lineEnd(bytes, at, end);
      const stop = feed > at && bytes[feed - 1] === CR ? feed - 1 : feed;
      const blank = blankReason(bytes, at, stop);
      this.add(blank === undefined ? read(at, stop) : skip(blank), instant, line, offset + at - start);
      at = feed + 1;
    }
  }

  /** @returns why it is no row after all */
  #rows(
    reading: LoginReading | AlertReading | FlowReading,
    instant: Instant,
    line: number,
  ): string | undefined {
    if (reading.kind === 'flow') return this.#flow(reading, instant, line);
    if (reading.kind === 'alert') return this.#alert(reading, instant, line);
    for (let count = reading.times ?? 1; count > 0; count--) this.#login(reading, instant, line);
    return undefined;
  }

  #bounded(text: string): string {
    return this.#decode(text.slice(0, MAX_FIELD_BYTES));
  }

  #alert(reading: AlertReading, instant: Instant, line: number): string | undefined {
    const { seconds, micros } = instant;
    const columns = (this.#alerts ??= alertColumns(this.#sink.beside('alerts')));
    if (!setAddressText(columns.src, reading.src)) {
      if (reading.orName !== true) return `${reading.sensor}: no address`;
      this.#tally.note(NAME_NOTE);
    }
    if (reading.srcPort !== undefined && isPort(reading.srcPort)) columns.srcPort.set(reading.srcPort);
    columns.time.set(seconds, micros);
    columns.sensor.setText(reading.sensor);
    columns.rule.setText(reading.rule);
    if (reading.severity !== undefined) columns.severity.setText(reading.severity);
    columns.message.setText(this.#bounded(reading.message));
    columns.sink.next(line);
    if (reading.login !== undefined) this.#login(reading.login, instant, line);
    return undefined;
  }

  #flow(reading: FlowReading, { seconds, micros }: Instant, line: number): string | undefined {
    const columns = (this.#flows ??= flowColumns(this.#sink.beside('flows')));
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
    if (reading.interface !== undefined) columns.interface.setText(this.#bounded(reading.interface));
    columns.sink.next(line);
    return undefined;
  }

  #login(reading: LoginReading, { seconds, micros }: Instant, line: number): void {
    const columns = (this.#logins ??= loginColumns(this.#sink.beside('logins')));
    columns.time.set(seconds, micros);
    if (reading.client !== undefined && !setAddressText(columns.client, reading.client))
      this.#tally.note(NAME_NOTE);
    if (isPort(reading.port)) columns.clientPort.set(reading.port);
    if (reading.server !== undefined) setAddressText(columns.server, reading.server);
    columns.service.setText(reading.service);
    if (reading.user !== undefined) columns.username.setText(this.#bounded(reading.user));
    if (reading.ok !== undefined) columns.ok.set(reading.ok ? 1 : 0);
    columns.detail.setText(reading.detail);
    if (reading.refused !== undefined) columns.refused.setText(reading.refused);
    columns.sink.next(line);
  }
}
