import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Tally } from '../../tables/tally.ts';
import type { DocumentFormat, Head, ReadOptions, Recognition } from '../format.ts';
import { eachRecord } from '../text/json-values.ts';
import { jsonRecords, opensRecords } from '../text/sensor-lines.ts';
import { EntryReader } from './entry.ts';

const LISTS = ['entries'];
const OPENS = opensRecords(...LISTS);
const PLAIN = /"(?:reporter|allocation_status)"\s{0,8}:/;
/** The data of a message, as `gcloud pubsub subscriptions pull` prints it around each entry. */
const PULLED = /"data"\s{0,8}:\s{0,8}"([\w+/]{200,4000})/;

function holdsEntry(text: string): boolean {
  if (PLAIN.test(text) && text.includes('"jsonPayload"') && text.includes('"connection"')) return true;
  const data = text.includes('"message"') ? PULLED.exec(text)?.[1] : undefined;
  if (data === undefined) return false;
  const begins = Buffer.from(data, 'base64').toString('latin1');
  return begins.includes('"jsonPayload"') && begins.includes('"connection"');
}

function recognise({ text }: Head): Recognition | undefined {
  return OPENS.test(text) && holdsEntry(text)
    ? { confidence: 0.9, because: worded('googleList') }
    : undefined;
}

function parse(bytes: Uint8Array, _options: ReadOptions, sink: RowSink, tally: Tally): void {
  const reader = new EntryReader(sink, tally);
  eachRecord(
    bytes,
    LISTS,
    jsonRecords(bytes, sink, tally, (entry, record) => reader.read(entry, record)),
  );
}

/** The same as a list: `gcloud logging read --format=json`, the console's download, `gcloud pubsub subscriptions pull`. */
export const GOOGLE_FLOW_JSON: DocumentFormat = {
  name: 'google-flow-json',
  title: 'Google Cloud VPC flow logs, Cloud NAT and firewall logs as a JSON list (gcloud logging read)',
  sample:
    '[{"insertId":"1x2y3z","jsonPayload":{"bytes_sent":"5184","connection":{"dest_ip":"198.51.100.7","dest_port":22,"protocol":6,"src_ip":"10.128.0.5","src_port":51529},"end_time":"2026-03-02T10:00:05.120000000Z","packets_sent":"72","reporter":"SRC","start_time":"2026-03-02T10:00:01.080000000Z"},"logName":"projects/shop-1/logs/compute.googleapis.com%2Fvpc_flows","timestamp":"2026-03-02T10:00:06.301Z"}]',
  kind: 'document',
  table: 'flows',
  also: [],
  zone: ZONE.offsetsOrUtc,
  recognise,
  parse,
};
