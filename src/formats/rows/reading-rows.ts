import { worded } from '../text/worded.ts';
import { parseAddress } from '../../net/address.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import type { Instant } from '../text/instant.ts';
import { blankReason, lineEnd } from '../text/line-bytes.ts';
import { CR } from '../../kernel/ascii.ts';
import { EventRows } from './event-rows.ts';
import { skip } from './reading.ts';
import type { AlertReading, FlowReading, LoginReading, Reading } from './reading.ts';

/** Turns readings into rows of logins, alerts and flows, or into skips and rejects, each counted once. */
export class ReadingRows {
  readonly #tally: Tally;
  readonly #decode: (text: string) => string;
  readonly #sink: RowSink;
  readonly #rows: EventRows;

  /**
   * @param sink of a format that fills the tables of all its readings
   * @param decode what makes text out of a reading's texts: `utf8Of` where they are bytes
   */
  constructor(sink: RowSink, tally: Tally, decode: (text: string) => string) {
    this.#sink = sink;
    this.#tally = tally;
    this.#decode = decode;
    this.#rows = new EventRows(sink, tally);
  }

  add(reading: Reading, instant: Instant, line: number, offset: number): void {
    if (reading.kind === 'skip') {
      this.#tally.skipped(reading.reason);
      return;
    }
    const reason = reading.kind === 'reject' ? reading.reason : this.#write(reading, instant, line);
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
  #write(
    reading: LoginReading | AlertReading | FlowReading,
    instant: Instant,
    line: number,
  ): string | undefined {
    if (reading.kind === 'flow') return this.#flow(reading, instant, line);
    if (reading.kind === 'alert') return this.#alert(reading, instant, line);
    for (let count = reading.times ?? 1; count > 0; count--) this.#login(reading, instant, line);
    return undefined;
  }

  #text(text: string | undefined): string | undefined {
    return text === undefined ? undefined : this.#decode(text);
  }

  // The rows are written out, not spread together: V8 takes three times as long for those.

  #alert(reading: AlertReading, time: Instant, line: number): string | undefined {
    const written = this.#rows.alert(
      {
        time,
        src: reading.src,
        orName: reading.orName,
        // 0: not said.
        srcPort: reading.srcPort || undefined,
        sensor: reading.sensor,
        rule: reading.rule,
        severity: reading.severity,
        message: this.#text(reading.message),
        kind: reading.about ?? 'event',
        outcome: reading.outcome,
        url: this.#text(reading.url),
        requestId: reading.requestId,
      },
      line,
    );
    if (!written) return worded('textNoAddress', { sensor: reading.sensor });
    if (reading.login !== undefined) this.#login(reading.login, time, line);
    return undefined;
  }

  #flow(reading: FlowReading, start: Instant, line: number): string | undefined {
    const written = this.#rows.flow(
      {
        start,
        end: start,
        src: reading.src,
        dst: reading.dst,
        srcPort: reading.srcPort,
        dstPort: reading.dstPort,
        protocol: reading.protocol,
        packets: 1,
        bytes: reading.bytes,
        tcpFlags: reading.flags,
        action: reading.action,
        direction: reading.direction,
        interface: this.#text(reading.interface),
      },
      line,
    );
    if (written) return undefined;
    return worded('notAddress', { field: parseAddress(reading.src) === undefined ? 'SRC' : 'DST' });
  }

  #login(reading: LoginReading, time: Instant, line: number): void {
    this.#rows.login(
      {
        time,
        client: reading.client,
        orName: true,
        clientPort: reading.port || undefined,
        server: reading.server,
        service: reading.service,
        username: this.#text(reading.user),
        ok: reading.ok,
        detail: reading.detail,
        refused: reading.refused,
      },
      line,
    );
  }
}
