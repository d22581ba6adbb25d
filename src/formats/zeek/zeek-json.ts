import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import { textIn } from '../text/json-fields.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { isObject } from '../text/json-values.ts';
import { readRecords } from '../text/line-records.ts';
import type { Outcome } from '../text/line-records.ts';
import { readJson, recogniseJson } from '../text/sensor-lines.ts';
import type { Json } from '../text/sensor-lines.ts';
import { JsonRecord, timeOf } from './zeek-record.ts';
import { JsonCells } from './zeek-json-cells.ts';
import { logOf, MARK_FIELDS, NO_ADDRESS, ZeekRows } from './zeek-rows.ts';
import type { BytesReader, ZeekLog } from './zeek-rows.ts';

function has(record: Json, field: string): boolean {
  if (Object.hasOwn(record, field)) return true;
  const id = record['id'];
  return field.startsWith('id.') && isObject(id) && Object.hasOwn(id, field.slice(3));
}

/** Unset fields are absent in JSON, so that a record shows less of what log it is than a header does. */
function logOfRecord(record: Json): ZeekLog | undefined {
  return logOf(textIn(record, '_path'), (field) => has(record, field));
}

function isOwn(record: Json): boolean {
  if (timeOf(new JsonRecord(record)) === undefined) return false;
  const named = textIn(record, '_path') !== undefined && Object.hasOwn(record, 'ts');
  const connected = has(record, 'uid') && has(record, 'id.orig_h') && has(record, 'id.resp_h');
  return connected || named || logOfRecord(record) === 'notice';
}

function recognise(head: Head): Recognition | undefined {
  if (!head.text.includes('"ts"')) return undefined;
  return recogniseJson(head, isOwn, 0.95, worded('zeekRecords'));
}

/** The fields that tell which log it is, first, and those that are kept of conn, http and dns. */
const KEPT =
  'ts id.orig_p id.resp_p proto duration history orig_pkts resp_pkts orig_ip_bytes resp_ip_bytes orig_bytes ' +
  'resp_bytes host uri version username response_body_len request_body_len user_agent referrer proxied';
const FIELDS = [...new Set([...MARK_FIELDS, '_path', ...KEPT.split(' ')])];
const PLACES: ReadonlyMap<string, number> = new Map(FIELDS.map((name, place) => [name, place]));
const PATH = PLACES.get('_path') ?? -1;
/** A file has a few kinds of records; a hostile one as many as it has lines. */
const MAX_KINDS = 1000;

/** Reads the records of one chunk that are written as Zeek writes them from their bytes. */
class BytesRecords {
  readonly #cells = new JsonCells(FIELDS);
  readonly #rows: ZeekRows;
  readonly #readers = new Map<ZeekLog, BytesReader | undefined>();
  readonly #logs = new Map<number, ZeekLog | undefined>();

  constructor(rows: ZeekRows) {
    this.#rows = rows;
  }

  /** @returns null: the line is to be parsed */
  read(bytes: Uint8Array, start: number, end: number, line: number): Outcome | null {
    if (!this.#cells.takeObject(bytes, start, end)) return null;
    const log = this.#log();
    const reader = log === undefined ? undefined : this.#readerOf(log);
    const taken = reader?.write(line) ?? 'as text';
    return taken === 'as text' ? null : taken === 'written' ? undefined : NO_ADDRESS;
  }

  #log(): ZeekLog | undefined {
    const { seen } = this.#cells;
    const path = this.#cells.textOf(PATH);
    if (path === undefined && this.#logs.has(seen)) return this.#logs.get(seen);
    const log = logOf(path, (field) => (seen & (1 << (PLACES.get(field) ?? 31))) !== 0);
    if (path === undefined && this.#logs.size < MAX_KINDS) this.#logs.set(seen, log);
    return log;
  }

  #readerOf(log: ZeekLog): BytesReader | undefined {
    if (!this.#readers.has(log)) this.#readers.set(log, this.#rows.readerOf(log, this.#cells));
    return this.#readers.get(log);
  }
}

function parse(chunk: Chunk, _state: undefined, sink: RowSink, tally: Tally): void {
  const rows = new ZeekRows(sink, tally);
  const records = new BytesRecords(rows);
  readRecords(chunk, sink, tally, (start, end, line) => {
    const outcome = records.read(chunk.bytes, start, end, line);
    if (outcome !== null) return outcome;
    return readJson(chunk, start, end, (record) =>
      rows.write(logOfRecord(record), new JsonRecord(record), line),
    );
  });
}

/** Logs of Zeek as JSON, an object a line, with or without `_path`; read as the logs in text are. */
export const ZEEK_JSON: LineFormat<undefined> = {
  name: 'zeek-json',
  title: 'Zeek logs as JSON: conn, http, ssh, ssl, dns, notice',
  sample:
    '{"ts":1772445601.186641,"uid":"CHhAvVGS1DHFjwGM9","id.orig_h":"203.0.113.9","id.orig_p":47047,"id.resp_h":"192.0.2.10","id.resp_p":22,"proto":"tcp","conn_state":"S0","orig_pkts":1,"resp_pkts":0}',
  kind: 'lines',
  table: 'flows',
  also: ['requests', 'logins', 'alerts'],
  zone: ZONE.secondsOrIso,
  recognise,
  start: () => undefined,
  carry: () => undefined,
  parse,
};
