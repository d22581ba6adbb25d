import type { Step } from '../../sql/steps.ts';

const LEVELS: readonly (readonly [level: number, words: readonly string[]])[] = [
  [3, ['critical', 'crit', 'emergency', 'emerg', 'alert', 'high']],
  [1, ['notice', 'info', 'informational', 'low', 'debug', 'count', '4', '5', '255']],
];

/** Without a severity, or with a word that is not known, it is in the middle. */
export const MEDIUM = 2;
export const HIGH = 3;

/**
 * Severities in one order, 3 the gravest: those of syslog (RFC 5424, table 2), which ModSecurity uses; those of GuardDuty; those
 * of Suricata, which the reader has put into words; the actions of AWS WAF, of which COUNT is the mildest.
 */
const LEVEL = `CASE ${LEVELS.map(
  ([level, words]) =>
    `WHEN lower(severity) IN (${words.map((word) => `'${word}'`).join(', ')}) THEN ${level}`,
).join(' ')} ELSE ${MEDIUM} END`;

/** What a client wrote is counted by its first so many characters. */
const cell = (column: string, most: number): string => `substr(${column}, 1, ${most})`;

/**
 * Steps up to `raised`: the alerts with `level`, whether their ends are ours (`own_src`, `own_dst`), and `fate`, the outcome: what
 * was blocked by one alert has not passed by another that is about the same request.
 */
export function raisedSteps(): Step[] {
  return [
    {
      name: 'stopped',
      few: true,
      sql: `SELECT DISTINCT sensor AS stopped_by, request_id AS stopped_id FROM alerts
  WHERE outcome = 'blocked' AND request_id IS NOT NULL`,
    },
    {
      name: 'raised',
      sql: `SELECT ts, evidence, line, src, dst, dst_port, sensor, kind, request_id, hash,
    ${cell('rule', 200)} AS rule, ${cell('message', 200)} AS message, ${cell('url', 300)} AS url, severity, ${LEVEL} AS level,
    CASE WHEN stopped_id IS NOT NULL THEN 'blocked' ELSE outcome END AS fate,
    coalesce(from_us.is_local, 0) AS own_src, coalesce(to_us.is_local, 0) AS own_dst
  FROM alerts LEFT JOIN stopped ON stopped_by = sensor AND stopped_id = request_id
  LEFT JOIN addresses AS from_us ON from_us.address = src
  LEFT JOIN addresses AS to_us ON to_us.address = dst`,
    },
  ];
}

/** How many requests the alerts are about that meet a condition: those with one id are one, an alert without id is one. */
export function requestsWhere(condition = 'true'): string {
  return `count(DISTINCT CASE WHEN ${condition} THEN request_id END)
    + count(CASE WHEN ${condition} AND request_id IS NULL THEN 1 END)`;
}

/** Requests in all, blocked, and let through. */
export const FATES = `${requestsWhere()} AS reported,
    ${requestsWhere("fate = 'blocked'")} AS blocked,
    ${requestsWhere("fate = 'passed'")} AS passed`;
