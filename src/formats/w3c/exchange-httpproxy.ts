import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink, TimeColumn } from '../../tables/rows.ts';
import type { ColumnName } from '../../tables/tables.ts';
import { readLines } from '../text/line-records.ts';
import type { Outcome } from '../text/line-records.ts';
import { parseIso, setNumber, setText } from '../text/field-values.ts';
import type { Instant } from '../text/instant.ts';
import { cutCells } from './exchange-httpproxy-cells.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { excerpt, latin1At, lineEnd } from '../text/line-bytes.ts';
import { CR, HASH } from '../../kernel/ascii.ts';
import { setZoned, undouble } from './fields.ts';
import { emptyTokens } from './tokens.ts';

/** What a line needs to know of the lines before it. */
interface State {
  /** Column names of the header in force, in lower case; null before the first. */
  columns: string[] | null;
}

type Setter = (bytes: Uint8Array, start: number, end: number) => boolean;

const MAX_COLUMNS = 512;
const MAX_INT = 0x7fff_ffff;

/** Exchange's columns that `requests` has a place for; builds differ in which they have and in what order. */
const TEXTS: ReadonlyMap<string, ColumnName<'requests'>> = new Map([
  ['urlhost', 'cs_host'],
  ['urlstem', 'cs_uri_stem'],
  ['urlquery', 'cs_uri_query'],
  ['authenticateduser', 'cs_username'],
  ['useragent', 'user_agent'],
  ['serverhostname', 's_computername'],
  ['method', 'cs_method'],
]);
const NUMBERS: ReadonlyMap<string, 'cs_bytes' | 'sc_bytes' | 'time_taken'> = new Map([
  ['requestbytes', 'cs_bytes'],
  ['responsebytes', 'sc_bytes'],
  ['totalrequesttime', 'time_taken'],
]);

/** The column names that a line brings, if it is a header: `#Fields: DateTime,…`, or `DateTime,…` itself. */
function headerIn(bytes: Uint8Array, start: number, end: number): string[] | undefined {
  const first = bytes[start];
  if (first !== HASH && first !== 68 && first !== 0xef) return undefined;
  const text = latin1At(bytes, start, Math.min(end, start + 32_768));
  const names = /^(?:\u00ef\u00bb\u00bf)?(?:#Fields: ?)?(DateTime,.*)$/i.exec(text.trimEnd())?.[1];
  const columns = names?.toLowerCase().split(',', MAX_COLUMNS);
  return columns?.includes('clientipaddress') ? columns : undefined;
}

/** Reads the lines of one chunk, by the header in force at each. */
class ChunkReader {
  readonly #chunk: Chunk;
  readonly #sink: RowSink;
  readonly #tally: Tally;
  readonly #cells = emptyTokens();
  readonly #instant: Instant = { seconds: -1, micros: 0 };
  readonly #ts: TimeColumn;
  #columns: string[] | null;
  #setters: (Setter | undefined)[] = [];

  constructor(chunk: Chunk, { columns }: State, sink: RowSink, tally: Tally) {
    this.#chunk = chunk;
    this.#sink = sink;
    this.#tally = tally;
    this.#ts = sink.time('ts');
    this.#columns = columns;
    this.#use(columns);
  }

  read(): void {
    readLines(this.#chunk, this.#sink, this.#tally, (start, end) => this.#line(start, end));
  }

  #use(columns: string[] | null): void {
    this.#columns = columns;
    this.#setters =
      columns?.map((name, place) => (columns.indexOf(name) === place ? this.#setter(name) : undefined)) ?? [];
    const rest = this.#setters.filter((setter) => setter === undefined).length;
    if (rest > 0) this.#tally.note(worded('w3cUnplaced', { rest, columns: this.#setters.length }));
  }

  #setter(name: string): Setter | undefined {
    const sink = this.#sink;
    const tally = this.#tally;
    const text = TEXTS.get(name);
    if (text !== undefined) {
      const column = sink.text(text, undouble);
      return (bytes, start, end) => {
        setText(column, bytes, start, end, tally);
        return true;
      };
    }
    const number = NUMBERS.get(name);
    if (number !== undefined) {
      const column = sink.long(number);
      return (bytes, start, end) => setNumber(column, bytes, start, end);
    }
    if (name === 'httpstatus') {
      const column = sink.int('sc_status');
      return (bytes, start, end) => setNumber(column, bytes, start, end, MAX_INT);
    }
    if (name === 'clientipaddress') {
      const column = sink.address('c_ip');
      return (bytes, start, end) => setZoned(column, bytes, start, end);
    }
    if (name === 'datetime') return (bytes, start, end) => parseIso(bytes, start, end, this.#instant);
    return undefined;
  }

  #line(start: number, end: number): Outcome {
    const { bytes } = this.#chunk;
    const header = headerIn(bytes, start, end);
    if (header !== undefined) {
      this.#use(header);
      return { skip: worded('skipHeader') };
    }
    if (bytes[start] === HASH) return { skip: worded('skipDirective') };
    if (this.#columns === null) return worded('w3cNoColumns');
    const cells = this.#cells;
    if (!cutCells(bytes, start, end, cells)) return worded('quoteOpen');
    // Rows end early where their last columns are empty.
    const wanted = this.#columns.length;
    if (cells.count > wanted) return worded('w3cCells', { cells: cells.count, wanted });
    return this.#set(cells.count);
  }

  #set(count: number): string | undefined {
    const { starts, ends } = this.#cells;
    const { bytes } = this.#chunk;
    this.#instant.seconds = -1;
    for (let place = 0; place < count; place++) {
      const setter = this.#setters[place];
      const start = starts[place]!;
      const end = ends[place]!;
      if (setter === undefined || end === start) continue;
      if (!setter(bytes, start, end))
        return worded('cannotBe', { field: this.#columns?.[place] ?? '', value: excerpt(bytes, start, end) });
    }
    const { seconds, micros } = this.#instant;
    if (seconds < 0) return worded('w3cNoTime');
    this.#ts.set(seconds, micros);
    return undefined;
  }
}

/** A directive, the header, or a record of a log whose beginning is lost. */
const BEGINNING = /^(?:\u00ef\u00bb\u00bf)?\s{0,64}(?:[#\d]|DateTime,)/i;

function recognise(head: Head): Recognition | undefined {
  const { bytes } = head;
  if (!BEGINNING.test(head.text)) return undefined;
  for (let at = 0, line = 0; at < bytes.length && line < 20; line++) {
    const feed = lineEnd(bytes, at, bytes.length);
    const columns = headerIn(bytes, at, feed > at && bytes[feed - 1] === CR ? feed - 1 : feed);
    if (columns !== undefined && columns.includes('urlstem')) {
      return {
        confidence: 0.97,
        because: worded('becauseHeader', { count: columns.length, format: 'exchange-httpproxy' }),
      };
    }
    at = feed + 1;
  }
  return undefined;
}

/**
 * Exchange's HttpProxy log: each request to OWA, ECP, EWS and the other front ends, with the user that was
 * authenticated and the client as Exchange sees it. A CSV whose columns differ by build; they are taken by name.
 */
export const EXCHANGE_HTTPPROXY: LineFormat<State> = {
  name: 'exchange-httpproxy',
  title: 'Exchange HttpProxy log',
  kind: 'lines',
  table: 'requests',
  zone: ZONE.format,
  sample: [
    '#Fields: DateTime,UrlHost,UrlStem,AuthenticatedUser,UserAgent,ClientIpAddress,HttpStatus,Method',
    '2025-10-10T13:00:01.250Z,mail.example.com,/EWS/Exchange.asmx,,curl/8.5,203.0.113.9,401,POST',
  ].join('\n'),
  recognise,
  start: () => ({ columns: null }),
  carry(chunk, state) {
    const { bytes, end } = chunk;
    let now = state;
    for (let at = chunk.start; at < end;) {
      const feed = lineEnd(bytes, at, end);
      const columns = headerIn(bytes, at, feed > at && bytes[feed - 1] === CR ? feed - 1 : feed);
      if (columns !== undefined) now = { columns };
      at = feed + 1;
    }
    return now;
  },
  parse(chunk, state, sink, tally) {
    new ChunkReader(chunk, state, sink, tally).read();
  },
};
