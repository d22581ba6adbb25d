import { isAmplifier } from '../../amplifiers.ts';
import { INWARD, OUTWARD } from '../../attempts.ts';
import { inwardConditions, outwardConditions } from '../../calls.ts';
import type { DetectorContext } from '../../detector.ts';
import { FLOWS } from '../../flow-thresholds.ts';
import type { Step } from '../../sql/steps.ts';
import { limitsOf } from '../../threshold.ts';
import { isUnusual } from './kinds.ts';
import { byVolume, isStray, pressedStep, TCP } from './pressed.ts';
import { FLOOD } from './thresholds.ts';

const [UDP, ICMP] = [17, '1, 58'];

/**
 * UDP ports of services that are only sent to and hardly ever answer: SNMP traps, syslog, NetFlow and IPFIX, mirrored packets in VXLAN
 * and Geneve, sFlow, StatsD. IANA Service Name and Transport Protocol Port Number Registry; 2055, 8125, 9995 and 9996 by the
 * documentation of Cisco and StatsD.
 */
const COLLECTORS = [162, 514, 2055, 4739, 4789, 6081, 6343, 8125, 9995, 9996];

/** Condition that a record is more than a reset. */
const NO_RESET = `NOT (protocol = ${TCP} AND tcp_flags IS NOT NULL AND tcp_flags IN (4, 20))`;

/**
 * Conditions of records that strangers sent to hosts of ours unasked: of TCP only what belongs to no connection, nothing from the ports of services that amplify (their
 * floods are reflected ones), and nothing that our side began, where what saw the packets says so.
 */
export function cameUnasked(context: DetectorContext, host?: string): string[] {
  return [
    `(protocol <> ${TCP} OR ${isStray(context)})`,
    'ts_start IS NOT NULL',
    ...inwardConditions(context, host),
    `NOT (protocol = ${UDP} AND ${isAmplifier('coalesce(src_port, 0)')})`,
    `coalesce(initiator, 'src') = 'src'`,
  ];
}

/** Of the hosts that are looked at: one, or those that got much. */
function looked(context: DetectorContext, host: string | undefined, expression: string): string[] {
  return host === undefined ? [`${expression} IN (SELECT host FROM pressed WHERE ${byVolume(context)})`] : [];
}

/** `went`: what those hosts sent to each stranger. A reset is no answer: a stray packet has one by rule (RFC 9293, section 3.10.7.1). */
function wentStep(context: DetectorContext, host: string | undefined): Step {
  const where = [...outwardConditions(context, host), ...looked(context, host, OUTWARD.host), NO_RESET];
  return {
    name: 'went',
    sql: `SELECT ${OUTWARD.host} AS host, ${OUTWARD.target} AS source, protocol, sum(packets) AS packets
  FROM flows WHERE ${where.join('\n    AND ')}
  GROUP BY 1, 2, 3`,
  };
}

/**
 * `answered`: strangers whose packets of a protocol our host answered, so that they are no flood. ICMP is answered by rule, so there it
 * counts only where nothing shows that they began it; errors, of which there are no more than packets that our host sent them
 * (RFC 1122, section 3.2.2), are answers. A protocol that nobody has a use for is no conversation, whatever came back.
 */
function answeredStep(context: DetectorContext): Step {
  const { share_back } = limitsOf(context, FLOOD);
  return {
    name: 'answered',
    sql: `SELECT c.host, c.source, c.protocol FROM (
    SELECT host, source, protocol, sum(packets) AS packets, max(began) AS began FROM came GROUP BY host, source, protocol
  ) c LEFT JOIN went w ON w.host = c.host AND w.source = c.source AND w.protocol = c.protocol
  LEFT JOIN (
    SELECT host, source, sum(packets) AS packets FROM went WHERE protocol NOT IN (${ICMP}) GROUP BY host, source
  ) o ON o.host = c.host AND o.source = c.source
  WHERE CASE WHEN c.protocol IN (${ICMP}) THEN coalesce(o.packets, 0) >= c.packets
        OR c.began = 0 AND coalesce(w.packets, 0) > ${share_back} * c.packets
      WHEN ${isUnusual('c.protocol')} THEN false
      ELSE coalesce(w.packets, 0) > ${share_back} * c.packets END`,
  };
}

/**
 * Steps up to `volumes`: windows in which a host of ours got a flood of a protocol other than TCP, or of TCP without
 * a connection, from however many. Of TCP nothing is said where the log has none that the host itself sent: there the answers are missing. Columns:
 * `host`, `protocol`, `start` (seconds since 1970) and the rates of the strongest time in the window.
 *
 * Records shorter than the time over which a rate is taken are counted by such times; longer ones by the window, over the time
 * from their first packet to their last. Else a flood of ten seconds would be thinned by the noise of ten minutes beside it.
 *
 * The lower rate does not count what is sent one way by rule: to collectors, and from strangers with whom the host holds a TCP
 * connection as well, by which cameras, phones and transfers over UDP are controlled.
 * @param host one host alone; undefined: every one
 */
export function volumeSteps(context: DetectorContext, window: number, host?: string): Step[] {
  const { dialect } = context.engine;
  const flood = limitsOf(context, FLOOD);
  const ended = 'coalesce(ts_end, ts_start)';
  const isLong = `${dialect.epoch(ended)} - ${dialect.epoch('ts_start')} >= ${flood.mean_over}`;
  const collected = `protocol = ${UDP} AND dst_port IN (${COLLECTORS.join(', ')})`;
  const span = `${dialect.epoch('max(c.last)')} - ${dialect.epoch('min(c.first)')} + 1`;
  return [
    ...(host === undefined ? [pressedStep(context)] : []),
    {
      name: 'came',
      sql: `SELECT ${INWARD.host} AS host, ${INWARD.target} AS source, protocol, CASE WHEN ${isLong} THEN 1 ELSE 0 END AS lasting,
    CASE WHEN ${isLong} THEN ${dialect.bucket('ts_start', window)} ELSE ${dialect.bucket('ts_start', flood.mean_over)} END AS bin,
    count(*) AS flows, sum(packets) AS packets, sum(bytes) AS bytes,
    sum(CASE WHEN ${collected} THEN packets ELSE 0 END) AS collected,
    max(CASE WHEN initiator = 'src' THEN 1 ELSE 0 END) AS began, min(ts_start) AS first, max(${ended}) AS last
  FROM flows WHERE ${[...cameUnasked(context, host), ...looked(context, host, INWARD.host)].join('\n    AND ')}
  GROUP BY 1, 2, 3, 4, 5`,
    },
    wentStep(context, host),
    answeredStep(context),
    {
      name: 'partners',
      sql: `SELECT host, source FROM went WHERE protocol = ${TCP} AND packets > ${limitsOf(context, FLOWS).attempt_packets}`,
    },
    {
      name: 'bins',
      sql: `SELECT c.host, c.protocol, c.bin, sum(c.flows) AS flows, sum(c.packets) AS packets, sum(c.bytes) AS bytes,
    sum(CASE WHEN p.source IS NULL THEN c.packets - c.collected ELSE 0 END) AS one_way,
    CASE WHEN c.lasting = 1 THEN greatest(${flood.mean_over}, ${span}) ELSE ${flood.mean_over} END AS seconds
  FROM came c LEFT JOIN answered a ON a.host = c.host AND a.source = c.source AND a.protocol = c.protocol
  LEFT JOIN partners p ON p.host = c.host AND p.source = c.source
  WHERE a.source IS NULL AND (c.protocol <> ${TCP} OR c.host IN (SELECT host FROM went WHERE protocol = ${TCP}))
  GROUP BY c.host, c.protocol, c.bin, c.lasting`,
    },
    {
      name: 'volumes',
      sql: `SELECT host, protocol, ${dialect.epoch(dialect.bucket('bin', window))} AS start,
    max(CAST(packets AS DOUBLE) / seconds) AS packets_per_second, max(CAST(bytes AS DOUBLE) * 8 / seconds) AS bits_per_second,
    max(CAST(flows AS DOUBLE) / seconds) AS flows_per_second
  FROM bins GROUP BY 1, 2, 3
  HAVING max(CAST(packets AS DOUBLE) / seconds) >= ${flood.packets_per_second}
    OR max(CAST(bytes AS DOUBLE) * 8 / seconds) >= ${flood.bits_per_second}
    OR max(CAST(flows AS DOUBLE) / seconds) >= ${flood.flows_per_second}
    OR sum(CASE WHEN one_way >= ${flood.one_sided_packets_per_second} * seconds THEN one_way ELSE 0 END) >= ${flood.one_sided_packets}`,
    },
  ];
}
