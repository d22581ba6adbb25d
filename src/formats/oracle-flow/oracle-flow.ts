import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import { readJsonRecords, recogniseJson } from '../text/sensor-lines.ts';
import { EventReader, isOwn } from './event.ts';

function recognise(head: Head): Recognition | undefined {
  if (!head.text.includes('"com.oraclecloud.vcn.flowlogs.')) return undefined;
  return recogniseJson(head, isOwn, 0.97, worded('oracleEvents'));
}

function parse(chunk: Chunk, _state: undefined, sink: RowSink, tally: Tally): void {
  const reader = new EventReader(sink, tally);
  readJsonRecords(chunk, sink, tally, (json, line) => reader.read(json, line));
}

/**
 * VCN flow logs of Oracle Cloud, an event a line, as Connector Hub writes them to a bucket. The network interface is the VNIC.
 * Source: Oracle Cloud Infrastructure documentation, "Details for VCN Flow Logs" (read 2026-11).
 */
export const ORACLE_FLOW: LineFormat<undefined> = {
  name: 'oracle-flow',
  title: 'Oracle Cloud VCN flow logs, an event a line',
  sample:
    '{"data":{"action":"ACCEPT","bytesOut":5184,"destinationAddress":"198.51.100.7","destinationPort":22,"endTime":1772445660,"flowid":"2aaca611","packets":72,"protocol":6,"protocolName":"TCP","sourceAddress":"10.0.0.5","sourcePort":51529,"startTime":1772445601,"status":"OK","version":"2"},"id":"2aaca611","oracle":{"compartmentid":"ocid1.compartment.oc1..aaaa","ingestedtime":"2026-03-02T10:02:10.501Z","tenantid":"ocid1.tenancy.oc1..bbbb","vnicocid":"ocid1.vnic.oc1.iad.cccc","vnicsubnetocid":"ocid1.subnet.oc1.iad.dddd"},"source":"-","specversion":"1.0","time":"2026-03-02T10:00:01.000Z","type":"com.oraclecloud.vcn.flowlogs.DataEvent"}',
  kind: 'lines',
  table: 'flows',
  also: [],
  zone: ZONE.seconds,
  recognise,
  start: () => undefined,
  carry: () => undefined,
  parse,
};
