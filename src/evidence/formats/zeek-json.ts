import type { RowSink } from '../rows.ts';
import { textIn } from './json-fields.ts';
import type { Chunk, Head, LineFormat, Recognition, Tally } from './format.ts';
import { isObject } from './json-values.ts';
import { readJsonRecords, sampleJson } from './sensor-lines.ts';
import type { Json } from './sensor-lines.ts';
import { JsonRecord, timeOf } from './zeek-record.ts';
import { logOf, ZeekRows } from './zeek-rows.ts';
import type { ZeekLog } from './zeek-rows.ts';

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
  const records = sampleJson(head);
  const own = records.filter(isOwn).length;
  return own > 0 && own >= records.length * 0.6
    ? { confidence: 0.95, because: `${own} of its first ${records.length} lines are records of a Zeek log` }
    : undefined;
}

function parse(chunk: Chunk, _state: undefined, sink: RowSink, tally: Tally): void {
  const rows = new ZeekRows(sink, tally);
  readJsonRecords(chunk, sink, tally, (record, line) =>
    rows.write(logOfRecord(record), new JsonRecord(record), line),
  );
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
  zone: 'UTC (epoch seconds, or ISO 8601 in UTC)',
  recognise,
  start: () => undefined,
  carry: () => undefined,
  parse,
};
