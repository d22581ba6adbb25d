import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Tally } from '../../tables/tally.ts';
import type { DocumentFormat, Head, ReadOptions, Recognition } from '../format.ts';
import { EventRows } from '../rows/event-rows.ts';
import { eachRecord, parseValue } from '../text/json-values.ts';
import { alertOf, unwrap } from './guardduty-finding.ts';
import { worded } from './worded.ts';

/** The name of the list in the answer of `aws guardduty get-findings`. */
const LISTS = ['Findings', 'findings'];

function parse(bytes: Uint8Array, _options: ReadOptions, sink: RowSink, tally: Tally): void {
  const rows = new EventRows(sink, tally);
  let line = 0;
  eachRecord(bytes, LISTS, (value) => {
    line += 1;
    const json = parseValue(bytes, value);
    const row = 'reason' in json ? json : alertOf(unwrap(json.value));
    if ('reason' in row) {
      tally.rejected(line, value.start, row.reason);
      return;
    }
    // An end that is no address is left out; the finding stays.
    if (!rows.alert(row, line)) rows.alert({ ...row, src: undefined, dst: undefined }, line);
    tally.parsed();
  });
}

/** A finding's own keys; other services of AWS name a type, a service and a resource, too. */
const SERVICE = /"serviceName"\s{0,16}:\s{0,16}"guardduty"/i;
const TYPE = /"type"\s{0,16}:\s{0,16}"[A-Za-z]{1,40}:[\w-]{1,40}\/[\w.!&-]{1,120}"/i;

function recognise({ text }: Head): Recognition | undefined {
  if (!/^(?:\u00ef\u00bb\u00bf)?\s{0,64}[[{]/.test(text)) return undefined;
  const marked =
    SERVICE.test(text) || (text.includes('"aws.guardduty"') && text.includes('"GuardDuty Finding"'));
  return marked && TYPE.test(text) ? { confidence: 0.95, because: worded('guardJson') } : undefined;
}

/**
 * Findings of Amazon GuardDuty: answers of `aws guardduty get-findings`, exports to S3 (JSON lines), events of EventBridge. Each is
 * an alert of the sensor `guardduty`, its type the rule; who began the traffic is the source.
 */
export const GUARDDUTY: DocumentFormat = {
  name: 'guardduty',
  title: 'Findings of Amazon GuardDuty (JSON): API, export, EventBridge',
  sample:
    '{"schemaVersion":"2.0","accountId":"123456789012","region":"eu-central-1","type":"Recon:EC2/Portscan","resource":{"instanceDetails":{"instanceId":"i-0a1b2c3d4e5f60718","networkInterfaces":[{"privateIpAddress":"10.10.3.17"}]}},"service":{"serviceName":"guardduty","action":{"networkConnectionAction":{"connectionDirection":"OUTBOUND","remoteIpDetails":{"ipAddressV4":"198.51.100.9"},"remotePortDetails":{"port":22}}},"eventFirstSeen":"2026-11-20T10:00:00Z","count":44},"severity":5}',
  kind: 'document',
  table: 'alerts',
  zone: ZONE.format,
  recognise,
  parse,
};
