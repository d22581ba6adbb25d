import type { Step } from '../../sql/steps.ts';
import type { DetectorContext } from '../../detector.ts';
import { limitsOf } from '../../threshold.ts';
import { probes } from './contacts.ts';
import { SCANNED_BY } from './thresholds.ts';

/** A group's sources have tried no more ports than this: their list is compared as a text. */
const MOST_PORTS = 50;

/**
 * Steps up to `together`: sources below every threshold, by protocol and set of ports. They scan together by one of two signs
 * that chance does not give: the same set of some ports at nearly the same pace, or hosts that are divided among them, so that
 * hardly any is tried twice.
 */
export function togetherSteps(context: DetectorContext): Step[] {
  const { engine, localNetworks } = context;
  const { dialect } = engine;
  const limits = limitsOf(context, SCANNED_BY);
  const least = Math.min(limits.hosts, limits.ports, limits.pairs);
  const { together_sources, together_ports, together_share, together_apart } = limits;
  const asked = ['q.source = t.source', 'q.host = t.host', 'q.port = t.port', 'q.protocol = t.protocol'];
  return [
    {
      name: 'probed',
      few: true,
      sql: `SELECT src AS source, dst AS host, dst_port AS port, protocol, min(ts_start) AS first, max(coalesce(ts_end, ts_start)) AS last,
    count(*) AS records, sum(packets) AS packets, sum(bytes) AS bytes, ${dialect.epoch('min(ts_start)')} AS second
    FROM flows WHERE ${probes(context).join('\n    AND ')}
    GROUP BY 1, 2, 3, 4`,
    },
    {
      name: 'probers',
      few: true,
      sql: `SELECT source, protocol, count(*) AS pairs, count(DISTINCT host) AS hosts, count(DISTINCT port) AS ports, ${dialect.sample('port', MOST_PORTS)} AS port_set,
    CAST(max(second) - min(second) AS DOUBLE) / greatest(1, count(*) - 1) AS pace
    FROM probed GROUP BY source, protocol
    HAVING count(*) >= 3 AND count(*) < ${least} AND count(DISTINCT port) <= ${MOST_PORTS}`,
    },
    {
      name: 'paced',
      sql: `SELECT probers.*, row_number() OVER (PARTITION BY protocol, port_set ORDER BY pace, source) AS place,
    count(*) OVER (PARTITION BY protocol, port_set) AS members FROM probers`,
    },
    {
      name: 'median',
      sql: `SELECT protocol, port_set, pace FROM paced WHERE members >= ${together_sources} AND place = floor((members + 1) / 2e0)`,
    },
    {
      name: 'alike',
      sql: `SELECT paced.protocol, paced.port_set, max(ports) AS ports, count(*) AS members, max(median.pace) AS pace,
    count(CASE WHEN 2 * paced.pace >= median.pace AND paced.pace <= 2 * median.pace THEN 1 END) AS in_step
    FROM paced JOIN median ON median.protocol = paced.protocol AND median.port_set = paced.port_set
    GROUP BY 1, 2`,
    },
    {
      // How many try a port at all: of ports that everybody tries, some sets are common by chance.
      name: 'popular',
      sql: `SELECT port AS common_port, protocol AS common_protocol, count(DISTINCT source) AS everybody FROM probed GROUP BY 1, 2`,
    },
    {
      name: 'tries',
      sql: `SELECT t.*, alike.port_set, alike.pace, alike.ports, alike.members, alike.in_step, probers.hosts AS own_hosts, everybody,
    CASE WHEN q.source IS NULL THEN 1 ELSE 0 END AS silent
    FROM probed t JOIN probers ON probers.source = t.source AND probers.protocol = t.protocol
    JOIN alike ON alike.protocol = probers.protocol AND alike.port_set = probers.port_set
    JOIN popular ON common_port = t.port AND common_protocol = t.protocol
    LEFT JOIN (
      SELECT dst AS source, src AS host, src_port AS port, protocol FROM flows
      WHERE protocol IN (6, 17) AND ${localNetworks.condition('src')} AND dst IN (SELECT source FROM probers)
        AND NOT (protocol = 6 AND coalesce(tcp_flags, 0) IN (4, 20)) AND (protocol <> 6 OR packets > 1 OR coalesce(tcp_flags, 0) % 4 >= 2)
      GROUP BY 1, 2, 3, 4
    ) AS q ON ${asked.join(' AND ')}`,
    },
    {
      name: 'together',
      few: true,
      sql: `SELECT * FROM (
    SELECT protocol, port_set, max(members) AS sources, max(ports) AS ports, max(pace) AS pace, count(*) AS pairs, sum(silent) AS unanswered_pairs,
      count(DISTINCT host) AS hosts, min(own_hosts) AS least_hosts, sum(records) AS flows, sum(packets) AS packets, sum(bytes) AS bytes, min(first) AS first, max(last) AS last,
      max(in_step) AS in_step, min(everybody) AS rarest, ${dialect.sample('source', 10)} AS source_sample, ${dialect.sample('host', 10)} AS sample
    FROM tries GROUP BY protocol, port_set
  ) AS grouped JOIN (
    SELECT protocol AS pair_protocol, port_set AS pair_set, count(*) AS distinct_pairs, sum(CASE WHEN tries_of_it = 1 THEN 1 ELSE 0 END) AS apart FROM (
      SELECT protocol, port_set, host, port, count(*) AS tries_of_it FROM tries GROUP BY 1, 2, 3, 4
    ) AS each_pair GROUP BY 1, 2
  ) AS spread ON pair_protocol = protocol AND pair_set = port_set
  WHERE unanswered_pairs >= ${limits.slow_share} * pairs
    AND (ports >= ${together_ports} AND in_step >= ${together_share} * sources AND 2 * sources >= rarest
      OR apart >= ${together_apart} * distinct_pairs AND hosts >= ${limits.hosts} AND least_hosts >= 3
        AND 2 * distinct_pairs >= ports * (SELECT count(*) AS n FROM addresses WHERE is_local = 1))`,
    },
  ];
}
