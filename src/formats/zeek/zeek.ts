import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { readRecords } from '../text/line-records.ts';
import type { Outcome } from '../text/line-records.ts';
import { firstLines } from '../text/first-lines.ts';
import { lineEnd, utf8At } from '../text/line-bytes.ts';
import { HASH } from '../../kernel/ascii.ts';
import { applyHeader, TextRecord, ZEEK_START } from './zeek-record.ts';
import type { ZeekLayout } from './zeek-record.ts';
import { Cells } from './zeek-cells.ts';
import { logOf, NO_ADDRESS, ZeekRows } from './zeek-rows.ts';
import type { BytesReader, ZeekLog } from './zeek-rows.ts';

/** Of a header line; a longer one is no header. */
const MAX_HEADER = 32_768;
const LF = 10;

function headerAt(bytes: Uint8Array, start: number, end: number): string {
  return utf8At(bytes, start, Math.min(end, start + MAX_HEADER)).replace(/\r$/, '');
}

/** Reads the lines of one chunk, by the header in force at each. */
class LineReader {
  readonly #bytes: Uint8Array;
  readonly #rows: ZeekRows;
  #layout: ZeekLayout = ZEEK_START;
  #log: ZeekLog | undefined;
  #record = new TextRecord(ZEEK_START);
  #cells: Cells | undefined;
  #reader: BytesReader | undefined;

  constructor(bytes: Uint8Array, layout: ZeekLayout, sink: RowSink, tally: Tally) {
    this.#bytes = bytes;
    this.#rows = new ZeekRows(sink, tally);
    this.#use(layout);
  }

  #use(layout: ZeekLayout): void {
    if (layout === this.#layout) return;
    const names = new Set(layout.fields);
    this.#layout = layout;
    this.#log = logOf(layout.path, (field) => names.has(field));
    this.#record = new TextRecord(layout);
    this.#cells = Cells.fit(layout) && layout.fields !== null ? new Cells(layout) : undefined;
    this.#reader = this.#cells && this.#rows.readerOf(this.#log, this.#cells);
  }

  /** Reads the line from its bytes. @returns null: it is to be read as text */
  #fromBytes(start: number, end: number, line: number): Outcome | null {
    if (this.#cells === undefined || this.#reader === undefined) return null;
    const count = this.#cells.take(this.#bytes, start, end);
    if (count !== this.#layout.fields?.length) return null;
    const taken = this.#reader.write(line);
    return taken === 'as text' ? null : taken === 'written' ? undefined : NO_ADDRESS;
  }

  line(start: number, end: number, line: number): Outcome {
    if (this.#bytes[start] === HASH) {
      this.#use(applyHeader(this.#layout, headerAt(this.#bytes, start, end)));
      return { skip: worded('skipHeader') };
    }
    const { fields } = this.#layout;
    if (fields === null) return worded('zeekNoFields');
    const outcome = this.#fromBytes(start, end, line);
    if (outcome !== null) return outcome;
    const count = this.#record.take(utf8At(this.#bytes, start, end));
    if (count !== fields.length) {
      return count > fields.length
        ? worded('zeekMore', { fields: fields.length })
        : worded('zeekCells', { cells: count, fields: fields.length });
    }
    return this.#rows.write(this.#log, this.#record, line);
  }
}

/** The fields of conn.log, in the order that Zeek 3 to 7 writes them; since 7.1 there is `ip_proto` behind them. */
const CONN_FIELDS = (
  'ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes resp_bytes conn_state ' +
  'local_orig local_resp missed_bytes history orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes tunnel_parents ip_proto'
).split(' ');
const CONN_RECORD = new RegExp(
  '^\\d{10}\\.\\d{6}\\tC\\w{10,20}\\t[0-9a-fA-F.:]{2,45}\\t\\d{1,5}\\t[0-9a-fA-F.:]{2,45}\\t\\d{1,5}\\t' +
    '(?:tcp|udp|icmp|unknown_transport)(?:\\t[^\\t]{1,200}){4}\\t(?:S[0-3H]|SF|SHR|REJ|RST[OR]|RSTOS0|RSTRH|OTH)\\t',
);

/** Records of conn.log without their header, as grep leaves them: the layout that Zeek writes by default. */
function headless({ text }: Head): ZeekLayout | undefined {
  const [first] = firstLines(text, 1);
  if (first === undefined || !CONN_RECORD.test(first)) return undefined;
  const count = first.split('\t').length;
  const known = count === CONN_FIELDS.length || count === CONN_FIELDS.length - 1;
  return known ? { ...ZEEK_START, path: 'conn', fields: CONN_FIELDS.slice(0, count) } : undefined;
}

function recognise(head: Head): Recognition | undefined {
  if (headless(head) !== undefined) return { confidence: 0.9, because: worded('zeekHeadless') };
  if (!/^(?:\u00ef\u00bb\u00bf)?#/.test(head.text)) return undefined;
  let layout = ZEEK_START;
  for (const line of firstLines(head.text, 12)) {
    if (!line.startsWith('#')) break;
    layout = applyHeader(layout, line);
  }
  // IIS has #Fields with a colon; other logs have no field that is called like these.
  if (layout.fields === null || layout.path === '') return undefined;
  return {
    confidence: 0.97,
    because: worded('becauseHeader', { count: layout.fields.length, format: 'zeek' }),
  };
}

/** Looks at lines that begin with `#` only. */
function carry(chunk: Chunk, layout: ZeekLayout): ZeekLayout {
  const { start, end } = chunk;
  // A buffer's search for one byte is many times as fast as an array's.
  const bytes = Buffer.from(chunk.bytes.buffer, chunk.bytes.byteOffset, chunk.bytes.length);
  let now = layout;
  for (let at = start; at < end;) {
    const hash = bytes.indexOf(HASH, at);
    if (hash < 0 || hash >= end) return now;
    const marked = chunk.offset === 0 && hash === start + 3 && bytes[start] === 0xef;
    if (hash === start || bytes[hash - 1] === LF || marked) {
      const stop = lineEnd(bytes, hash, end);
      now = applyHeader(now, headerAt(bytes, hash, stop));
      at = stop + 1;
    } else at = hash + 1;
  }
  return now;
}

function parse(chunk: Chunk, layout: ZeekLayout, sink: RowSink, tally: Tally): void {
  const reader = new LineReader(chunk.bytes, layout, sink, tally);
  readRecords(chunk, sink, tally, (start, end, line) => reader.line(start, end, line));
}

/**
 * Logs of Zeek in text: conn, dns and ssl are flows, http requests, ssh logins, notice alerts; records of other logs
 * are passed over. Files may be appended to one another: a header holds up to the next.
 * Source: Zeek documentation, "Zeek Log Formats and Inspection"; read 2026-11.
 */
export const ZEEK: LineFormat<ZeekLayout> = {
  name: 'zeek',
  title: 'Zeek logs in text: conn, http, ssh, ssl, dns, notice',
  sample:
    '#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tconn_state\torig_pkts\tresp_pkts\n1772445601.186641\tCHhAvVGS1DHFjwGM9\t203.0.113.9\t47047\t192.0.2.10\t22\ttcp\tS0\t1\t0',
  kind: 'lines',
  table: 'flows',
  also: ['requests', 'logins', 'alerts'],
  zone: ZONE.seconds,
  recognise,
  start: (head) => headless(head) ?? ZEEK_START,
  carry,
  parse,
};
