import { AN_HOUR } from './delay.ts';
import { ZONE } from '../../tables/zones.ts';
import { readLines, recogniseLines } from '../text/line-records.ts';
import { ElbReader } from './elb-access.ts';
import type { ElbKind } from './elb-access.ts';
import type { LineFormat } from '../format.ts';

const KIND: ElbKind = { lead: 0, escapes: false, agentLast: true };

/** `TIME name client:port backend:port`, durations, statuses, bytes, `"request"`. */
const SHAPE =
  /^(?:\S{1,300}:)?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z \S{1,64} [0-9a-f.:]{3,50} (?:[0-9a-f.:]{3,50}|-)(?: (?:-1|-|\d{1,9}(?:\.\d{1,9})?)){3}(?: (?:\d{1,3}|-)){2} \d{1,15} \d{1,15} "/;

/**
 * Access logs of a Classic Load Balancer; old ones end with the request. Connections of its TCP and SSL listeners
 * are rows without a request: who connected, to which backend, how many bytes.
 */
export const ELB_CLASSIC: LineFormat<undefined> = {
  name: 'elb-classic',
  delay: AN_HOUR,
  title: 'Access log of an AWS Classic Load Balancer',
  sample:
    '2026-03-02T10:00:01.945958Z shop-classic 203.0.113.9:2817 10.0.0.1:80 0.000073 0.001048 0.000057 200 200 0 29 "GET http://www.example.com:80/ HTTP/1.1" "curl/8.5.0" - -',
  kind: 'lines',
  table: 'requests',
  zone: ZONE.format,
  recognise: (head) => recogniseLines(head, SHAPE, 'elb-classic'),
  start: () => undefined,
  carry: () => undefined,
  parse(chunk, _state, sink, tally) {
    const reader = new ElbReader(chunk.bytes, KIND, sink, tally);
    readLines(chunk, sink, tally, (start, end) => reader.record(start, end));
  },
};
