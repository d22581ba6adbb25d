import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Tally } from '../../tables/tally.ts';
import type { DocumentFormat, Head, ReadOptions, Recognition } from '../format.ts';
import { isObject, jsonElements, jsonValues, listIn } from '../text/json-values.ts';
import type { JsonValue } from '../text/json-values.ts';
import { jsonRecords, opensRecords } from '../text/sensor-lines.ts';
import { EventReader } from './event.ts';

const OPENS = opensRecords('results', 'data');

function recognise({ text }: Head): Recognition | undefined {
  return OPENS.test(text) && text.includes('"com.oraclecloud.vcn.flowlogs.') && text.includes('"data"')
    ? { confidence: 0.9, because: worded('oracleList') }
    : undefined;
}

/** The answer of `oci logging-search` has its results in `data.results`, each in `data`. */
function eventOf(json: Record<string, unknown>): Record<string, unknown> {
  const inner = json['data'];
  return isObject(inner) && isObject(inner['logContent']) ? inner : json;
}

function parse(bytes: Uint8Array, _options: ReadOptions, sink: RowSink, tally: Tally): void {
  const reader = new EventReader(sink, tally);
  const read = jsonRecords(bytes, sink, tally, (json, record) => reader.read(eventOf(json), record));
  for (const value of jsonValues(bytes)) {
    const list = listIn(bytes, value, ['results']) ?? listWithin(bytes, value);
    if (list === undefined) read(value);
    else for (const element of jsonElements(bytes, list)) read(element);
  }
}

/** The list of results where the command's answer has it one level further in. */
function listWithin(bytes: Uint8Array, value: JsonValue): number | undefined {
  const text = Buffer.from(bytes.subarray(value.start, Math.min(value.end, value.start + 4096))).toString(
    'latin1',
  );
  const [before] = /^\{\s{0,64}"data"\s{0,8}:\s{0,8}/.exec(text) ?? [];
  if (before === undefined || text[before.length] !== '{') return undefined;
  return listIn(bytes, { ...value, start: value.start + before.length }, ['results']);
}

/** The same as a list, or as the answer of `oci logging-search search-logs`. */
export const ORACLE_FLOW_JSON: DocumentFormat = {
  name: 'oracle-flow-json',
  title: 'Oracle Cloud VCN flow logs as a JSON list (oci logging-search)',
  sample:
    '[{"datetime":1772445601000,"logContent":{"data":{"action":"ACCEPT","bytesOut":5184,"destinationAddress":"198.51.100.7","destinationPort":22,"endTime":1772445660,"packets":72,"protocol":6,"sourceAddress":"10.0.0.5","sourcePort":51529,"startTime":1772445601,"status":"OK","version":"2"},"id":"2aaca611","oracle":{"vnicocid":"ocid1.vnic.oc1.iad.cccc"},"source":"-","specversion":"1.0","time":"2026-03-02T10:00:01.000Z","type":"com.oraclecloud.vcn.flowlogs.DataEvent"},"regionId":"us-ashburn-1"}]',
  kind: 'document',
  table: 'flows',
  also: [],
  zone: ZONE.seconds,
  recognise,
  parse,
};
