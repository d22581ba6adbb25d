import { INWARD, isMiddlebox, NO_REFUSAL } from '../../attempts.ts';
import type { DetectorContext } from '../../detector.ts';
import type { Step } from '../../sql/steps.ts';
import { limitsOf } from '../../threshold.ts';
import { FLOOD } from './thresholds.ts';

/** Length of the windows in which hosts are singled out, in seconds: the shortest aggregation of VPC flow logs. */
export const WINDOW = 60;
export const TCP = 6;

/** A SYN and nothing more; the reset of somebody whose address was forged may follow. */
export const SYN_ONLY = 'tcp_flags % 64 IN (2, 6) AND bytes <= 60 * packets';

/**
 * TCP that opens no connection and carries nothing: an ACK, a FIN or a reset without any SYN in the record, of a log that has flags. So
 * are the later records of a long transfer, which the host answers. A SYN-ACK is the answer to a SYN that somebody sent in our name, and
 * one that resets with few packets is one as well (`backscatter`).
 */
export function isStray(context: DetectorContext): string {
  const { data_bytes } = limitsOf(context, FLOOD);
  return `(protocol = ${TCP} AND tcp_flags IS NOT NULL AND tcp_flags % 4 < 2 AND bytes <= ${data_bytes} * packets AND ${NO_REFUSAL})`;
}

/** Conditions of records that came from outside to hosts of ours that are no middlebox. */
export function fromOutside(context: DetectorContext): string[] {
  return [
    'ts_start IS NOT NULL',
    context.localNetworks.condition(INWARD.host),
    `NOT ${context.localNetworks.condition(INWARD.target)}`,
    `NOT ${isMiddlebox(context, INWARD.host)}`,
  ];
}

/** Least packets of other protocols than TCP, or of TCP without a connection, in a window: half of what a flood has, as a flood may lie in two of them. */
function leastPackets(context: DetectorContext): number {
  const { one_sided_packets, packets_per_second, mean_over } = limitsOf(context, FLOOD);
  return Math.min(one_sided_packets, packets_per_second * mean_over) / 2;
}

/** Condition on a row of `pressed`: by what needs no connection. */
export function byVolume(context: DetectorContext): string {
  const { flows_per_second, bits_per_second, mean_over } = limitsOf(context, FLOOD);
  return `(packets >= ${leastPackets(context)} OR flows >= ${(flows_per_second * mean_over) / 2}
    OR bytes >= ${(bits_per_second * mean_over) / 16})`;
}

/**
 * `pressed`: hosts of ours that got in some minute what may be a flood, whatever of; the detectors of inbound floods have it in
 * common, so that the rows are read once for them. `syns` are records, the others are sums over all
 * protocols but TCP, and over TCP without a connection.
 */
export function pressedStep(context: DetectorContext): Step {
  const volume = `(protocol <> ${TCP} OR ${isStray(context)})`;
  const other = (sum: string): string => `sum(CASE WHEN ${volume} THEN ${sum} ELSE 0 END)`;
  const sums = `SELECT ${INWARD.host} AS host, ${context.engine.dialect.bucket('ts_start', WINDOW)} AS win,
    sum(CASE WHEN protocol = ${TCP} AND ${SYN_ONLY} THEN 1 ELSE 0 END) AS syns, ${other('1')} AS flows, ${other('packets')} AS packets,
    ${other('bytes')} AS bytes
    FROM flows WHERE ${[...fromOutside(context), `(${volume} OR ${SYN_ONLY})`].join('\n    AND ')}
    GROUP BY 1, 2`;
  return {
    name: 'pressed',
    few: true,
    shared: true,
    sql: `SELECT host, win, syns, flows, packets, bytes FROM (${sums}) AS summed
  WHERE syns >= ${limitsOf(context, FLOOD).syn_sources} OR ${byVolume(context)}`,
  };
}
