import { RECORDER } from '../../network/sightings.ts';
import { INWARD, OUTWARD, scopeConditions, sentConditions } from '../../attempts.ts';
import type { Scope } from '../../attempts.ts';
import type { DetectorContext } from '../../detector.ts';
import { FLOOD } from './thresholds.ts';
import { limitsOf } from '../../threshold.ts';

/**
 * Common table expressions up to `rates`: one row for each (host, target, protocol, interface, win) with what was
 * sent, at what rate, and what came back. Windows are as long as the log's aggregation; a rate is over the time from
 * the first packet to the last of the window, at least `mean_over` seconds, so that records of one and of ten
 * minutes give the same rate for the same traffic. SYN packets are those of records with the SYN flag and no more
 * than 60 bytes a packet: the first record of a long upload has the flag, too.
 *
 * @param having condition on the sums of a group that is worth a look; undefined: all
 */
export function sqlRates(context: DetectorContext, scope: Scope, window: number, having?: string): string {
  const { dialect } = context.engine;
  const { mean_over } = limitsOf(context, FLOOD);
  const key = 'host, target, protocol, interface, win';
  const win = dialect.bucket('ts_start', window);
  const on = (left: string, right: string): string =>
    key
      .split(', ')
      .map((column) => `${left}.${column} = ${right}.${column}`)
      .join(' AND ');
  const sentWhere = [
    'protocol IS NOT NULL',
    'ts_start IS NOT NULL',
    `coalesce(action, 'ACCEPT') = 'ACCEPT'`,
    ...sentConditions(context, scope),
  ];
  // Two columns group faster than five: first the targets that got enough from all of us together.
  const loud =
    having === undefined
      ? ''
      : `loud AS (
  SELECT ${OUTWARD.target} AS target, ${win} AS win
  FROM flows WHERE ${sentWhere.join('\n    AND ')}
  GROUP BY 1, 2 HAVING ${having}
), `;
  if (having !== undefined) sentWhere.push(`${OUTWARD.target} IN (SELECT target FROM loud)`);
  return `WITH ${loud}sent AS (
  SELECT ${OUTWARD.host} AS host, ${OUTWARD.target} AS target, protocol, coalesce(${RECORDER}, '') AS interface,
    ${win} AS win, count(*) AS flows, sum(packets) AS packets, sum(bytes) AS bytes,
    sum(CASE WHEN tcp_flags IN (2, 6) AND bytes <= 60 * packets THEN packets ELSE 0 END) AS syn_packets,
    min(ts_start) AS first, max(coalesce(ts_end, ts_start)) AS last,
    greatest(${mean_over}, ${dialect.epoch('max(coalesce(ts_end, ts_start))')} - ${dialect.epoch('min(ts_start)')} + 1) AS seconds
  FROM flows WHERE ${sentWhere.join('\n    AND ')}
  GROUP BY 1, 2, 3, 4, 5${having === undefined ? '' : ` HAVING ${having}`}
), got AS (
  SELECT ${INWARD.host} AS host, ${INWARD.target} AS target, protocol, coalesce(${RECORDER}, '') AS interface,
    ${win} AS win, sum(packets) AS packets
  FROM flows WHERE ${[`${INWARD.target} IN (SELECT target FROM sent)`, ...scopeConditions(context, scope, INWARD)].join('\n    AND ')}
  GROUP BY 1, 2, 3, 4, 5
), rates AS (
  SELECT s.host, s.target, s.protocol, s.interface, s.win, s.flows, s.packets, s.bytes, s.syn_packets,
    s.first, s.last, s.seconds, coalesce(g.packets, 0) AS packets_back
  FROM sent s LEFT JOIN got g ON ${on('s', 'g')}
)`;
}
