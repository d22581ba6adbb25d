import type { Table } from '../../../model/pictures.ts';
import type { Step } from '../../sql/steps.ts';
import { sqlLines, tableOf } from './requests.ts';
import { sqlCell } from './scope.ts';
import type { Scope } from './scope.ts';

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
  return tableOf(
    scope,
    { name: 'rhythm', message, columns, lines },
    {
      sql,
      busiest: 'requests',
      order,
      coded: {
        scope,
        columns: { provider: 'provider', user_agent: 'user_agent' },
        others: ['ts'],
        steps: rhythmSteps(engine.dialect.epoch('ts')),
        sql: `SELECT hours.provider, hours.user_agent, sum(hours.requests) AS requests, min(hours.first) AS first, max(hours.last) AS last,
  round(max(median), 3) AS median_gap_seconds, count(hour) AS active_hours,
  round(sum(hours.requests) / CAST(count(hour) AS DOUBLE), 2) AS requests_per_active_hour
FROM hours LEFT JOIN medians ON medians.program = hours.program
GROUP BY hours.provider, hours.user_agent`,
      },
    },
  );
}

/** No text has this number; it comes after all of them. */
const UNKNOWN = 2 ** 53 - 1;
/** More than there are different user agents: an agent of a provider is one number, which is half the key of two. */
const AGENTS = 2 ** 31;

/**
 * The gaps are counted by their length, of which there are few, so that the one in the middle is found without putting all of
 * them in order. A provider or agent that is not known has a number, too, so that it is equal to itself.
 */
function rhythmSteps(second: string): Step[] {
  const middle = (place: string): string =>
    `max(CASE WHEN upto - times < ${place} AND upto >= ${place} THEN gap END)`;
  return [
    {
      name: 'known',
      sql: `SELECT coalesce(provider, ${UNKNOWN}) AS provider, coalesce(user_agent, ${UNKNOWN}) AS user_agent,
    coalesce(provider, 0) * ${AGENTS} + coalesce(user_agent, 0) AS program, ts, ${second} AS second FROM coded`,
    },
    {
      name: 'hours',
      sql: `SELECT program, floor(second / 3600e0) AS hour, max(provider) AS provider, max(user_agent) AS user_agent,
    count(*) AS requests, min(ts) AS first, max(ts) AS last
  FROM known GROUP BY program, floor(second / 3600e0)`,
    },
    {
      name: 'gaps',
      sql: `SELECT program, gap, count(*) AS times FROM (
    SELECT program, second - lag(second) OVER (PARTITION BY program ORDER BY second) AS gap FROM known) AS paced
  WHERE gap IS NOT NULL GROUP BY program, gap`,
    },
    {
      name: 'placed',
      sql: `SELECT program, gap, times, sum(times) OVER (PARTITION BY program ORDER BY gap) AS upto,
    sum(times) OVER (PARTITION BY program) AS n FROM gaps`,
    },
    {
      name: 'medians',
      sql: `SELECT program, (${middle('floor((n + 1) / 2e0)')} + ${middle('floor(n / 2e0) + 1')}) / 2 AS median FROM placed GROUP BY program`,
    },
  ];
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
    {
      sql,
      busiest: 'requests',
      order: 'provider, hour_utc',
      coded: {
        scope,
        columns: { provider: 'provider' },
        others: ['c_ip', 'ts'],
        sql: `SELECT provider, hour_utc, sum(requests) AS requests, count(*) AS addresses
FROM (SELECT provider, ${hour} AS hour_utc, c_ip, count(*) AS requests FROM coded GROUP BY provider, ${hour}, c_ip) AS clients
GROUP BY provider, hour_utc`,
      },
    },
  );
}
