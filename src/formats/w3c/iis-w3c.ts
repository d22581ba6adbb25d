import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink, TimeColumn } from '../../tables/rows.ts';
import { MAX_FIELDS } from '../../kernel/kernel.ts';
import { LocalTime } from '../text/local-time.ts';
import { fieldsLine } from '../text/fields-line.ts';
import { Scan } from '../../kernel/scan.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { blankReason, excerpt } from '../text/line-bytes.ts';
import { CR, DASH, HASH, LF } from '../../kernel/ascii.ts';
import {
  applyDirective,
  byteOrderMark,
  carryDirectives,
  clockAt,
  moveOn,
  nextLine,
  undatedTime,
  W3C_START,
} from './directives.ts';
import type { W3cState } from './directives.ts';
import { kindsOf, noteFields, placedFields, settersOf, isLocal } from './fields.ts';
import type { RecordTime, Setter } from './fields.ts';
import { serviceOf } from './service.ts';
import { makePlan } from './plan.ts';
import type { FieldPlan } from '../../kernel/fields.ts';
import { cutAtSpaces, cutQuoted, emptyTokens, joinSpaced } from './tokens.ts';
import type { Tokens } from './tokens.ts';

const UNDATED_NOTE = worded('w3cUndated');

/** What the field list in force makes of a line. */
interface Layout {
  fields: readonly string[];
  setters: (Setter | undefined)[];
  kinds: ReturnType<typeof kindsOf>;
  /** Fields that may hold raw spaces. */
  spaced: number[];
  /** Place of `time` if there is no `date`, else -1. */
  undated: number;
  quoted: boolean;
  timed: boolean;
  /** Its times are those of the server's own clock. */
  local: boolean;
  /** For lines that are as they should be; undefined: all are looked at with care. */
  plan: FieldPlan | undefined;
}

function layoutOf(state: W3cState, time: RecordTime, sink: RowSink, tally: Tally): Layout | undefined {
  if (state.fields === null || state.fields.length === 0) return undefined;
  const names = state.fields.map((name) => name.toLowerCase());
  const placed = placedFields(state.fields);
  const undated = undatedTime(state);
  const timed = placed.some((field) => field?.kind === 'clock');
  const local = isLocal(state.fields);
  if (undated >= 0) tally.note(UNDATED_NOTE);
  noteFields(state.fields, tally);
  const quick = timed && !local && undated < 0 && !state.quoted && names.length <= MAX_FIELDS;
  return {
    fields: state.fields,
    setters: settersOf(placed, state.quoted, time, sink, tally),
    kinds: kindsOf(state.fields),
    spaced: [names.indexOf('cs-uri-query'), names.indexOf('cs-username')].filter((place) => place >= 0),
    undated,
    quoted: state.quoted,
    timed,
    local,
    plan: quick ? makePlan(placed, sink) : undefined,
  };
}

/** Reads the lines of one chunk, with the field list that is in force at each. */
class ChunkReader {
  readonly #bytes: Uint8Array;
  readonly #chunk: Chunk;
  readonly #sink: RowSink;
  readonly #tally: Tally;
  readonly #ts: TimeColumn;
  readonly #tokens: Tokens = emptyTokens();
  readonly #time: RecordTime = { day: -1, second: 0, micros: 0 };
  readonly #scan: Scan;
  readonly #local: LocalTime;
  #state: W3cState;
  #layout: Layout | undefined;

  constructor(chunk: Chunk, state: W3cState, sink: RowSink, tally: Tally) {
    const { bytes } = chunk;
    this.#bytes = bytes;
    this.#chunk = chunk;
    this.#sink = sink;
    this.#tally = tally;
    this.#ts = sink.time('ts');
    this.#state = { ...state };
    this.#local = new LocalTime(state.zone);
    this.#scan = new Scan(chunk, sink, tally);
    this.#use(layoutOf(state, this.#time, sink, tally));
  }

  read(): void {
    const { start, end, line } = this.#chunk;
    // What no line end follows is looked at with care: there the text cannot end a search.
    const quickEnd = this.#bytes.lastIndexOf(LF, end - 1) + 1;
    const scan = this.#scan;
    let number = line;
    for (let at = start + byteOrderMark(this.#chunk); at < end; number++) {
      if (this.#layout?.plan !== undefined && at < quickEnd) {
        at = scan.read(at, quickEnd, number);
        number = scan.line;
      }
      if (at < end) at = this.#line(at, number) + 1;
    }
    this.#local.note(this.#tally);
  }

  /** Reads with this layout from here on. */
  #use(layout: Layout | undefined): void {
    this.#layout = layout;
    const plan = layout?.plan;
    if (plan !== undefined) this.#scan.useFields(plan);
  }

  /** @returns place of the line end */
  #line(lineStart: number, number: number): number {
    const bytes = this.#bytes;
    const limit = this.#chunk.end;
    let start = lineStart;
    while (start < limit && bytes[start] === 0) start++;
    if (bytes[start] === HASH && start < limit) return this.#directive(start);
    const feed = cutAtSpaces(bytes, start, limit, this.#tokens);
    const end = feed > start && bytes[feed - 1] === CR ? feed - 1 : feed;
    const blank = blankReason(bytes, start, end);
    if (blank !== undefined) {
      this.#tally.skipped(start > lineStart ? worded('skipNul') : blank);
      return feed;
    }
    const reason = this.#record(start, end);
    if (reason === undefined) {
      this.#sink.next(number);
      this.#tally.parsed();
    } else {
      this.#sink.undo();
      this.#tally.rejected(number, this.#chunk.offset + lineStart - this.#chunk.start, reason);
    }
    return feed;
  }

  #directive(start: number): number {
    const after = nextLine(this.#bytes, start, this.#chunk.end);
    const next = applyDirective(this.#state, this.#bytes, start, after);
    const changed = next.fields !== this.#state.fields || next.quoted !== this.#state.quoted;
    this.#state = { ...next };
    if (changed) this.#use(layoutOf(next, this.#time, this.#sink, this.#tally));
    this.#tally.skipped(worded('skipDirective'));
    return this.#bytes[after - 1] === LF ? after - 1 : after;
  }

  /** @returns why the line is no record, undefined if it is one */
  #record(start: number, end: number): string | undefined {
    const layout = this.#layout;
    if (layout === undefined) return worded('noFieldsLine');
    if (!layout.timed) return worded('w3cNoTimeField');
    this.#time.day = -1;
    this.#time.second = -1;
    if (layout.undated >= 0) this.#moveOn(layout.undated, start, end);
    const uneven = this.#settle(layout, start, end);
    return uneven ?? this.#set(layout);
  }

  #moveOn(place: number, start: number, end: number): void {
    const second = clockAt(this.#bytes, start, end, place);
    if (second >= 0) moveOn(this.#state, second);
    this.#time.day = this.#state.day;
  }

  /** Makes the values as many as the fields, where that can be done without a guess. */
  #settle(layout: Layout, start: number, end: number): string | undefined {
    const tokens = this.#tokens;
    const wanted = layout.fields.length;
    const found = tokens.count;
    const bytes = this.#bytes;
    if (found === wanted && !layout.quoted) return undefined;
    if (layout.quoted) {
      if (cutQuoted(bytes, start, end, tokens) && tokens.count === wanted) return undefined;
      return worded('valuesFields', { found, wanted });
    }
    if (joinSpaced(bytes, tokens, layout.kinds, layout.spaced)) return undefined;
    if (found > wanted && cutQuoted(bytes, start, end, tokens) && tokens.count === wanted) return undefined;
    return worded('valuesFields', { found, wanted });
  }

  #set(layout: Layout): string | undefined {
    const { starts, ends } = this.#tokens;
    const { setters } = layout;
    const bytes = this.#bytes;
    for (let field = 0; field < setters.length; field++) {
      const setter = setters[field];
      const start = starts[field]!;
      const end = ends[field]!;
      if (setter === undefined || end === start) continue;
      if (end - start === 1 && bytes[start] === DASH) continue;
      if (!setter(bytes, start, end)) {
        return worded('cannotBe', {
          field: layout.fields[field]!.slice(0, 40),
          value: excerpt(bytes, start, end),
        });
      }
    }
    return this.#stamp();
  }

  #stamp(): string | undefined {
    const time = this.#time;
    if (time.second < 0) return worded('noTime');
    if (time.day < 0) return worded('w3cNoDate');
    const local = this.#layout?.local === true;
    const seconds = local ? this.#local.utc(time.day, time.second) : time.day * 86400 + time.second;
    this.#ts.set(seconds, time.micros);
    return undefined;
  }
}

const WEB_FIELDS = ['cs-method', 'cs-uri-stem', 'cs-uri-query', 'c-ip', 'sc-status', 'cs(user-agent)'];

/** Fields of CloudFront's logs, whose lines are cut at tabs, and of HTTP.sys's error log, which has no answers. */
const FOREIGN_FIELDS: ReadonlySet<string> = new Set(['x-edge-location', 's-reason']);

function recognise(head: Head): Recognition | undefined {
  const names = fieldsLine(head.text).map((name) => name.toLowerCase());
  const known = WEB_FIELDS.filter((name) => names.includes(name)).length;
  const timed = names.some((name) => /^time(?:-utc|-local)?$/.test(name));
  if (
    known < 3 ||
    !timed ||
    names.some((name) => FOREIGN_FIELDS.has(name)) ||
    serviceOf(head, names) !== undefined
  )
    return undefined;
  return {
    confidence: 0.95,
    because: worded('becauseFieldsLine', { count: names.length, format: 'iis-w3c' }),
  };
}

/**
 * The W3C extended log as IIS writes it, IIS Advanced Logging included. Each line is read by the `#Fields` in
 * force before it; the list may change in mid-file.
 */
export const IIS_W3C: LineFormat<W3cState> = {
  name: 'iis-w3c',
  title: 'IIS web log, W3C extended format',
  sample:
    '#Fields: date time c-ip cs-username cs-method cs-uri-stem cs-uri-query sc-status cs(User-Agent)\n2018-03-01 10:00:00 198.51.100.7 CORP\\a.user POST /EWS/Exchange.asmx - 401 python-requests/2.9.1',
  kind: 'lines',
  table: 'requests',
  // IIS 8.5 and later (Microsoft, "Enhanced Logging for IIS 8.5"): a field of one's own, from a server variable.
  portSettings: [
    {
      program: 'IIS',
      setting:
        'Logging > Select Fields > Add Field: name c-port, source type Server Variable, source REMOTE_PORT',
    },
  ],
  quotable: 'columns',
  zone: ZONE.assumed,
  local: true,
  zoneIn: ({ text }) => (isLocal(fieldsLine(text)) ? undefined : ZONE.format),
  recognise,
  start: (_head, { zone }) => ({ ...W3C_START, zone }),
  carry: carryDirectives,
  parse(chunk, state, sink, tally) {
    new ChunkReader(chunk, state, sink, tally).read();
  },
};
