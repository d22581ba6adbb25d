import type { Row } from '../../../events/engines/engine.ts';
import type { FloodKind } from '../../../model/abuse-types.ts';
import type { DetectorContext } from '../../detector.ts';
import { numberIn } from '../../sql/number-in.ts';
import { limitsOf } from '../../threshold.ts';
import { FLOOD } from './thresholds.ts';

/**
 * What a flood consists of, and what of its rows says so. `why`: the reason why the kind is not known. The log has no TCP
 * flags; its records have none of SYN, FIN and RST, beside which not every log keeps the others; or they are mixed.
 */
export type KindOfFlood = {
  name: FloodKind;
  protocol: number;
  /** Mean bytes of a packet. */
  size: number;
  why?: 'flagless' | 'unlogged' | 'mixed';
};

const [TCP, UDP] = [6, 17];
const ICMP: ReadonlySet<number> = new Set([1, 58]);

/**
 * Protocols beside TCP, UDP and ICMP that networks have a use for: groups, routing, tunnels, and SCTP (IANA, Assigned Internet
 * Protocol Numbers). Any other is one that no host of a cloud should speak at such a rate.
 */
const IN_USE: ReadonlySet<number> = new Set([
  2, 4, 41, 46, 47, 50, 51, 88, 89, 94, 97, 103, 108, 112, 115, 132, 136, 137,
]);

/** SQL condition that a protocol is none that networks have a use for. */
export function isUnusual(expression: string): string {
  return `${expression} NOT IN (${[TCP, UDP, ...ICMP, ...IN_USE].join(', ')})`;
}

/** Packets by what tells the kind: a condition on the record for each. */
const TELLING = {
  /** No more than 60 bytes a packet: the first record of a long upload has the flag, too. */
  syn_packets: 'tcp_flags IN (2, 6) AND bytes <= 60 * packets',
  reset_packets: 'tcp_flags % 64 IN (4, 20)',
  ack_packets: 'tcp_flags % 32 >= 16 AND tcp_flags % 8 = 0',
  unmarked_packets: 'tcp_flags % 64 = 0',
  flagless_packets: `protocol = ${TCP} AND tcp_flags IS NULL`,
  /** Later fragments have no ports of their own (RFC 791); what reads packets leaves them out, NetFlow writes 0. */
  portless_packets: `protocol IN (${TCP}, ${UDP}) AND coalesce(src_port, 0) = 0 AND coalesce(dst_port, 0) = 0`,
} as const;

type KindSum = keyof typeof TELLING;

export const KIND_NAMES: readonly KindSum[] = [
  'syn_packets',
  'reset_packets',
  'ack_packets',
  'unmarked_packets',
  'flagless_packets',
  'portless_packets',
];

/** Sums over records, by which a flood's kind is told. */
export function kindSums(): string {
  return KIND_NAMES.map((name) => `sum(CASE WHEN ${TELLING[name]} THEN packets ELSE 0 END) AS ${name}`).join(
    ',\n    ',
  );
}

/** Sums of sums, by the same names. */
export function sumsOf(names: readonly string[]): string {
  return names.map((name) => `sum(${name}) AS ${name}`).join(', ');
}

/** The kind of a flood of TCP, by its flags and, where a log has none, by its length. */
function tcpKind(context: DetectorContext, share: (name: KindSum) => number, size: number): KindOfFlood {
  const { kind_share, data_bytes } = limitsOf(context, FLOOD);
  const of = { protocol: TCP, size };
  const mostly = (name: KindSum): boolean => share(name) >= kind_share;
  if (mostly('syn_packets')) return { ...of, name: 'syn_flood' };
  if (mostly('reset_packets')) return { ...of, name: 'tcp_reset_flood' };
  if (size > data_bytes && share('syn_packets') <= 1 - kind_share) return { ...of, name: 'tcp_data_flood' };
  if (mostly('ack_packets')) return { ...of, name: 'tcp_ack_flood' };
  if (mostly('flagless_packets')) return { ...of, name: 'unknown', why: 'flagless' };
  return { ...of, name: 'unknown', why: mostly('unmarked_packets') ? 'unlogged' : 'mixed' };
}

/** The kind of a flood by its protocol and its sums. @param row with `packets`, `bytes` and `KIND_NAMES` */
export function kindOf(context: DetectorContext, protocol: number, row: Row): KindOfFlood {
  const packets = Math.max(1, numberIn(row, 'packets'));
  const size = Math.round(numberIn(row, 'bytes') / packets);
  const share = (name: KindSum): number => numberIn(row, name) / packets;
  const of = { protocol, size };
  if (ICMP.has(protocol)) return { ...of, name: 'icmp_flood' };
  if (share('portless_packets') >= limitsOf(context, FLOOD).kind_share)
    return { ...of, name: 'fragment_flood' };
  if (protocol === UDP) return { ...of, name: 'udp_flood' };
  if (protocol === TCP) return tcpKind(context, share, size);
  return { ...of, name: IN_USE.has(protocol) ? 'protocol_flood' : 'unusual_protocol_flood' };
}
