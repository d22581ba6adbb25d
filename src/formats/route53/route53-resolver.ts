import { setAddressText, setPlain } from '../text/column-texts.ts';
import { flowColumns } from '../rows/event-columns.ts';
import { MAX_PORT } from '../rows/event-rows.ts';
import { objectIn, textIn } from '../text/json-fields.ts';
import { readJsonRecords, recogniseJson } from '../text/sensor-lines.ts';
import type { Json } from '../text/sensor-lines.ts';
import { isoTime } from '../text/sensor-time.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import type { RowSink } from '../../tables/rows.ts';
import { ZONE } from '../../tables/zones.ts';
import { worded } from './worded.ts';

const UDP = 17;
const TCP = 6;
/** Without TLS and HTTPS: the log says UDP or TCP, and both go to the port of DNS. */
const PORT = 53;
const KEYS = ['query_timestamp', 'query_name', 'query_type', 'srcaddr', 'transport'];
const NOTE = worded('route53Resolver');

function isOwn(json: Json): boolean {
  return KEYS.every((key) => Object.hasOwn(json, key));
}

function recognise(head: Head): Recognition | undefined {
  if (!head.text.includes('"query_timestamp"')) return undefined;
  return recogniseJson(head, isOwn, 0.95, worded('route53Queries'));
}

function parse(chunk: Chunk, _state: undefined, sink: RowSink, tally: Tally): void {
  const column = flowColumns(sink);
  readJsonRecords(chunk, sink, tally, (json, line) => {
    const time = isoTime(textIn(json, 'query_timestamp'));
    if (time === undefined) return worded('noTimeIn', { field: 'query_timestamp' });
    const name = textIn(json, 'query_name');
    if (name === undefined || name === '') return worded('route53NoName');
    if (!setAddressText(column.src, textIn(json, 'srcaddr'))) return worded('route53NoSource');
    column.start.set(time.seconds, time.micros);
    const port = Number(textIn(json, 'srcport') ?? Number.NaN);
    if (Number.isInteger(port) && port >= 0 && port <= MAX_PORT) column.srcPort.set(port);
    column.dstPort.set(PORT);
    column.protocol.set(textIn(json, 'transport') === 'TCP' ? TCP : UDP);
    column.initiator.setText('src');
    setPlain(column.dnsQuery, name.toLowerCase().replace(/\.$/, ''), tally);
    setPlain(column.account, textIn(json, 'account_id'), tally);
    setPlain(column.region, textIn(json, 'region'), tally);
    setPlain(column.vpc, textIn(json, 'vpc_id'), tally);
    setPlain(column.instance, textIn(objectIn(json, 'srcids') ?? {}, 'instance'), tally);
    tally.note(NOTE);
    column.sink.next(line);
    return undefined;
  });
}

/**
 * Query logs of the resolver of a VPC, a query a line: what a flow log never has, because it leaves out what goes to that resolver. Source:
 * Route 53 Developer Guide, "Values that appear in VPC Resolver query logs" (read 2026-11).
 */
export const ROUTE53_RESOLVER: LineFormat<undefined> = {
  name: 'route53-resolver',
  title: 'Query logs of the Route 53 VPC resolver, a query a line',
  sample:
    '{"version":"1.100000","account_id":"123456789012","region":"us-east-1","vpc_id":"vpc-0a1b2c3d","query_timestamp":"2026-11-20T10:00:00Z","query_name":"www.example.com.","query_type":"A","query_class":"IN","rcode":"NOERROR","answers":[{"Rdata":"198.51.100.7","Type":"A","Class":"IN"}],"srcaddr":"10.0.0.5","srcport":"48701","transport":"UDP","srcids":{"instance":"i-0123456789abcdef0"}}',
  kind: 'lines',
  table: 'flows',
  zone: ZONE.offsets,
  recognise,
  start: () => undefined,
  carry: () => undefined,
  parse,
};
