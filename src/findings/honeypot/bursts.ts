import { limitsOf } from '../threshold.ts';
import type { Thresholds } from '../threshold.ts';
import type { Plan, Pot } from './pot.ts';
import { NO_PORT } from './records.ts';
import { HONEYPOT } from './thresholds.ts';

/** Answers burst with what they answer. */
const TOLD = "class NOT IN ('answer', 'response')";

/**
 * The places of the days that are bursts of a series, by the same definition.
 * @param values flows by day; days without any have none of the median
 */
export function burstsIn(values: readonly number[], inForce: { thresholds: Thresholds }): number[] {
  const limits = limitsOf(inForce, HONEYPOT);
  const active = values.filter((value) => value > 0).toSorted((a, b) => a - b);
  if (active.length < limits.burst_days) return [];
  const median = active[Math.floor(active.length / 2)] ?? 0;
  const least = Math.max(
    limits.burst_times_median * median,
    limits.burst_share_of_peak * (active.at(-1) ?? 0),
  );
  return values.flatMap((value, place) => (value > least ? [place] : []));
}

/** Days on which far more came, or left, than on others, and the port that had the most of it. */
export function burstsPlan({ context }: Pot): Plan {
  const limits = limitsOf(context, HONEYPOT);
  return {
    name: 'honeypot_bursts',
    title: { key: 'tablePotBursts', params: {} },
    columns: [
      'day',
      'direction',
      'class',
      'flows',
      'median_flows',
      'times',
      'protocol',
      'port',
      'share_port',
    ],
    parts: [
      `daily AS (SELECT day, direction, class, sum(flows) AS flows FROM honeypot_cube WHERE ${TOLD}
  GROUP BY day, direction, class)`,
      `placed AS (
  SELECT daily.*, row_number() OVER (PARTITION BY direction, class ORDER BY flows, day) AS place,
    count(*) OVER (PARTITION BY direction, class) AS active, max(flows) OVER (PARTITION BY direction, class) AS peak
  FROM daily
)`,
      `medians AS (
  SELECT direction, class, max(CASE WHEN place = CAST(floor(active / 2e0) AS BIGINT) + 1 THEN flows END) AS median_flows
  FROM placed GROUP BY direction, class
)`,
      `aimed AS (
  SELECT day, direction, class, protocol, port, flows,
    row_number() OVER (PARTITION BY day, direction, class ORDER BY flows DESC, protocol, port) AS rank
  FROM (SELECT day, direction, class, protocol, port, sum(flows) AS flows FROM honeypot_cube
    GROUP BY day, direction, class, protocol, port) AS summed
)`,
    ],
    select: `SELECT p.day AS day, p.direction AS direction, p.class AS class, p.flows AS flows, m.median_flows AS median_flows,
  round(p.flows / CAST(m.median_flows AS DOUBLE), 1) AS times, a.protocol AS protocol, nullif(a.port, ${NO_PORT}) AS port,
  round(a.flows / CAST(p.flows AS DOUBLE), 4) AS share_port
FROM placed AS p JOIN medians AS m ON m.direction = p.direction AND m.class = p.class
JOIN aimed AS a ON a.day = p.day AND a.direction = p.direction AND a.class = p.class AND a.rank = 1
WHERE p.active >= ${limits.burst_days} AND p.flows > ${limits.burst_times_median} * m.median_flows
  AND p.flows > ${limits.burst_share_of_peak} * p.peak
ORDER BY p.day, p.direction, p.class`,
    by: ['day', 'direction', 'class'],
    counted: 'flows',
  };
}
