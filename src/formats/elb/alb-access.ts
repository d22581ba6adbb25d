import { FIVE_MINUTES } from './delay.ts';
import { ZONE } from '../../tables/zones.ts';
import { readLines, recogniseLines } from '../text/line-records.ts';
import { ElbReader } from './elb-access.ts';
import type { ElbKind } from './elb-access.ts';
import type { LineFormat } from '../format.ts';

const KIND: ElbKind = { lead: 1, escapes: true, agentLast: false };

/** `h2 TIME app/name/id client:port target:port`, durations, statuses, bytes, `"request"`. */
const SHAPE =
  /^(?:\S{1,300}:)?[a-z0-9]{1,10} \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z \S{1,200} [0-9a-f.:]{3,50} (?:[0-9a-f.:]{3,50}|-)(?: (?:-1|-|\d{1,9}(?:\.\d{1,9})?)){3}(?: (?:\d{1,3}|-)){2} \d{1,15} \d{1,15} "/;

/**
 * Access logs of an Application Load Balancer. The host, the path and the query come from the URL that the load
 * balancer writes; `s_ip` and `s_port` are the target's, `s_sitename` is the load balancer.
 */
export const ALB_ACCESS: LineFormat<undefined> = {
  name: 'alb-access',
  delay: FIVE_MINUTES,
  title: 'Access log of an AWS Application Load Balancer',
  sample:
    'https 2026-03-02T10:00:01.186641Z app/shop/50dc6c495c0c9188 203.0.113.9:46532 10.0.1.20:8080 0.000 0.011 0.000 200 200 521 1180 "GET https://shop.example.com:443/cart?id=7 HTTP/2.0" "curl/8.5.0" TLS_AES_128_GCM_SHA256 TLSv1.3 arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/shop/73e2d6bc24d8a067 "Root=1-65e2f0a1-5bdb7c1d0f5e4a3b2c1d0e9f" "shop.example.com" "-" 0 2026-03-02T10:00:01.175000Z "forward" "-" "-" "10.0.1.20:8080" "200" "-" "-" TID_0123456789abcdef',
  kind: 'lines',
  table: 'requests',
  zone: ZONE.format,
  recognise: (head) => recogniseLines(head, SHAPE, 'alb-access'),
  start: () => undefined,
  carry: () => undefined,
  parse(chunk, _state, sink, tally) {
    const reader = new ElbReader(chunk.bytes, KIND, sink, tally);
    readLines(chunk, sink, tally, (start, end) => reader.record(start, end));
  },
};
