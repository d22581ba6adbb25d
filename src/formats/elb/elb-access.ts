import { worded } from './worded.ts';
import type {
  AddressColumn,
  IntColumn,
  LongColumn,
  RowSink,
  TextColumn,
  TimeColumn,
} from '../../tables/rows.ts';
import { cutWords, emptyWords } from '../text/aws-words.ts';
import {
  behindPath,
  parseDuration,
  parseIso,
  setEndpoint,
  setNumber,
  setText,
} from '../text/field-values.ts';
import type { Instant } from '../text/instant.ts';
import { setRequest } from './elb-request.ts';
import type { RequestColumns } from './elb-request.ts';
import type { Tally } from '../../tables/tally.ts';
import { excerpt } from '../text/line-bytes.ts';
import { QUOTE, SPACE } from '../../kernel/ascii.ts';
import { unescapeLog } from '../text/web-escapes.ts';

/** Words before the request: `time elb client target`, three durations, two statuses, bytes in and out. */
const WORDS = 11;
const MAX_STATUS = 999;

const VERSION = Buffer.from(' HTTP/');
/** Of ` HTTP/1.1`. */
const VERSION_LENGTH = 9;

function isVersion(bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < VERSION.length; i++) if (bytes[at + i] !== VERSION[i]) return false;
  return true;
}

/** How one kind of load balancer differs from the other. */
export interface ElbKind {
  /** Words before the time. */
  lead: number;
  /** It writes quotes and control characters as `\xHH`, as Application Load Balancers do. */
  escapes: boolean;
  /** Its fields end with the agent and two words, so that the agent's closing quote is the line's last. */
  agentLast: boolean;
}

/**
 * Reads lines of an access log of Elastic Load Balancing, up to and with the user agent; what follows is not kept.
 * What the client chose, the request and the agent, comes after everything else that is read: nothing in it can
 * pass for the time, the client's address or the status.
 * Source: AWS documentation, "Access logs for your Application Load Balancer" and "… Classic Load Balancer".
 */
export class ElbReader implements RequestColumns {
  readonly method: TextColumn;
  readonly host: TextColumn;
  readonly stem: TextColumn;
  readonly query: TextColumn;
  readonly version: TextColumn;
  readonly #agent: TextColumn;
  readonly #ts: TimeColumn;
  readonly #client: AddressColumn;
  readonly #clientPort: IntColumn;
  readonly #target: AddressColumn;
  readonly #targetPort: IntColumn;
  readonly #balancer: TextColumn;
  readonly #status: IntColumn;
  readonly #received: LongColumn;
  readonly #sent: LongColumn;
  readonly #taken: LongColumn;
  readonly #bytes: Uint8Array;
  readonly #kind: ElbKind;
  readonly #tally: Tally;
  readonly #words = emptyWords();
  readonly #instant: Instant = { seconds: 0, micros: 0 };

  constructor(bytes: Uint8Array, kind: ElbKind, sink: RowSink, tally: Tally) {
    const decode = kind.escapes ? unescapeLog : undefined;
    this.method = sink.text('cs_method', decode);
    this.host = sink.text('cs_host', decode);
    this.stem = sink.text('cs_uri_stem', decode);
    this.query = sink.text('cs_uri_query', decode);
    this.version = sink.text('cs_version');
    this.#agent = sink.text('user_agent', decode);
    this.#ts = sink.time('ts');
    this.#client = sink.address('c_ip');
    this.#clientPort = sink.int('c_port');
    this.#target = sink.address('s_ip');
    this.#targetPort = sink.int('s_port');
    this.#balancer = sink.text('s_sitename');
    this.#status = sink.int('sc_status');
    this.#received = sink.long('cs_bytes');
    this.#sent = sink.long('sc_bytes');
    this.#taken = sink.long('time_taken');
    this.#bytes = bytes;
    this.#kind = kind;
    this.#tally = tally;
  }

  /** @returns why the line is no record; undefined if its values are set */
  record(start: number, end: number): string | undefined {
    const { lead } = this.#kind;
    const quote = cutWords(this.#bytes, start, end, this.#words);
    const { count } = this.#words;
    if (count !== lead + WORDS) return worded('elbFields', { count, wanted: lead + WORDS });
    if (quote === end) return worded('elbNoRequest');
    return this.#fixed(lead) ?? this.#chosen(quote + 1, end);
  }

  /** What the load balancer itself says. */
  #fixed(lead: number): string | undefined {
    const bytes = this.#bytes;
    const { starts, ends } = this.#words;
    const value = (word: number): string => excerpt(bytes, starts[lead + word]!, ends[lead + word]!);
    const time = behindPath(bytes, starts[lead]!, ends[lead]!);
    if (!parseIso(bytes, time, ends[lead]!, this.#instant)) return worded('elbTime', { value: value(0) });
    this.#ts.set(this.#instant.seconds, this.#instant.micros);
    setText(this.#balancer, bytes, starts[lead + 1]!, ends[lead + 1]!, this.#tally);
    const client = lead + 2;
    if (!setEndpoint(this.#client, this.#clientPort, bytes, starts[client]!, ends[client]!)) {
      return worded('elbClient', { value: value(2) });
    }
    const target = lead + 3;
    if (!setEndpoint(this.#target, this.#targetPort, bytes, starts[target]!, ends[target]!)) {
      return worded('elbTarget', { value: value(3) });
    }
    this.#setTaken(lead + 4);
    return this.#numbers(lead, value);
  }

  #numbers(lead: number, value: (word: number) => string): string | undefined {
    const bytes = this.#bytes;
    const { starts, ends } = this.#words;
    const status = lead + 7;
    if (!setNumber(this.#status, bytes, starts[status]!, ends[status]!, MAX_STATUS)) {
      return worded('elbStatus', { value: value(7) });
    }
    const received = lead + 9;
    if (!setNumber(this.#received, bytes, starts[received]!, ends[received]!)) {
      return worded('elbReceived', { value: value(9) });
    }
    const sent = lead + 10;
    if (!setNumber(this.#sent, bytes, starts[sent]!, ends[sent]!)) {
      return worded('elbSent', { value: value(10) });
    }
    return undefined;
  }

  /** The three durations together, in milliseconds; not known if one is -1: no target, or it did not answer. */
  #setTaken(first: number): void {
    const { starts, ends } = this.#words;
    let micros = 0;
    for (let word = first; word < first + 3; word++) {
      const duration = parseDuration(this.#bytes, starts[word]!, ends[word]!);
      if (duration < 0) return;
      micros += duration;
    }
    this.#taken.set(Math.round(micros / 1000));
  }

  /** What the client says: the request and the agent. */
  #chosen(start: number, end: number): string | undefined {
    const bytes = this.#bytes;
    const close = this.#requestEnd(start, end);
    if (close < 0) return worded('elbRequestOpen');
    const agent = close + 3;
    const agentEnd = agent > end ? close : this.#agentEnd(agent, end);
    if (agentEnd < 0) return worded('elbAgentOpen');
    setRequest(this, bytes, start, close, this.#tally);
    if (agentEnd > agent) setText(this.#agent, bytes, agent, agentEnd, this.#tally);
    return undefined;
  }

  /** The quote that ends the request: the first behind a version, else the first of all; the path may hold some. */
  #requestEnd(start: number, end: number): number {
    let first = -1;
    for (let at = start; at < end; at++) {
      if (!this.#endsRequest(at, end)) continue;
      if (isVersion(this.#bytes, at - VERSION_LENGTH)) return at;
      if (first < 0) first = at;
    }
    return first;
  }

  /** A quote, behind which an agent begins or the line ends: old logs of Classic Load Balancers have no agent. */
  #endsRequest(at: number, end: number): boolean {
    const bytes = this.#bytes;
    if (bytes[at] !== QUOTE) return false;
    return at + 1 === end || (at + 2 < end && bytes[at + 1] === SPACE && bytes[at + 2] === QUOTE);
  }

  #agentEnd(start: number, end: number): number {
    const bytes = this.#bytes;
    if (this.#kind.agentLast) {
      let at = end - 1;
      while (at >= start && bytes[at] !== QUOTE) at--;
      return at < start ? -1 : at;
    }
    for (let at = start; at < end; at++) {
      if (bytes[at] === QUOTE && (at + 1 === end || bytes[at + 1] === SPACE)) return at;
    }
    return -1;
  }
}
