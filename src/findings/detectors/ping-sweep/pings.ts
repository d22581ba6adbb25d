import { INWARD, OUTWARD, sentConditions } from '../../attempts.ts';
import type { DetectorContext } from '../../detector.ts';
import { RECORDER } from '../../network/sightings.ts';
import type { Step } from '../../sql/steps.ts';
import { limitsOf } from '../../threshold.ts';
import { ICMP } from './thresholds.ts';

/** ICMP, and ICMP of IPv6. */
const PROTOCOLS = 'protocol IN (1, 58)';

/** No host alone: multicast, to which IPv6 asks for its neighbours, and addresses of one link. */
const manyFold = (address: string): string =>
  `(${address} LIKE 'ff%' OR ${address} LIKE 'fe80:%' OR ${address} LIKE '224.%')`;

/**
 * No source of flows has ICMP's type. An error quotes what it is about, so it is longer than a bare echo request, and hardly ever
 * as long as that of Windows or of Unix: IP header and 8 bytes, with 0, 32, 56 or 64 bytes of data.
 */
const ECHO_SIZED = `((src NOT LIKE '%:%' AND bytes IN (28 * packets, 60 * packets, 84 * packets, 92 * packets))
      OR (src LIKE '%:%' AND bytes IN (48 * packets, 80 * packets, 104 * packets, 112 * packets)))`;

const and = (conditions: readonly string[]): string => conditions.join('\n    AND ');

/** Conditions of pings that hosts of ours sent. */
export function sentPings(context: DetectorContext): string[] {
  return [
    PROTOCOLS,
    'ts_start IS NOT NULL',
    ...sentConditions(context, {}),
    `NOT ${manyFold(OUTWARD.target)}`,
  ];
}

/** Conditions of pings from outside, by the addresses of the interface that recorded them. */
export function receivedPings(context: DetectorContext): string[] {
  const condition = (address: string): string => context.localNetworks.condition(address);
  return [PROTOCOLS, 'ts_start IS NOT NULL', 'src IS NOT NULL', condition('dst'), `NOT ${condition('src')}`];
}

/** `sweeps`, of `pings`: who pinged enough hosts that stayed silent. */
function sqlSweeps(context: DetectorContext): string {
  const { window, hosts, unanswered_share } = limitsOf(context, ICMP);
  const { dialect } = context.engine;
  return `SELECT totals.*, busiest FROM (
    SELECT pinger, protocol, count(*) AS hosts, count(CASE WHEN silent THEN 1 END) AS silent_hosts, sum(records) AS flows,
      sum(packets) AS packets, sum(bytes) AS bytes, min(first) AS first, max(last) AS last, sum(own) AS own,
      ${dialect.sample('target', 10)} AS sample
    FROM pings GROUP BY pinger, protocol
  ) AS totals JOIN (
    SELECT pinger AS of_pinger, protocol AS of_protocol, max(recent) AS busiest FROM (
      SELECT pinger, protocol, count(*) OVER (
        PARTITION BY pinger, protocol ORDER BY second RANGE BETWEEN ${window} PRECEDING AND CURRENT ROW) AS recent
      FROM pings WHERE silent
    ) AS counted GROUP BY 1, 2
  ) AS peaks ON of_pinger = pinger AND of_protocol = protocol
  WHERE busiest >= ${hosts} AND silent_hosts >= ${unanswered_share} * hosts`;
}

/**
 * Steps up to `sweeps`: hosts of ours that pinged many. What answers somebody who had sent us something (an error, an echo) is no ping.
 * @param host one host alone; undefined: every one
 */
export function outboundSteps(context: DetectorContext, host?: string): Step[] {
  const { hosts } = limitsOf(context, ICMP);
  const { dialect } = context.engine;
  const condition = (address: string): string => context.localNetworks.condition(address);
  const hosting = host === undefined ? 'SELECT pinger FROM many' : dialect.text(host);
  return [
    ...(host === undefined
      ? [
          {
            name: 'many',
            few: true as const,
            sql: `SELECT pinger FROM (SELECT DISTINCT ${OUTWARD.host} AS pinger, ${OUTWARD.target} AS target
    FROM flows WHERE ${and(sentPings(context))}) AS pairs GROUP BY pinger HAVING count(*) >= ${hosts}`,
          },
        ]
      : []),
    {
      // Several interfaces record the same packets: each pair is counted where most of it was seen.
      name: 'sent',
      sql: `SELECT pinger, target, protocol, max(records) AS records, max(packets) AS packets, max(bytes) AS bytes, min(first) AS first,
    max(last) AS last, max(own) AS own FROM (
      SELECT ${OUTWARD.host} AS pinger, ${OUTWARD.target} AS target, protocol, coalesce(${RECORDER}, '') AS recorder,
        count(*) AS records, sum(packets) AS packets, sum(bytes) AS bytes, min(ts_start) AS first,
        max(coalesce(ts_end, ts_start)) AS last, max(CASE WHEN ${condition(OUTWARD.target)} THEN 1 ELSE 0 END) AS own
      FROM flows WHERE ${and([...sentPings(context), `${OUTWARD.host} IN (${hosting})`])}
      GROUP BY 1, 2, 3, 4
    ) AS seen GROUP BY pinger, target, protocol`,
    },
    {
      name: 'came',
      sql: `SELECT ${INWARD.host} AS pinger, ${INWARD.target} AS target, min(ts_start) AS first,
    max(CASE WHEN ${PROTOCOLS} THEN 1 ELSE 0 END) AS echoed
    FROM flows WHERE ${INWARD.host} IN (${hosting}) GROUP BY 1, 2`,
    },
    {
      name: 'pings',
      few: true,
      sql: `SELECT sent.*, ${dialect.epoch('sent.first')} AS second, coalesce(echoed, 0) = 0 AS silent
    FROM sent LEFT JOIN came ON came.pinger = sent.pinger AND came.target = sent.target
    WHERE came.first IS NULL OR sent.first < came.first OR echoed = 1 AND sent.first = came.first`,
    },
    { name: 'sweeps', few: true, sql: sqlSweeps(context) },
  ];
}

/**
 * Steps up to `sweeps`: addresses outside that pinged many hosts of ours. Of an ICMP packet that nobody answered it is not known whether it was a
 * ping: it counts if it is as long as one, and was refused (what belongs to a connection is let in) or came to a host that never sent anything.
 * @param source one source alone; undefined: every one
 */
export function inboundSteps(context: DetectorContext, source?: string): Step[] {
  const { hosts } = limitsOf(context, ICMP);
  const { dialect } = context.engine;
  const condition = (address: string): string => context.localNetworks.condition(address);
  const sources = source === undefined ? 'SELECT pinger FROM many' : dialect.text(source);
  return [
    ...(source === undefined
      ? [
          {
            name: 'many',
            few: true as const,
            sql: `SELECT pinger FROM (SELECT DISTINCT src AS pinger, dst AS target FROM flows WHERE ${and(receivedPings(context))}) AS pairs
    GROUP BY pinger HAVING count(*) >= ${hosts}`,
          },
        ]
      : []),
    {
      name: 'came',
      sql: `SELECT src AS pinger, dst AS target, protocol, count(*) AS records, sum(packets) AS packets, sum(bytes) AS bytes,
    min(ts_start) AS first, max(coalesce(ts_end, ts_start)) AS last, 1 AS own,
    max(CASE WHEN action = 'REJECT' THEN 1 ELSE 0 END) AS refused, max(CASE WHEN ${ECHO_SIZED} THEN 1 ELSE 0 END) AS sized
    FROM flows WHERE ${and([...receivedPings(context), `src IN (${sources})`])}
    GROUP BY 1, 2, 3`,
    },
    {
      name: 'echoed',
      sql: `SELECT dst AS pinger, src AS target, min(ts_start) AS first FROM flows
    WHERE ${and([PROTOCOLS, condition('src'), `dst IN (${sources})`])} GROUP BY 1, 2`,
    },
    {
      name: 'lively',
      sql: `SELECT DISTINCT src AS host FROM flows WHERE NOT ${PROTOCOLS} AND src IN (SELECT target FROM came)`,
    },
    {
      name: 'pings',
      few: true,
      sql: `SELECT came.*, ${dialect.epoch('came.first')} AS second, echoed.pinger IS NULL AS silent
    FROM came LEFT JOIN echoed ON echoed.pinger = came.pinger AND echoed.target = came.target
    LEFT JOIN lively ON lively.host = came.target
    WHERE came.first <= echoed.first OR echoed.pinger IS NULL AND sized = 1 AND (refused = 1 OR lively.host IS NULL)`,
    },
    { name: 'sweeps', few: true, sql: sqlSweeps(context) },
  ];
}
