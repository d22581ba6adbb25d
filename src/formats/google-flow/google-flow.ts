import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import { objectIn } from '../text/json-fields.ts';
import { readJsonRecords, recogniseJson } from '../text/sensor-lines.ts';
import type { Json } from '../text/sensor-lines.ts';
import { EntryReader, entryOf, kindOf } from './entry.ts';

function isOwn(json: Json): boolean {
  const payload = objectIn(entryOf(json) ?? {}, 'jsonPayload');
  return payload !== undefined && kindOf(payload) !== undefined;
}

function recognise(head: Head): Recognition | undefined {
  if (!head.text.includes('"jsonPayload"') && !head.text.includes('"message"')) return undefined;
  return recogniseJson(head, isOwn, 0.96, worded('googleEntries'));
}

function parse(chunk: Chunk, _state: undefined, sink: RowSink, tally: Tally): void {
  const reader = new EntryReader(sink, tally);
  readJsonRecords(chunk, sink, tally, (json, line) => reader.read(json, line));
}

/**
 * VPC Flow Logs, Cloud NAT and firewall rules logs of Google Cloud, a log entry a line, as a sink writes them to a bucket, as BigQuery exports them and
 * as Pub/Sub hands them over. Source: Google Cloud documentation, "VPC Flow Logs records", "Cloud NAT logging", "Firewall Rules Logging" (read 2026-11).
 */
export const GOOGLE_FLOW: LineFormat<undefined> = {
  name: 'google-flow',
  title: 'Google Cloud VPC flow logs, Cloud NAT and firewall logs, a log entry a line',
  sample:
    '{"insertId":"1x2y3z","jsonPayload":{"bytes_sent":"5184","connection":{"dest_ip":"198.51.100.7","dest_port":22,"protocol":6,"src_ip":"10.128.0.5","src_port":51529},"end_time":"2026-03-02T10:00:05.120000000Z","packets_sent":"72","reporter":"SRC","src_instance":{"project_id":"shop-1","region":"us-central1","vm_name":"web-7","zone":"us-central1-a"},"src_vpc":{"project_id":"shop-1","subnetwork_name":"web","vpc_name":"shop"},"start_time":"2026-03-02T10:00:01.080000000Z"},"logName":"projects/shop-1/logs/compute.googleapis.com%2Fvpc_flows","resource":{"labels":{"location":"us-central1-a","project_id":"shop-1","subnetwork_name":"web"},"type":"gce_subnetwork"},"timestamp":"2026-03-02T10:00:06.301Z"}',
  kind: 'lines',
  table: 'flows',
  also: [],
  zone: ZONE.offsetsOrUtc,
  recognise,
  start: () => undefined,
  carry: () => undefined,
  parse,
};
