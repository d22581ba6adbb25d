import { FIVE_MINUTES } from './delay.ts';
import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import { cutWords, emptyWords } from '../text/aws-words.ts';
import { readLines, recogniseLines } from '../text/line-records.ts';
import type { Words } from '../text/aws-words.ts';
import type { Outcome } from '../text/line-records.ts';
import { behindPath, parseIso, setNumber, setText } from '../text/field-values.ts';
import type { Instant } from '../text/instant.ts';
import { alertColumns, flowColumns } from '../rows/event-columns.ts';
import type { AlertColumns, FlowColumns } from '../rows/event-columns.ts';
import type { LineFormat } from '../format.ts';
import type { Tally } from '../../tables/tally.ts';
import { excerpt, setAddress } from '../text/line-bytes.ts';
import { QUOTE, SPACE } from '../../kernel/ascii.ts';

/** Before the subject of the client's certificate: `time client port listener protocol cipher latency`. */
const WORDS = 7;
const MAX_PORT = 65_535;
const TCP = 6;
/** `Failed` and, in newer logs, `Failed:ClientCertUntrusted`. */
const FAILED = Buffer.from('Failed');
const COLON = 58;

/** `TIME client port listener`, the protocol, cipher and latency of TLS or dashes, the quoted subject. */
const SHAPE =
  /^(?:\S{1,300}:)?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z [0-9a-f.:]{2,45} \d{1,5} \d{1,5} \S{1,16} \S{1,64} (?:-|\d{1,9}(?:\.\d{1,9})?) "/;

const NOTE = worded('elbConnectionNote');

/** Reads the lines of one chunk. */
class ChunkReader {
  readonly #bytes: Uint8Array;
  readonly #tally: Tally;
  readonly #flow: FlowColumns;
  readonly #alert: AlertColumns;
  readonly #words: Words = emptyWords();
  readonly #tail: Words = emptyWords();
  readonly #instant: Instant = { seconds: 0, micros: 0 };

  constructor(bytes: Uint8Array, sink: RowSink, tally: Tally) {
    this.#bytes = bytes;
    this.#tally = tally;
    this.#flow = flowColumns(sink);
    this.#alert = alertColumns(sink.beside('alerts'));
  }

  record(start: number, end: number, line: number): Outcome {
    const bytes = this.#bytes;
    const { starts, ends } = this.#words;
    const quote = cutWords(bytes, start, end, this.#words);
    const { count } = this.#words;
    if (count !== WORDS) return worded('elbSubject', { count, wanted: WORDS });
    const value = (word: number): string => excerpt(bytes, starts[word]!, ends[word]!);
    const time = behindPath(bytes, starts[0]!, ends[0]!);
    if (!parseIso(bytes, time, ends[0]!, this.#instant)) return worded('elbTime', { value: value(0) });
    if (!setAddress(this.#flow.src, bytes, starts[1]!, ends[1]!))
      return worded('elbClientAddress', { value: value(1) });
    if (!setNumber(this.#flow.srcPort, bytes, starts[2]!, ends[2]!, MAX_PORT)) {
      return worded('elbClientPort', { value: value(2) });
    }
    if (!setNumber(this.#flow.dstPort, bytes, starts[3]!, ends[3]!, MAX_PORT)) {
      return worded('elbListenerPort', { value: value(3) });
    }
    const close = quote === end ? -1 : this.#subjectEnd(quote + 1, end);
    if (close < 0) return worded('elbSubjectOpen');
    this.#flow.start.set(this.#instant.seconds, this.#instant.micros);
    this.#flow.protocol.set(TCP);
    this.#flow.direction.setText('ingress');
    cutWords(bytes, close + 2, end, this.#tail);
    if (this.#failed()) this.#refused(quote + 1, close, line);
    return undefined;
  }

  /** The quote before the validity, which is `NotBefore=…` or `-`. */
  #subjectEnd(start: number, end: number): number {
    const bytes = this.#bytes;
    for (let at = start; at + 2 < end; at++) {
      const next = bytes[at + 2];
      if (bytes[at] === QUOTE && bytes[at + 1] === SPACE && (next === 45 || next === 78)) return at;
    }
    return -1;
  }

  /** Whether the load balancer refused the client's certificate: the third word behind the subject. */
  #failed(): boolean {
    const start = this.#tail.starts[2]!;
    const end = this.#tail.count > 2 ? this.#tail.ends[2]! : start;
    if (end - start < FAILED.length) return false;
    return FAILED.every((byte, index) => this.#bytes[start + index] === byte);
  }

  #refused(subject: number, subjectEnd: number, line: number): void {
    const bytes = this.#bytes;
    const { starts, ends } = this.#words;
    const from = this.#tail.starts[2]! + FAILED.length;
    const to = this.#tail.ends[2]!;
    const alert = this.#alert;
    alert.time.set(this.#instant.seconds, this.#instant.micros);
    setAddress(alert.src, bytes, starts[1]!, ends[1]!);
    setNumber(alert.srcPort, bytes, starts[2]!, ends[2]!);
    setNumber(alert.dstPort, bytes, starts[3]!, ends[3]!);
    alert.sensor.setText('alb');
    alert.kind.setText('event');
    alert.outcome.setText('blocked');
    if (bytes[from] === COLON && to > from + 1) setText(alert.rule, bytes, from + 1, to, this.#tally);
    else alert.rule.setText('ClientCertificate');
    setText(alert.message, bytes, subject, subjectEnd, this.#tally);
    alert.sink.next(line);
  }
}

/**
 * Connection logs of an Application Load Balancer: who connected, whether or not a request followed. A client
 * certificate that was refused is an alert too, its subject the message.
 * Source: AWS documentation, "Connection logs for your Application Load Balancer".
 */
export const ALB_CONNECTION: LineFormat<undefined> = {
  name: 'alb-connection',
  delay: FIVE_MINUTES,
  title: 'Connection log of an AWS Application Load Balancer',
  sample:
    '2026-03-02T10:00:01.514108Z 203.0.113.9 36280 443 TLSv1.3 TLS_AES_128_GCM_SHA256 4.036 "-" - - - TID_0123456789abcdef0123456789abcdef',
  kind: 'lines',
  table: 'flows',
  also: ['alerts'],
  zone: ZONE.format,
  recognise: (head) => recogniseLines(head, SHAPE, 'alb-connection'),
  start: () => undefined,
  carry: () => undefined,
  parse(chunk, _state, sink, tally) {
    tally.note(NOTE);
    const reader = new ChunkReader(chunk.bytes, sink, tally);
    readLines(chunk, sink, tally, (start, end, line) => reader.record(start, end, line));
  },
};
