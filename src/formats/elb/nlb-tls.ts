import { FIVE_MINUTES } from './delay.ts';
import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import { cutWords, emptyWords } from '../text/aws-words.ts';
import { readLines, recogniseLines } from '../text/line-records.ts';
import type { Outcome } from '../text/line-records.ts';
import { goBack, isNone, parseIso, setEndpoint, setText } from '../text/field-values.ts';
import type { Instant } from '../text/instant.ts';
import { flowColumns } from '../rows/event-columns.ts';
import type { FlowColumns } from '../rows/event-columns.ts';
import type { LineFormat } from '../format.ts';
import type { Tally } from '../../tables/tally.ts';
import { excerpt } from '../text/line-bytes.ts';
import { parseDigits } from '../../kernel/byte-time.ts';
import { SPACE } from '../../kernel/ascii.ts';

/**
 * Places of the fields, from 0, of version 2.0.
 * Source: AWS documentation, "Access logs for your Network Load Balancer".
 */
const PLACE = {
  time: 2,
  elb: 3,
  client: 5,
  destination: 6,
  connection: 7,
  received: 9,
  sent: 10,
  opened: 21,
};
/** Up to the bytes sent every record has all of them; version 1.0 had fewer behind them. */
const LEAST = PLACE.sent + 1;
const TCP = 6;

/** `tls 2.0 TIME net/name/id listener client:port destination:port`, durations, bytes. */
const SHAPE =
  /^(?:\S{1,300}:)?tls \d\.\d \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z? \S{1,200} \S{1,64} [0-9a-f.:]{3,50} [0-9a-f.:]{3,50}(?: (?:\d{1,15}|-)){4} /;

const BYTES_NOTE = worded('elbTwoNote');
const NAMES_NOTE = worded('elbNamesNote');

/** Reads the lines of one chunk. */
class ChunkReader {
  readonly #bytes: Uint8Array;
  readonly #sink: RowSink;
  readonly #tally: Tally;
  readonly #flow: FlowColumns;
  readonly #words = emptyWords();
  readonly #opened: Instant = { seconds: 0, micros: 0 };
  readonly #closed: Instant = { seconds: 0, micros: 0 };

  constructor(bytes: Uint8Array, sink: RowSink, tally: Tally) {
    this.#bytes = bytes;
    this.#sink = sink;
    this.#tally = tally;
    this.#flow = flowColumns(sink);
  }

  record(start: number, end: number, line: number): Outcome {
    cutWords(this.#bytes, start, end, this.#words);
    const { count } = this.#words;
    if (count < LEAST) return worded('elbLeast', { count, least: LEAST });
    const reason = this.#times(start, end) ?? this.#back(line);
    return reason ?? this.#forth();
  }

  #value(place: number): string {
    return excerpt(this.#bytes, this.#words.starts[place]!, this.#words.ends[place]!);
  }

  /** When the connection was opened: the last field of version 2.0, else its end less its duration. */
  #times(start: number, end: number): string | undefined {
    const { starts, ends } = this.#words;
    const bytes = this.#bytes;
    const { time, connection } = PLACE;
    if (!parseIso(bytes, starts[time]!, ends[time]!, this.#closed)) {
      return worded('elbTime', { value: this.#value(time) });
    }
    let last = end;
    while (last > start && bytes[last - 1] !== SPACE) last--;
    if (last > ends[PLACE.sent]! && parseIso(bytes, last, end, this.#opened)) return undefined;
    const millis = Math.max(0, parseDigits(bytes, starts[connection]!, ends[connection]!));
    goBack(this.#closed, millis, this.#opened);
    return undefined;
  }

  /** What was sent to the client, if anything: a row of its own, which only a good record ends. */
  #back(line: number): string | undefined {
    const { starts, ends } = this.#words;
    const { client, destination, received, sent } = PLACE;
    const bytes = this.#bytes;
    for (const place of [client, destination]) {
      if (isNone(bytes, starts[place]!, ends[place]!)) return worded('elbNobody');
    }
    if (parseDigits(bytes, starts[received]!, ends[received]!) < 0) {
      return worded('elbReceived', { value: this.#value(received) });
    }
    const count = parseDigits(bytes, starts[sent]!, ends[sent]!);
    if (count < 0) return worded('elbSent', { value: this.#value(sent) });
    const flow = this.#flow;
    const { src, srcPort, dst, dstPort } = flow;
    if (!setEndpoint(dst, dstPort, bytes, starts[client]!, ends[client]!)) {
      return worded('elbClient', { value: this.#value(client) });
    }
    if (!setEndpoint(src, srcPort, bytes, starts[destination]!, ends[destination]!)) {
      return worded('elbDestination', { value: this.#value(destination) });
    }
    if (count === 0) {
      this.#sink.undo();
      return undefined;
    }
    flow.bytes.set(count);
    this.#common('egress');
    this.#sink.next(line);
    return undefined;
  }

  /** What the client sent. */
  #forth(): undefined {
    const { starts, ends } = this.#words;
    const { client, destination, received } = PLACE;
    const { src, srcPort, dst, dstPort, bytes } = this.#flow;
    setEndpoint(src, srcPort, this.#bytes, starts[client]!, ends[client]!);
    setEndpoint(dst, dstPort, this.#bytes, starts[destination]!, ends[destination]!);
    bytes.set(parseDigits(this.#bytes, starts[received]!, ends[received]!));
    this.#common('ingress');
  }

  #common(direction: string): void {
    const { starts, ends } = this.#words;
    const flow = this.#flow;
    flow.start.set(this.#opened.seconds, this.#opened.micros);
    flow.end.set(this.#closed.seconds, this.#closed.micros);
    flow.protocol.set(TCP);
    flow.direction.setText(direction);
    setText(flow.interface, this.#bytes, starts[PLACE.elb]!, ends[PLACE.elb]!, this.#tally);
  }
}

/**
 * Access logs of a Network Load Balancer: one record for each TLS connection, which becomes the flow
 * from the client and the flow back to it. `interface` is the load balancer, `net/name/id`.
 * Connections of its TCP and UDP listeners are in no log of the load balancer.
 */
export const NLB_TLS: LineFormat<undefined> = {
  name: 'nlb-tls',
  delay: FIVE_MINUTES,
  title: 'Access log of an AWS Network Load Balancer (TLS connections)',
  sample:
    'tls 2.0 2026-03-02T10:00:08 net/gate/c6e77e28c25b2234 g3d4b5e8bb8464cd 203.0.113.9:51341 10.0.1.7:443 5005 12 98 246 - arn:aws:acm:eu-central-1:123456789012:certificate/2a108f19-aded-46b0-8493-c63eb1ef4a99 - ECDHE-RSA-AES128-SHA tlsv12 - gate.example.com - - - 2026-03-02T10:00:03',
  kind: 'lines',
  table: 'flows',
  zone: ZONE.format,
  recognise: (head) => recogniseLines(head, SHAPE, 'nlb-tls'),
  start: () => undefined,
  carry: () => undefined,
  // Records of one table, of two rows each.
  also: [],
  parse(chunk, _state, sink, tally) {
    tally.note(BYTES_NOTE);
    tally.note(NAMES_NOTE);
    const reader = new ChunkReader(chunk.bytes, sink, tally);
    readLines(chunk, sink, tally, (start, end, line) => reader.record(start, end, line));
  },
};
