import type { Dialect } from '../../events/engines/engine.ts';
import { isServicePort } from '../../net/ports.ts';
import { kindOf } from './known-clients.ts';

/**
 * A flow that looks like an answer: from a service's port to one that is none. Whoever scans us may forge the address of a
 * server that we ask ourselves, and what that one answers is not the attacker's.
 */
const ANSWERS = `CASE WHEN ${isServicePort('src_port')} AND NOT ${isServicePort('dst_port')} THEN 1 ELSE 0 END`;

/**
 * Rows of events as the replay sees them: who, when, with what, the account that was given and whether the login with it
 * worked. As they lie in the lake: what they mean is worked out of their counts, which are fewer.
 */
function events(tables: ReadonlySet<string>): string {
  // Whichever part is the first names the columns.
  const parts: string[] = [];
  if (tables.has('requests')) {
    parts.push(`SELECT c_ip AS address, ts, user_agent AS agent, cs_username AS account,
    CASE WHEN sc_status BETWEEN 200 AND 399 THEN 1 ELSE 0 END AS worked, 0 AS answers, 'requests' AS what
  FROM requests WHERE c_ip IS NOT NULL AND ts IS NOT NULL`);
  }
  if (tables.has('logins')) {
    // The service stands for the agent, as in the detectors of logins.
    parts.push(`SELECT c_ip AS address, ts, service AS agent, username AS account,
    CASE WHEN ok = 1 THEN 1 ELSE 0 END AS worked, 0 AS answers, 'logins' AS what
  FROM logins WHERE c_ip IS NOT NULL AND ts IS NOT NULL`);
  }
  if (tables.has('flows')) {
    parts.push(`SELECT src AS address, ts_start AS ts, CAST(NULL AS VARCHAR) AS agent, CAST(NULL AS VARCHAR) AS account,
    0 AS worked, ${ANSWERS} AS answers, 'flows' AS what
  FROM flows WHERE src IS NOT NULL AND ts_start IS NOT NULL`);
  }
  // Where nothing else was given, an alert stands for the request that it is about.
  if (parts.length === 0) {
    parts.push(`SELECT src AS address, ts, CAST(NULL AS VARCHAR) AS agent, CAST(NULL AS VARCHAR) AS account,
    0 AS worked, 0 AS answers, 'requests' AS what
  FROM alerts WHERE src IS NOT NULL AND ts IS NOT NULL`);
  }
  return parts.join(' UNION ALL ');
}

/**
 * Table of the addresses that the widest step reaches: the attackers', and all of the providers that they use; with
 * whose they are and whether an attacker used them.
 */
export function sqlReach(bad: string): string {
  return `SELECT address, max(attacked) AS attacked, max(provider) AS provider, max(prefix) AS prefix,
    max(services) AS services, max(region) AS region
  FROM (
    SELECT bad.address, 1 AS attacked, coalesce(provider, '') AS provider, coalesce(prefix, '') AS prefix,
      coalesce(services, '') AS services, coalesce(region, '') AS region
    FROM (SELECT DISTINCT address FROM ${bad}) AS bad LEFT JOIN attribution ON attribution.address = bad.address
    UNION ALL
    SELECT address, 0, provider, coalesce(prefix, ''), coalesce(services, ''), coalesce(region, '')
    FROM attribution WHERE provider IN (
      SELECT DISTINCT a.provider FROM ${bad} AS bad JOIN attribution AS a ON a.address = bad.address)
  ) AS owned GROUP BY address`;
}

/**
 * Table of what the reached addresses sent, counted, and whether it was the attackers'. The one pass over the rows. Only of
 * addresses that an attacker used it is counted by the day: for everybody else there would be thirty times as many counts.
 */
export function sqlHits(tables: ReadonlySet<string>, dialect: Dialect, reach: string, bad: string): string {
  const day = `CASE WHEN attacked = 1 THEN ${dialect.day('ts')} END`;
  const known = `CASE WHEN what = 'requests' THEN ${kindOf('agent')} ELSE 'other' END`;
  // Whoever is not accused and looks like them may be one of them, or somebody with the same browser.
  const alike = `what = 'requests' AND ${kindOf('agent')} = 'other' AND agent <> '' AND agent IN (SELECT agent FROM ${bad} AS bad WHERE agent IS NOT NULL)`;
  // A flow knows neither agent nor account: those of an attacker's address are his connections, seen by another log.
  return `SELECT hits.*, CASE WHEN ${alike} THEN 'alike' ELSE ${known} END AS kind, CASE WHEN answers = 0 AND EXISTS (
    SELECT 1 FROM ${bad} AS bad WHERE bad.address = hits.address AND (what = 'flows'
      OR (bad.agent IS NULL OR bad.agent = hits.agent) AND (bad.account IS NULL OR bad.account = hits.account))
  ) THEN 1 ELSE 0 END AS bad
FROM (
  SELECT address, day, coalesce(agent, '') AS agent,
    CASE WHEN worked = 1 THEN lower(coalesce(account, '')) ELSE '' END AS account, what, answers, requests
  FROM (
    SELECT seen.address, ${day} AS day, agent, account, worked, what, answers, count(*) AS requests
    FROM (${events(tables)}) AS seen JOIN ${reach} AS reach ON reach.address = seen.address
    GROUP BY seen.address, ${day}, agent, account, worked, what, answers
  ) AS counted
) AS hits`;
}

const OWNER = 'provider, prefix, services, region, attacked';

/** How many of the records are which, as `sent_requests` and so on. */
const RECORDS = ['requests', 'logins', 'flows'];
const SENT_PARTS = RECORDS.map((what) => `sent_${what}`);
const SENT = RECORDS.map(
  (what) => `sum(CASE WHEN what = '${what}' THEN requests ELSE 0 END) AS sent_${what}`,
).join(', ');

/** What the attackers sent from each prefix: up to the end of the first days, and later; later also by address. */
export function sqlBad(hits: string, reach: string, lastEarlyDay: string): string {
  return `SELECT provider, prefix, services, region,
    count(DISTINCT hits.address) AS addresses, sum(requests) AS requests, ${SENT},
    sum(CASE WHEN account <> '' THEN requests ELSE 0 END) AS signed_in,
    sum(CASE WHEN day <= '${lastEarlyDay}' THEN requests ELSE 0 END) AS early,
    sum(CASE WHEN day > '${lastEarlyDay}' AND early.address IS NOT NULL THEN requests ELSE 0 END) AS later_same_address
  FROM ${hits} AS hits JOIN ${reach} AS reach ON reach.address = hits.address
  LEFT JOIN (SELECT DISTINCT address FROM ${hits} WHERE bad = 1 AND day <= '${lastEarlyDay}') AS early
    ON early.address = hits.address
  WHERE bad = 1 GROUP BY provider, prefix, services, region`;
}

/** What everybody else sent from each prefix, by who it was. */
export function sqlGood(hits: string, reach: string): string {
  const kind = `CASE WHEN account <> '' THEN 'user' ELSE kind END`;
  return `SELECT ${OWNER}, account, kind, count(*) AS clients, sum(requests) AS requests,
    ${SENT_PARTS.map((part) => `sum(${part}) AS ${part}`).join(', ')}
  FROM (
    SELECT address, account, ${kind} AS kind, sum(requests) AS requests, ${SENT} FROM ${hits} AS hits
    WHERE bad = 0 GROUP BY address, account, ${kind}
  ) AS clients JOIN ${reach} AS reach ON reach.address = clients.address
  GROUP BY ${OWNER}, account, kind`;
}
