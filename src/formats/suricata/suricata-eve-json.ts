import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { DocumentFormat, Head, ReadOptions, Recognition } from '../format.ts';
import type { Tally } from '../../tables/tally.ts';
import { eachRecord } from '../text/json-values.ts';
import { jsonRecords, opensRecords } from '../text/sensor-lines.ts';
import { EventReader, FLOW_MARKS } from './suricata-eve.ts';

/** Names of the list of events where it is not the document itself. */
const LISTS = ['events', 'Events', 'records'];

function parse(bytes: Uint8Array, _options: ReadOptions, sink: RowSink, tally: Tally): void {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const reader = new EventReader({ flows: FLOW_MARKS.some((mark) => view.includes(mark)) }, sink, tally);
  eachRecord(
    bytes,
    LISTS,
    jsonRecords(bytes, sink, tally, (event, record) => reader.read(event, record)),
  );
}

const OPENS = opensRecords(...LISTS);
const KEYS = ['"event_type"', '"timestamp"', '"src_ip"', '"dest_ip"'];

function recognise({ text }: Head): Recognition | undefined {
  return OPENS.test(text) && KEYS.every((key) => text.includes(key))
    ? { confidence: 0.9, because: worded('suriList') }
    : undefined;
}

/** EVE events of Suricata that are not a line each: a JSON list, or objects over several lines, as jq prints them. */
export const SURICATA_EVE_JSON: DocumentFormat = {
  name: 'suricata-eve-json',
  title: 'EVE events of Suricata as a JSON list, or over several lines each',
  sample:
    '[{"timestamp":"2026-03-02T10:00:01.186641+0000","event_type":"alert","src_ip":"203.0.113.9","src_port":47047,"dest_ip":"192.0.2.10","dest_port":22,"proto":"TCP","alert":{"action":"allowed","signature_id":2001219,"signature":"ET SCAN Potential SSH Scan","severity":2}}]',
  kind: 'document',
  table: 'alerts',
  also: ['flows', 'requests'],
  zone: ZONE.offsets,
  recognise,
  parse,
};
