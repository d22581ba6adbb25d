import { gzip } from '../example.ts';
import { Chance } from '../chance.ts';
import { ACCOUNT, FLOW_LOG, REGION, VPC } from './vpc.ts';
import type { Card } from './vpc.ts';

/** The custom format of this flow log: fields of versions 2 to 5, not in the default's order. */
export const FIELDS = [
  'version',
  'account-id',
  'vpc-id',
  'subnet-id',
  'instance-id',
  'interface-id',
  'type',
  'srcaddr',
  'dstaddr',
  'pkt-srcaddr',
  'pkt-dstaddr',
  'srcport',
  'dstport',
  'protocol',
  'packets',
  'bytes',
  'start',
  'end',
  'action',
  'tcp-flags',
  'flow-direction',
  'traffic-path',
  'pkt-src-aws-service',
  'pkt-dst-aws-service',
  'log-status',
] as const;

/** What one side sent in one aggregation interval; `flags` as AWS ORs them, 0 without SYN, FIN or RST. */
export interface Sent {
  packets: number;
  bytes: number;
  flags?: number;
}

/** One record: what a card saw pass in one direction. */
export interface Leg {
  card: Card;
  src: string;
  dst: string;
  /** The packet's own addresses; the same as src and dst where nothing rewrote them. */
  pktSrc?: string;
  pktDst?: string;
  sport: number;
  dport: number;
  protocol: number;
  sent: Sent;
  /** Seconds since 1970. */
  start: number;
  end: number;
  direction: 'ingress' | 'egress';
  /** Egress only: 1 same VPC, 2 gateway endpoint, 8 internet gateway. */
  path?: number;
  srcService?: string;
  dstService?: string;
  action?: 'REJECT';
}

function line(leg: Leg): string {
  const { card, sent } = leg;
  const values: Record<(typeof FIELDS)[number], string | number> = {
    version: 5,
    'account-id': ACCOUNT,
    'vpc-id': VPC,
    'subnet-id': card.subnet.id,
    'instance-id': card.instance ?? '-',
    'interface-id': card.eni,
    type: 'IPv4',
    srcaddr: leg.src,
    dstaddr: leg.dst,
    'pkt-srcaddr': leg.pktSrc ?? leg.src,
    'pkt-dstaddr': leg.pktDst ?? leg.dst,
    srcport: leg.sport,
    dstport: leg.dport,
    protocol: leg.protocol,
    packets: sent.packets,
    bytes: sent.bytes,
    start: leg.start,
    end: leg.end,
    action: leg.action ?? 'ACCEPT',
    'tcp-flags': sent.flags ?? 0,
    'flow-direction': leg.direction,
    'traffic-path': leg.path ?? '-',
    'pkt-src-aws-service': leg.srcService ?? '-',
    'pkt-dst-aws-service': leg.dstService ?? '-',
    'log-status': 'OK',
  };
  return FIELDS.map((field) => values[field]).join(' ');
}

/** An interval in which a card had nothing to record, or lost records. */
export function emptyLine(card: Card, start: number, status: 'NODATA' | 'SKIPDATA'): string {
  const known: Partial<Record<(typeof FIELDS)[number], string | number>> = {
    version: 5,
    'account-id': ACCOUNT,
    'vpc-id': VPC,
    'subnet-id': card.subnet.id,
    'instance-id': card.instance ?? '-',
    'interface-id': card.eni,
    start,
    end: start + 59,
    'log-status': status,
  };
  return FIELDS.map((field) => known[field] ?? '-').join(' ');
}

const FILE_SECONDS = 300;

function stamp(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replaceAll(/[-:]/g, '').slice(0, 13);
}

/**
 * Files of five minutes in the S3 layout, each with the header; a file has the records card by card.
 * @param extra lines of intervals without records, with their start
 */
export function files(
  legs: readonly Leg[],
  extra: readonly { start: number; line: string }[],
): Map<string, Buffer> {
  const chance = new Chance(8);
  const buckets = new Map<number, { card: string; start: number; line: string }[]>();
  const put = (card: string, start: number, text: string): void => {
    const bucket = Math.floor(start / FILE_SECONDS) * FILE_SECONDS;
    const lines = buckets.get(bucket) ?? [];
    lines.push({ card, start, line: text });
    buckets.set(bucket, lines);
  };
  for (const leg of legs) put(leg.card.eni, leg.start, line(leg));
  for (const { start, line } of extra) put('', start, line);
  const made = new Map<string, Buffer>();
  for (const [bucket, lines] of [...buckets].sort((a, b) => a[0] - b[0])) {
    lines.sort((a, b) => (a.card === b.card ? a.start - b.start : a.card < b.card ? -1 : 1));
    const day = new Date(bucket * 1000).toISOString().slice(0, 10).replaceAll('-', '/');
    const folder = `AWSLogs/${ACCOUNT}/vpcflowlogs/${REGION}/${day}`;
    const name = `${ACCOUNT}_vpcflowlogs_${REGION}_${FLOW_LOG}_${stamp(bucket)}Z_${chance.hex(8)}.log.gz`;
    const text = [FIELDS.join(' '), ...lines.map((entry) => entry.line)].join('\n');
    made.set(`${folder}/${name}`, gzip(`${text}\n`));
  }
  return made;
}
