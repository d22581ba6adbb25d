import type { Table } from '../../../model/pictures.ts';
import { sqlCell, sqlLines, tableOf } from './requests.ts';
import type { Scope } from './requests.ts';

/**
 * At what pace each cloud's programs ask: the median of the gaps between one request and the next (exact: the
 * middle gap, or the mean of the two in the middle), and requests per hour over the hours in which there were any.
 */
export function rhythm(scope: Scope): Promise<Table> {
  const { engine, known, from } = scope;
  const columns = [
    'provider',
    'user_agent',
    'requests',
    'first',
    'last',
    'median_gap_seconds',
    'active_hours',
    'requests_per_active_hour',
  ];
  const message = { key: 'tableRhythm', params: { known } } as const;
  const agent = sqlCell('user_agent');
  // What came at one moment is one row, with gaps of nothing within it: of a flood there are moments, and no list of its requests.
  const whose = 'PARTITION BY provider, user_agent';
  const sql = `SELECT provider, user_agent, max(requests) AS requests, min(first) AS first, max(last) AS last,
  CASE WHEN max(gaps) > 0 THEN round(coalesce(sum(CASE WHEN place * 2 BETWEEN gaps AND gaps + 2 THEN gap END), 0e0)
    / (CASE WHEN max(gaps) = 2 * floor(max(gaps) / 2e0) THEN 2e0 ELSE 1e0 END), 3) END AS median_gap_seconds,
  count(DISTINCT floor(second / 3600e0)) AS active_hours,
  round(max(requests) / CAST(count(DISTINCT floor(second / 3600e0)) AS DOUBLE), 2) AS requests_per_active_hour
FROM (
  SELECT paced.*, requests - 1 AS gaps,
    requests - moments + row_number() OVER (${whose} ORDER BY gap NULLS LAST, second) AS place
  FROM (
    SELECT provider, user_agent, first, last, second,
      second - lag(second) OVER (${whose} ORDER BY second) AS gap,
      CAST(sum(hits) OVER (${whose}) AS BIGINT) AS requests, count(*) OVER (${whose}) AS moments
    FROM (
      SELECT provider, user_agent, second, count(*) AS hits, min(ts) AS first, max(ts) AS last
      FROM (SELECT provider, ${agent} AS user_agent, ts, ${engine.dialect.epoch('ts')} AS second ${from}) AS timed
      GROUP BY provider, user_agent, second
    ) AS moment
  ) AS paced
) AS ranked GROUP BY provider, user_agent`;
  const order = 'requests DESC, provider, user_agent';
  const lines = {
    sql: sqlLines(scope, { user_agent: agent }),
    by: ['provider', 'user_agent'],
    counted: 'requests',
  };
  return tableOf(scope, { name: 'rhythm', message, columns, lines }, { sql, busiest: 'requests', order });
}

/** Requests by hour of the day (UTC): people sleep, scripts do not. */
export function hoursOfDay(scope: Scope): Promise<Table> {
  const { engine, known, from } = scope;
  const columns = ['provider', 'hour_utc', 'requests', 'addresses'];
  const message = { key: 'tableHours', params: { known } } as const;
  const hour = `CAST(floor((${engine.dialect.epoch('ts')} - 86400 * floor(${engine.dialect.epoch('ts')} / 86400)) / 3600) AS INTEGER)`;
  const sql = `SELECT provider, ${hour} AS hour_utc, count(*) AS requests, count(DISTINCT c_ip) AS addresses
${from} GROUP BY provider, ${hour}`;
  return tableOf(
    scope,
    {
      name: 'hours_of_day',
      message,
      columns,
      lines: { sql: sqlLines(scope, { hour_utc: hour }), by: ['provider', 'hour_utc'], counted: 'requests' },
    },
    { sql, busiest: 'requests', order: 'provider, hour_utc' },
  );
}
