import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { protocolNumber } from '../../net/protocols.ts';
import { LocalTime } from '../text/local-time.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { END_FIRST } from '../../tables/times.ts';
import { readRecords } from '../text/line-records.ts';
import type { Outcome } from '../text/line-records.ts';
import { replyOf, EventRows } from '../rows/event-rows.ts';
import type { FlowRow } from '../rows/event-rows.ts';
import { epochTime, isBefore, isoTime, microsOf, timeAfter } from '../text/sensor-time.ts';
import type { Instant } from '../text/instant.ts';
import { firstLines } from '../text/first-lines.ts';
import { latin1At, lineEnd } from '../text/line-bytes.ts';
import { parseClock, parseDay } from '../../kernel/byte-time.ts';
import { flagsOfLetters } from '../text/tcp-flags.ts';

type Meaning =
  | 'start'
  | 'end'
  | 'duration'
  | 'src'
  | 'dst'
  | 'srcPort'
  | 'dstPort'
  | 'protocol'
  | 'flags'
  | 'packets'
  | 'bytes'
  | 'packetsBack'
  | 'bytesBack'
  | 'sni'
  | 'received';

/**
 * What the columns are called: in the first word by nfdump up to 1.7.1, in the others by later versions.
 * Source: nfdump(1), output formats `csv` and `csv:`, and its output on made flows; read 2026-11.
 */
const NAMES: readonly (readonly [Meaning, string])[] = [
  ['start', 'ts firstSeen'],
  ['end', 'te lastSeen'],
  ['duration', 'td duration'],
  ['src', 'sa srcAddr'],
  ['dst', 'da dstAddr'],
  ['srcPort', 'sp srcPort'],
  ['dstPort', 'dp dstPort'],
  ['protocol', 'pr proto'],
  ['flags', 'flg flags'],
  ['packets', 'ipkt packets inPackets'],
  ['bytes', 'ibyt bytes inBytes'],
  ['packetsBack', 'opkt outPackets'],
  ['bytesBack', 'obyt outBytes'],
  ['sni', 'sni sniName'],
  ['received', 'tr received'],
];

/** The columns that nfdump up to 1.7.1 writes, which with `-q` has no header. */
const DEFAULT_COLUMNS = (
  'ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt,in,out,sas,das,smk,dmk,dtos,dir,nh,nhb,svln,dvln,' +
  'ismc,odmc,idmc,osmc,mpls1,mpls2,mpls3,mpls4,mpls5,mpls6,mpls7,mpls8,mpls9,mpls10,cl,sl,al,ra,eng,exid,tr'
).split(',');

const DAY = 86_400;
/** Two counters of 32 bits in NetFlow's header, of which softflowd 1.0 reading a file fills one: 2^32 ms. */
const LATE_NOTE = worded('nfLate');

const MAX_COLUMNS = 256;
const MAX_HEADER = 8192;
const SUMMARY = worded('nfSummary');
const ADDED_NOTE = worded('nfAdded');

interface State {
  columns: readonly string[];
  /** What follows is no list of flows: totals, statistics. */
  totals: boolean;
  zone: string | undefined;
}

/** The meanings by name. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  NAMES.flatMap(([meaning, names]) => names.split(' ').map((name) => [name, meaning] as const)),
);

/** Where the columns are that are read; of two that mean the same the first. */
function placesOf(columns: readonly string[]): ReadonlyMap<Meaning, number> {
  const places = new Map<Meaning, number>();
  for (const [place, column] of columns.entries()) {
    const meaning = MEANINGS.get(column);
    if (meaning !== undefined && !places.has(meaning)) places.set(meaning, place);
  }
  return places;
}

/** The columns, if the line is a header of flows with a time and both addresses. */
function headerIn(line: string): string[] | undefined {
  if (line.length > MAX_HEADER || !/^[A-Za-z]/.test(line)) return undefined;
  const columns = line.replace(/,$/, '').split(',', MAX_COLUMNS);
  const places = placesOf(columns);
  return places.has('start') && places.has('src') && places.has('dst') ? columns : undefined;
}

/** Lines of the totals that nfdump writes behind the flows, and headers of statistics (`-s`). */
const TOTALS =
  /^(?:Summary|flows,bytes,packets|ts,te,td,pr,val,|Time window|Total (?:flows|records)|Sys:|Blocks|Top \d|No matching)/;

/** The state after a line that does not begin with a digit; undefined: it says nothing of what follows. */
function after(state: State, line: string): State | undefined {
  const columns = headerIn(line);
  if (columns !== undefined) return { ...state, columns, totals: false };
  return TOTALS.test(line) ? { ...state, totals: true } : undefined;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

/** `...AP.SF`, or a hexadecimal number where nfdump has no letters for them. */
function flagsOf(text: string): number | undefined {
  if (/^0x[0-9a-f]{1,2}$/i.test(text)) return Number.parseInt(text, 16);
  return text.length > 8 ? undefined : flagsOfLetters(text);
}

/** Reads the lines of one chunk. */
class LineReader {
  readonly #bytes: Uint8Array;
  readonly #rows: EventRows;
  readonly #tally: Tally;
  readonly #local: LocalTime;
  #state: State;
  #places: ReadonlyMap<Meaning, number>;
  #cells: string[] = [];

  constructor(bytes: Uint8Array, state: State, sink: RowSink, tally: Tally) {
    this.#bytes = bytes;
    this.#rows = new EventRows(sink, tally);
    this.#tally = tally;
    this.#local = new LocalTime(state.zone);
    this.#state = state;
    this.#places = placesOf(state.columns);
  }

  finish(): void {
    this.#local.note(this.#tally);
  }

  line(start: number, end: number, line: number): Outcome {
    const text = latin1At(this.#bytes, start, end);
    if (!isDigit(this.#bytes[start])) {
      const next = after(this.#state, text);
      if (next === undefined) return worded('nfNoFlow');
      this.#state = next;
      this.#places = placesOf(next.columns);
      return { skip: next.totals ? SUMMARY : worded('skipHeader') };
    }
    if (this.#state.totals) return { skip: SUMMARY };
    const { columns } = this.#state;
    this.#cells = text.replace(/,$/, '').split(',', columns.length + 1);
    if (this.#cells.length !== columns.length) {
      const cells = this.#cells.length;
      return cells > columns.length
        ? worded('nfMoreCells', { columns: columns.length })
        : worded('nfCells', { cells, columns: columns.length });
    }
    return this.#flow(line);
  }

  #cell(meaning: Meaning): string {
    const place = this.#places.get(meaning);
    return place === undefined ? '' : (this.#cells[place]?.trim() ?? '');
  }

  /** A whole number; -1: the cell holds something else. */
  #count(meaning: Meaning): number | undefined {
    const cell = this.#cell(meaning);
    if (cell === '') return undefined;
    return /^\d{1,15}$/.test(cell) ? Number(cell) : -1;
  }

  #time(meaning: 'start' | 'end' | 'received'): Instant | undefined {
    const cell = this.#cell(meaning);
    if (cell.length < 19 || cell[4] !== '-') return epochTime(cell);
    if (cell.endsWith('Z')) return isoTime(cell);
    const bytes = Buffer.from(cell, 'latin1');
    const day = parseDay(bytes, 0);
    const clock = parseClock(bytes, 11);
    const fraction = /^[.,](\d{1,9})$/.exec(cell.slice(19))?.[1];
    if (day < 0 || clock < 0 || (cell.length > 19 && fraction === undefined)) return undefined;
    return { seconds: this.#local.utc(day, clock), micros: microsOf(fraction) };
  }

  #flow(line: number): Outcome {
    const start = this.#time('start');
    if (start === undefined)
      return worded('noTimeIn', { field: this.#state.columns[this.#places.get('start') ?? 0] ?? '' });
    const protocol = protocolNumber(this.#cell('protocol').slice(0, 32));
    const added = protocol === 0;
    const back = this.#count('packetsBack');
    const packets = this.#count('packets');
    const bytes = this.#count('bytes');
    if (packets === -1 || bytes === -1) return worded('nfNotWhole');
    const duration = this.#cell('duration');
    const known = /^\d{1,9}(?:\.\d{1,9})?$/.test(duration) ? Number(duration) : undefined;
    let end = this.#time('end') ?? (known === undefined ? undefined : timeAfter(start, known));
    if (end !== undefined && end.seconds < start.seconds - 1) return END_FIRST;
    // One of the two may be written in whole seconds.
    if (end !== undefined && isBefore(end, start)) end = start;
    const received = this.#time('received');
    if (received !== undefined && received.seconds > 0 && start.seconds - received.seconds > DAY)
      this.#tally.note(LATE_NOTE);
    const row: FlowRow = {
      start,
      end,
      src: this.#cell('src'),
      dst: this.#cell('dst'),
      srcPort: this.#port('srcPort', added),
      dstPort: this.#port('dstPort', added),
      protocol: added ? undefined : protocol,
      packets,
      bytes,
      tcpFlags: protocol === 6 && this.#places.has('flags') ? flagsOf(this.#cell('flags')) : undefined,
      tlsSni: this.#cell('sni') || undefined,
    };
    if (added) this.#tally.note(ADDED_NOTE);
    if (added && (row.src === '0.0.0.0' || row.dst === '0.0.0.0')) return { skip: worded('nfOneEnd') };
    if (!this.#rows.flow(row, line)) return worded('nfEnds');
    // With `-b`, or of a sensor that does it, nfdump has both directions in one record, and the flags of both as one.
    if (back !== undefined && back > 0)
      this.#rows.flow(replyOf(row, { packets: back, bytes: this.#count('bytesBack') }), line);
    return undefined;
  }

  /** Of ICMP the destination port is `type.code`. */
  #port(meaning: 'srcPort' | 'dstPort', added: boolean): number | undefined {
    const port = this.#count(meaning);
    return port === -1 || (added && port === 0) ? undefined : port;
  }
}

/** `2026-03-02 10:00:01,2026-03-02 10:00:02,0.200,` and both addresses. */
const RECORD =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})?,\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,9})?,\s{0,8}\d{1,9}\.\d{1,6},\s{0,40}[0-9a-f.:]{2,45},\s{0,40}[0-9a-f.:]{2,45},/;

function isDefault(line: string): boolean {
  return RECORD.test(line) && line.split(',').length === DEFAULT_COLUMNS.length;
}

function recognise(head: Head): Recognition | undefined {
  const [first = '', second = ''] = firstLines(head.text, 2);
  const header = headerIn(first);
  // Names such as srcAddr are in other tables, too; a duration and packets beside them do not.
  const places = placesOf(header ?? []);
  const own = places.has('packets') && (places.has('duration') || places.has('end'));
  if (header !== undefined && own && (second === '' || /^[\d\s]/.test(second) || second === 'Summary')) {
    return { confidence: 0.95, because: worded('nfColumns', { count: header.length }) };
  }
  return isDefault(first) ? { confidence: 0.95, because: worded('nfHeadless') } : undefined;
}

function carry(chunk: Chunk, state: State): State {
  const { bytes, start, end } = chunk;
  let now = state;
  for (let at = start; at < end;) {
    const stop = lineEnd(bytes, at, end);
    if (stop > at && !isDigit(bytes[at])) {
      const limit = Math.min(stop, at + MAX_HEADER + 1);
      const line = latin1At(bytes, at, limit);
      const text = line.replace(/\r$/, '').replace(/^\u00ef\u00bb\u00bf/, '');
      now = after(now, text) ?? now;
    }
    at = stop + 1;
  }
  return now;
}

function parse(chunk: Chunk, state: State, sink: RowSink, tally: Tally): void {
  const reader = new LineReader(chunk.bytes, state, sink, tally);
  readRecords(chunk, sink, tally, (start, end, line) => reader.line(start, end, line));
  reader.finish();
}

/**
 * Flows as `nfdump -o csv` writes them: the 48 columns up to 1.7.1, those of later versions, or chosen ones
 * (`-o "csv:…"`). A record with packets in both directions is two flows. Totals at the end are passed over.
 */
export const NFDUMP_CSV: LineFormat<State> = {
  name: 'nfdump-csv',
  title: 'Flows from nfdump -o csv',
  sample:
    'firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,bps,bpp,flows\n2026-03-02 10:00:01.186,0.200,TCP,203.0.113.9,47047,192.0.2.10,22,2,180,7200,90,1',
  kind: 'lines',
  table: 'flows',
  also: [],
  zone: ZONE.nfdump,
  local: true,
  recognise,
  start: (_head, options) => ({ columns: DEFAULT_COLUMNS, totals: false, zone: options.zone }),
  carry,
  parse,
};
