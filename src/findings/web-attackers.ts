import type { DetectorContext } from './detector.ts';
import { MAX_LINES } from './lines.ts';
import { sqlOutcomes } from './web-outcomes.ts';

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
 */
export function sqlGroups(context: DetectorContext): string {
  const { failures, accounts, rotating_addresses, failures_per_known_account } =
    context.thresholds.login_attack;
  return `${sqlOutcomes(context.engine.dialect)}, let_in AS (
  SELECT DISTINCT provider, agent, account FROM outcomes WHERE ok AND account <> ''
), known AS (
  SELECT provider, agent, count(*) AS accounts FROM let_in GROUP BY provider, agent
), groups AS (
  SELECT strange.provider, strange.agent, ${sqlFigures(context)}
  FROM strange LEFT JOIN let_in ON let_in.provider = strange.provider AND let_in.agent = strange.agent
    AND let_in.account = strange.account
  GROUP BY strange.provider, strange.agent
  HAVING count(*) >= ${failures} AND count(DISTINCT strange.address) >= ${rotating_addresses}
), rotating AS (
  SELECT groups.* FROM groups LEFT JOIN known ON known.provider = groups.provider AND known.agent = groups.agent
  WHERE failures > ${failures_per_known_account} * coalesce(known.accounts, 0)
    AND (groups.provider <> '' OR never >= ${accounts})
)`;
}

/** Single clients that are in no such group: too many failures in a window, or on too many accounts. */
export function sqlClients(context: DetectorContext): string {
  const { window, failures, accounts, failures_per_known_account } = context.thresholds.login_attack;
  return `${sqlGroups(context)}, client_let_in AS (
  SELECT DISTINCT address, account FROM outcomes WHERE ok AND account <> ''
), client_known AS (
  SELECT address, count(*) AS accounts FROM client_let_in GROUP BY address
), paced AS (
  SELECT strange.*, count(*) OVER (PARTITION BY strange.address ORDER BY strange.second
    RANGE BETWEEN ${window} PRECEDING AND CURRENT ROW) AS recent
  FROM strange LEFT JOIN rotating ON rotating.provider = strange.provider AND rotating.agent = strange.agent
  WHERE rotating.agent IS NULL
), clients AS (
  SELECT strange.address, max(strange.provider) AS provider, max(recent) AS peak, ${sqlFigures(context)}
  FROM paced AS strange LEFT JOIN client_let_in AS let_in ON let_in.address = strange.address
    AND let_in.account = strange.account
  GROUP BY strange.address
)
SELECT clients.* FROM clients LEFT JOIN client_known ON client_known.address = clients.address
WHERE failures > ${failures_per_known_account} * coalesce(client_known.accounts, 0)
  AND (peak >= ${failures} OR never >= ${accounts})
ORDER BY failures DESC, clients.address`;
}

/** The first lines of each group; `subject` is provider, line end and user agent. */
export function sqlGroupLines(context: DetectorContext): string {
  return `${sqlGroups(context)}
SELECT subject, evidence, line FROM (
  SELECT strange.provider || chr(10) || strange.agent AS subject, ts, evidence, line, row_number() OVER (
    PARTITION BY strange.provider, strange.agent ORDER BY ts, evidence, line) AS place
  FROM strange JOIN rotating ON rotating.provider = strange.provider AND rotating.agent = strange.agent
) AS ranked WHERE place <= ${MAX_LINES} ORDER BY subject, ts, evidence, line`;
}

/** The first lines of each client; `subject` is its address. */
export function sqlClientLines(context: DetectorContext, addresses: readonly string[]): string {
  const { dialect } = context.engine;
  return `${sqlOutcomes(dialect)}
SELECT subject, evidence, line FROM (
  SELECT address AS subject, ts, evidence, line,
    row_number() OVER (PARTITION BY address ORDER BY ts, evidence, line) AS place
  FROM strange WHERE address IN (${addresses.map((address) => dialect.text(address)).join(', ')})
) AS ranked WHERE place <= ${MAX_LINES} ORDER BY ts, evidence, line`;
}
