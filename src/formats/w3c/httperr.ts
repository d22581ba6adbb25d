import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { fieldsLine } from '../text/fields-line.ts';
import type { RowSink, TextColumn, TimeColumn } from '../../tables/rows.ts';
import { readLines } from '../text/line-records.ts';
import type { Outcome } from '../text/line-records.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { partySetters, requestSetters } from './httperr-columns.ts';
import type { RecordTime, Setter } from './httperr-columns.ts';
import { clientReason } from './httperr-reasons.ts';
import { excerpt } from '../text/line-bytes.ts';
import { DASH, HASH } from '../../kernel/ascii.ts';
import { applyDirective, carryDirectives, W3C_START } from './directives.ts';
import type { W3cState } from './directives.ts';
import { kindsOf } from './fields.ts';
import { cutAtSpaces, emptyTokens, joinSpaced } from './tokens.ts';

/** The `#Fields` in force. */
interface Layout {
  names: string[];
  kinds: ReturnType<typeof kindsOf>;
  /** Place of the field that may hold raw spaces. */
  uri: number[];
  reason: number;
  /** Fields that all are `-` where a connection had no request. */
  asked: number[];
  /** How each field goes into `requests` and into `alerts`, by its place; undefined: it does not. */
  request: (Setter | undefined)[];
  parties: (Setter | undefined)[];
}

const UNDER_WAY = 'Timer_MinBytesPerSecond';
const NO_REQUEST = worded('w3cEnded');

function layoutOf(
  { fields }: W3cState,
  request: ReadonlyMap<string, Setter>,
  parties: ReadonlyMap<string, Setter>,
): Layout | undefined {
  if (fields === null || fields.length === 0) return undefined;
  const names = fields.map((name) => name.toLowerCase());
  const places = (wanted: string[]): number[] =>
    wanted.map((name) => names.indexOf(name)).filter((place) => place >= 0);
  return {
    names,
    kinds: kindsOf(names),
    uri: places(['cs-uri']),
    reason: names.indexOf('s-reason'),
    asked: places(['cs-method', 'cs-uri', 'sc-status']),
    request: names.map((name) => request.get(name)),
    parties: names.map((name) => parties.get(name)),
  };
}

/** Reads the lines of one chunk, with the field list that is in force at each. */
class ChunkReader {
  readonly #chunk: Chunk;
  readonly #sink: RowSink;
  readonly #alerts: RowSink;
  readonly #tally: Tally;
  readonly #time: RecordTime = { day: -1, second: -1 };
  readonly #request: ReadonlyMap<string, Setter>;
  readonly #parties: ReadonlyMap<string, Setter>;
  readonly #ts: TimeColumn;
  readonly #alertTs: TimeColumn;
  readonly #sensor: TextColumn;
  readonly #rule: TextColumn;
  readonly #message: TextColumn;
  readonly #kind: TextColumn;
  readonly #outcome: TextColumn;
  readonly #tokens = emptyTokens();
  #state: W3cState;
  #layout: Layout | undefined;

  constructor(chunk: Chunk, state: W3cState, sink: RowSink, tally: Tally) {
    this.#chunk = chunk;
    this.#sink = sink;
    this.#alerts = sink.beside('alerts');
    this.#tally = tally;
    this.#request = requestSetters(sink, this.#time, tally);
    this.#parties = partySetters(this.#alerts);
    this.#ts = sink.time('ts');
    this.#alertTs = this.#alerts.time('ts');
    this.#sensor = this.#alerts.text('sensor');
    this.#rule = this.#alerts.text('rule');
    this.#message = this.#alerts.text('message');
    this.#kind = this.#alerts.text('kind');
    this.#outcome = this.#alerts.text('outcome');
    this.#state = state;
    this.#layout = layoutOf(state, this.#request, this.#parties);
  }

  read(): void {
    readLines(this.#chunk, this.#sink, this.#tally, (start, end, line) => this.#line(start, end, line));
  }

  #line(lineStart: number, end: number, line: number): Outcome {
    const { bytes } = this.#chunk;
    let start = lineStart;
    while (start < end && bytes[start] === 0) start++;
    if (start === end) return { skip: worded('skipNul') };
    if (bytes[start] === HASH) {
      this.#state = applyDirective(this.#state, bytes, start, end);
      this.#layout = layoutOf(this.#state, this.#request, this.#parties);
      return { skip: worded('skipDirective') };
    }
    return this.#record(start, end, line);
  }

  #record(start: number, end: number, line: number): Outcome {
    const layout = this.#layout;
    if (layout === undefined) return worded('noFieldsLine');
    const tokens = this.#tokens;
    cutAtSpaces(this.#chunk.bytes, start, end, tokens);
    const found = tokens.count;
    const wanted = layout.names.length;
    if (found !== wanted && !joinSpaced(this.#chunk.bytes, tokens, layout.kinds, layout.uri)) {
      return worded('valuesFields', { found, wanted });
    }
    const reason = this.#reason(layout);
    const says = clientReason(reason);
    if (says === undefined && layout.asked.every((place) => this.#isNone(place))) {
      return { skip: NO_REQUEST };
    }
    const wrong = this.#set(layout.names, layout.request) ?? this.#stamp(this.#ts);
    if (wrong === undefined && says !== undefined) this.#alert(layout, reason, says, line);
    return wrong;
  }

  #isNone(place: number): boolean {
    const start = this.#tokens.starts[place]!;
    const length = this.#tokens.ends[place]! - start;
    return length === 0 || (length === 1 && this.#chunk.bytes[start] === DASH);
  }

  /** The reason is a word of HTTP.sys's own; what is longer is no reason. */
  #reason({ reason }: Layout): string {
    if (reason < 0) return '';
    const { starts, ends } = this.#tokens;
    const start = starts[reason]!;
    const end = Math.min(ends[reason]!, start + 64);
    return Buffer.from(this.#chunk.bytes.subarray(start, end)).toString('latin1');
  }

  #set(names: readonly string[], setters: readonly (Setter | undefined)[]): string | undefined {
    const { starts, ends } = this.#tokens;
    const { bytes } = this.#chunk;
    this.#time.day = -1;
    this.#time.second = -1;
    for (let place = 0; place < setters.length; place++) {
      const setter = setters[place];
      if (setter === undefined || this.#isNone(place)) continue;
      if (!setter(bytes, starts[place]!, ends[place]!)) {
        return worded('cannotBe', {
          field: names[place] ?? '',
          value: excerpt(bytes, starts[place]!, ends[place]!),
        });
      }
    }
    return undefined;
  }

  #stamp(ts: TimeColumn): string | undefined {
    const { day, second } = this.#time;
    if (day < 0 || second < 0) return worded('w3cNoDateOrTime');
    ts.set(day * 86_400 + second);
    return undefined;
  }

  #alert(layout: Layout, reason: string, says: string, line: number): void {
    this.#stamp(this.#alertTs);
    this.#set(layout.names, layout.parties);
    this.#sensor.setText('http.sys');
    this.#rule.setText(reason);
    this.#message.setText(says);
    this.#kind.setText('event');
    // HTTP.sys ended these requests itself, and no site got them; of one the answer was under way already.
    if (reason !== UNDER_WAY) this.#outcome.setText('blocked');
    this.#alerts.next(line);
  }
}

function recognise(head: Head): Recognition | undefined {
  const names = new Set(fieldsLine(head.text).map((name) => name.toLowerCase()));
  if (!['c-ip', 'c-port', 's-reason'].every((name) => names.has(name))) return undefined;
  return { confidence: 0.97, because: worded('w3cErrorLog') };
}

/**
 * The error log of HTTP.sys (`httperr*.log`): requests that Windows refused or lost before IIS saw them, and
 * which are therefore not in IIS's own log; with the client's port. Where the reason is the client's doing, the
 * record is an alert too.
 */
export const HTTPERR: LineFormat<W3cState> = {
  name: 'httperr',
  title: 'HTTP.sys error log (HTTPERR)',
  kind: 'lines',
  table: 'requests',
  also: ['alerts'],
  zone: ZONE.format,
  sample: [
    '#Software: Microsoft HTTP API 2.0',
    '#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason s-queuename',
    '2025-10-10 13:55:36 203.0.113.9 52115 192.0.2.10 80 HTTP/1.1 GET /%c0%af.. 400 - URL -',
  ].join('\n'),
  recognise,
  start: () => W3C_START,
  carry: carryDirectives,
  parse(chunk, state, sink, tally) {
    new ChunkReader(chunk, state, sink, tally).read();
  },
};
