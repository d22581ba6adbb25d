import type { DetectorContext } from './detector.ts';
import { MAX_LINES } from './lines.ts';
import type { LoginLog } from './login-log.ts';

/** Clients that get a finding each; the others share one. */
export const MAX_CLIENTS = 25;

/** The figures of one attacker, whatever the rows are grouped by. */
function sqlFigures(context: DetectorContext): string {
  const { dialect } = context.engine;
  return `count(*) AS failures, count(DISTINCT strange.address) AS addresses,
  count(DISTINCT nullif(strange.account, '')) AS accounts,
  count(DISTINCT CASE WHEN let_in.account IS NULL THEN nullif(strange.account, '') END) AS never,
  min(strange.ts) AS first, max(strange.ts) AS last, min(strange.username) AS one_user,
  count(DISTINCT strange.server) AS servers, ${dialect.sample('strange.server', 10)} AS server_sample,
  ${dialect.sample('strange.port', 10)} AS ports, ${dialect.sample('strange.service', 10)} AS services,
  ${dialect.sample('strange.username', 5)} AS users, ${dialect.sample("nullif(strange.region, '')", 5)} AS regions`;
}

/**
 * Attackers who rotate: one provider and one user agent, many addresses, failures in all over the threshold.
 * Where no provider is known, only spraying tells them from phones with an old password, which roam too.
 * @param from the table of failures: `strange`, or what is left of it
 */
function withGroups(context: DetectorContext, from: string): string {
  const { failures, accounts, rotating_addresses, failures_per_known_account } =
    context.thresholds.login_attack;
  return `, let_in AS (
  SELECT DISTINCT provider, agent, account FROM outcomes WHERE ok AND account <> ''
), known AS (
  SELECT provider, agent, count(*) AS accounts FROM let_in GROUP BY provider, agent
), groups AS (
  SELECT strange.provider, strange.agent, ${sqlFigures(context)}
  FROM ${from} AS strange LEFT JOIN let_in ON let_in.provider = strange.provider AND let_in.agent = strange.agent
    AND let_in.account = strange.account
  GROUP BY strange.provider, strange.agent
  HAVING count(*) >= ${failures} AND count(DISTINCT strange.address) >= ${rotating_addresses}
), rotating AS (
  SELECT groups.* FROM groups LEFT JOIN known ON known.provider = groups.provider AND known.agent = groups.agent
  WHERE failures > ${failures_per_known_account} * coalesce(known.accounts, 0)
    AND (groups.provider <> '' OR never >= ${accounts})
)`;
}

/** Single clients: too many failures in a window, or on too many accounts. */
function withClients(context: DetectorContext, from: string): string {
  const { window, failures, accounts, failures_per_known_account } = context.thresholds.login_attack;
  return `, client_let_in AS (
  SELECT DISTINCT address, account FROM outcomes WHERE ok AND account <> ''
), client_known AS (
  SELECT address, count(*) AS accounts FROM client_let_in GROUP BY address
), pairs AS (
  SELECT address, lane, account, count(*) AS failures FROM ${from} AS strange GROUP BY address, lane, account
), sums AS (
  SELECT pairs.address, pairs.lane, sum(pairs.failures) AS failures,
    count(CASE WHEN client_let_in.account IS NULL THEN nullif(pairs.account, '') END) AS never
  FROM pairs LEFT JOIN client_let_in ON client_let_in.address = pairs.address AND client_let_in.account = pairs.account
  GROUP BY pairs.address, pairs.lane
), worth AS (
  SELECT sums.* FROM sums LEFT JOIN client_known ON client_known.address = sums.address
  WHERE failures > ${failures_per_known_account} * coalesce(client_known.accounts, 0)
    AND (failures >= ${failures} OR never >= ${accounts})
), paced AS (
  SELECT strange.address, strange.lane, count(*) OVER (PARTITION BY strange.address, strange.lane
    ORDER BY strange.second RANGE BETWEEN ${window} PRECEDING AND CURRENT ROW) AS recent
  FROM ${from} AS strange JOIN worth ON worth.address = strange.address AND worth.lane = strange.lane
), peaks AS (
  SELECT address, lane, max(recent) AS peak FROM paced GROUP BY address, lane
), hard AS (
  SELECT worth.address, worth.lane, worth.failures, peak,
    row_number() OVER (ORDER BY worth.failures DESC, worth.address, worth.lane) AS place
  FROM worth JOIN peaks ON peaks.address = worth.address AND peaks.lane = worth.lane
  WHERE peak >= ${failures} OR never >= ${accounts}
)`;
}

const WITHOUT_GROUPS = `, rest AS (
  SELECT strange.* FROM strange
  LEFT JOIN rotating ON rotating.provider = strange.provider AND rotating.agent = strange.agent
  WHERE rotating.agent IS NULL
)`;

const WITHOUT_CLIENTS = `, rest AS (
  SELECT strange.* FROM strange LEFT JOIN hard ON hard.address = strange.address AND hard.lane = strange.lane
  WHERE hard.address IS NULL
)`;

/** `WITH` clauses up to `rotating`: one row per group of rotating clients. */
export function sqlGroups(context: DetectorContext, log: LoginLog): string {
  const outcomes = log.outcomes(context.engine.dialect);
  if (log.first === 'groups') return `${outcomes}${withGroups(context, 'strange')}`;
  return `${outcomes}${withClients(context, 'strange')}${WITHOUT_CLIENTS}${withGroups(context, 'rest')}`;
}

/**
 * `WITH` clauses up to `shown`: one row per client (and lane) that is too many by itself, the one with most failures
 * first, and one, with the place after them, for all clients beyond those that are told one by one; `some` of these
 * by address, line end and lane.
 */
export function sqlClients(context: DetectorContext, log: LoginLog): string {
  const outcomes = log.outcomes(context.engine.dialect);
  const from = log.first === 'groups' ? 'rest' : 'strange';
  const groups = log.first === 'groups' ? `${withGroups(context, 'strange')}${WITHOUT_GROUPS}` : '';
  return `${outcomes}${groups}${withClients(context, from)}, shown AS (
  SELECT least(hard.place, ${MAX_CLIENTS + 1}) AS place, min(hard.address) AS address, min(hard.lane) AS lane,
    max(strange.provider) AS provider, max(hard.peak) AS peak,
    ${context.engine.dialect.sample(`CASE WHEN hard.place > ${MAX_CLIENTS} THEN hard.address || chr(10) || hard.lane END`, MAX_LINES)} AS some, ${sqlFigures(context)}
  FROM ${from} AS strange JOIN hard ON hard.address = strange.address AND hard.lane = strange.lane
  LEFT JOIN client_let_in AS let_in ON let_in.address = strange.address AND let_in.account = strange.account
  GROUP BY least(hard.place, ${MAX_CLIENTS + 1})
)`;
}

/** The first lines of each group; `subject` is provider, line end and user agent. */
export function sqlGroupLines(context: DetectorContext, log: LoginLog): string {
  const from = log.first === 'groups' ? 'strange' : 'rest';
  return `${sqlGroups(context, log)}
SELECT subject, evidence, line FROM (
  SELECT strange.provider || chr(10) || strange.agent AS subject, ts, evidence, line, row_number() OVER (
    PARTITION BY strange.provider, strange.agent ORDER BY ts, evidence, line) AS place
  FROM ${from} AS strange JOIN rotating ON rotating.provider = strange.provider AND rotating.agent = strange.agent
) AS ranked WHERE place <= ${MAX_LINES} ORDER BY subject, ts, evidence, line`;
}

/** The first lines of each client; `subject` is its address, line end and lane. */
export function sqlClientLines(
  context: DetectorContext,
  log: LoginLog,
  addresses: readonly string[],
): string {
  const { dialect } = context.engine;
  return `${log.outcomes(dialect)}
SELECT subject, evidence, line FROM (
  SELECT address || chr(10) || lane AS subject, ts, evidence, line,
    row_number() OVER (PARTITION BY address, lane ORDER BY ts, evidence, line) AS place
  FROM strange WHERE address IN (${addresses.map((address) => dialect.text(address)).join(', ')})
) AS ranked WHERE place <= ${MAX_LINES} ORDER BY subject, ts, evidence, line`;
}
