import type { Dialect } from '../../../events/engines/engine.ts';
import type { AccusedRows, DetectorContext, RowsContext } from '../../detector.ts';
import { MAX_LINES } from '../../sql/lines.ts';
import type { LoginLog } from './login-log.ts';
import type { Step } from '../../sql/steps.ts';
import { LOGIN_ATTACK } from './thresholds.ts';
import { limitsOf } from '../../threshold.ts';

/**
 * The strongest clients get a finding each, and so do the strongest of the clouds' own, whose provider can be written to;
 * the others share one.
 */
const MAX_CLIENTS = 25;
/** Place of the clients that share one. */
export const BEYOND = 1_000_000;

/** What the figures of attackers are grouped by, and made from. */
interface Grouping {
  keys: readonly string[];
  /** A table of failures with the keys. */
  from: string;
  /** A table of accounts that were entered, with those of the keys that it has. */
  letIn: string;
  letInKeys: readonly string[];
}

/**
 * The failures counted by account, by address and by server in one pass: the sets are small beside the rows, and what
 * is distinct in them is counted faster than among the rows.
 */
function sqlParts({ keys, from }: Grouping): string {
  const key = keys.join(', ');
  return `SELECT ${key}, account, address, server, port, service, region,
    GROUPING(account) = 0 AS by_account, GROUPING(address) = 0 AS by_address, count(*) AS failures,
    min(ts) AS first, max(ts) AS last, min(username) AS username
  FROM ${from} AS failed
  GROUP BY GROUPING SETS ((${key}, account), (${key}, address), (${key}, server, port, service, region))`;
}

/** The figures of each attacker; `early` is a time before which at least `MAX_LINES` of its failures are, or all. */
function sqlFigures(dialect: Dialect, parts: string, { keys, letIn, letInKeys }: Grouping): string {
  const named = `CASE WHEN by_account THEN nullif(parts.account, '') END`;
  const join = [...letInKeys, 'account'].map((key) => `let_in.${key} = parts.${key}`).join(' AND ');
  return `SELECT ${keys.map((key) => `parts.${key}`).join(', ')}, sum(CASE WHEN by_account THEN failures END) AS failures,
    count(CASE WHEN by_address THEN 1 END) AS addresses, count(${named}) AS accounts,
    count(CASE WHEN let_in.account IS NULL THEN ${named} END) AS never,
    min(first) AS first, max(last) AS last, min(username) AS one_user,
    CASE WHEN count(CASE WHEN by_account THEN 1 END) < ${MAX_LINES} THEN max(last)
      ELSE ${dialect.lowest('CASE WHEN by_account THEN first END', MAX_LINES)} END AS early,
    count(DISTINCT server) AS servers, ${dialect.sample('server', 10)} AS server_sample,
    ${dialect.sample('port', 10)} AS ports, ${dialect.sample('service', 10)} AS services,
    ${dialect.sample('CASE WHEN by_account THEN username END', 5)} AS users,
    ${dialect.sample("nullif(region, '')", 5)} AS regions
  FROM ${parts} AS parts LEFT JOIN ${letIn} AS let_in ON ${join}
  GROUP BY ${keys.map((key) => `parts.${key}`).join(', ')}`;
}

/**
 * Attackers who rotate: one provider and one user agent, many addresses, failures in all over the threshold.
 * Where no provider is known, only spraying tells them from phones with an old password, which roam too.
 * @param from the table of failures: `strange`, or what is left of it
 */
function groupSteps(context: RowsContext, from: string): Step[] {
  const { failures, accounts, rotating_addresses, failures_per_known_account } = limitsOf(
    context,
    LOGIN_ATTACK,
  );
  const keys = ['provider', 'agent'];
  const grouping: Grouping = { keys, from, letIn: 'let_in', letInKeys: keys };
  return [
    {
      name: 'let_in',
      few: true,
      sql: `SELECT DISTINCT provider, agent, account FROM outcomes WHERE ok AND account <> ''`,
    },
    {
      name: 'known',
      sql: `SELECT provider, agent, count(*) AS accounts FROM let_in GROUP BY provider, agent`,
    },
    { name: 'group_parts', sql: sqlParts(grouping) },
    { name: 'groups', sql: sqlFigures(context.engine.dialect, 'group_parts', grouping) },
    {
      name: 'rotating',
      few: true,
      sql: `SELECT groups.* FROM groups LEFT JOIN known ON known.provider = groups.provider AND known.agent = groups.agent
  WHERE failures >= ${failures} AND addresses >= ${rotating_addresses}
    AND failures > ${failures_per_known_account} * coalesce(known.accounts, 0)
    AND (groups.provider <> '' OR never >= ${accounts})`,
    },
  ];
}

/** Single clients: too many failures in a window, or on too many accounts. */
function clientSteps(context: RowsContext, log: LoginLog, from: string): Step[] {
  const { window, failures, accounts, failures_per_known_account } = limitsOf(context, LOGIN_ATTACK);
  return [
    {
      name: 'client_known',
      sql: `SELECT address, count(*) AS accounts FROM known_at GROUP BY address`,
    },
    {
      name: 'busy',
      few: true,
      sql: `SELECT address, lane, max(provider) AS provider, count(*) AS failures, row_number() OVER (ORDER BY address, lane) AS client
  FROM ${from} AS strange GROUP BY address, lane
  HAVING count(*) >= ${Math.min(failures, accounts)}`,
    },
    {
      name: 'pairs',
      sql: `SELECT DISTINCT busy.client, strange.account
  FROM ${from} AS strange JOIN busy ON busy.address = strange.address AND busy.lane = strange.lane
  WHERE strange.account <> ''`,
    },
    {
      name: 'shut',
      few: true,
      sql: `SELECT pairs.client, count(*) AS never FROM pairs JOIN busy ON busy.client = pairs.client
  LEFT JOIN known_at ON known_at.address = busy.address AND known_at.account = pairs.account
  WHERE known_at.account IS NULL GROUP BY pairs.client`,
    },
    {
      name: 'worth',
      few: true,
      sql: `SELECT busy.client, busy.address, busy.lane, busy.provider, busy.failures, coalesce(shut.never, 0) AS never
  FROM busy LEFT JOIN shut ON shut.client = busy.client
  LEFT JOIN client_known ON client_known.address = busy.address
  WHERE failures > ${failures_per_known_account} * coalesce(client_known.accounts, 0)
    AND (failures >= ${failures} OR never >= ${accounts})`,
    },
    {
      name: 'paced',
      sql: `SELECT worth.client, count(*) OVER (PARTITION BY worth.client
    ORDER BY strange.second RANGE BETWEEN ${window} PRECEDING AND CURRENT ROW) AS recent
  FROM ${from} AS strange JOIN worth ON worth.address = strange.address AND worth.lane = strange.lane`,
    },
    {
      name: 'peaks',
      few: true,
      sql: `SELECT client, max(recent) AS peak FROM paced GROUP BY client`,
    },
    {
      name: 'over',
      few: true,
      sql: `SELECT worth.address, worth.lane, worth.provider, worth.failures, peak, ${log.lanes === 'apart' ? 'worth.lane' : "''"} AS part
  FROM worth JOIN peaks ON peaks.client = worth.client
  WHERE peak >= ${failures} OR never >= ${accounts}`,
    },
    {
      name: 'strongest',
      few: true,
      sql: `SELECT address, part, provider, row_number() OVER (ORDER BY failures DESC, address, part) AS strength,
    row_number() OVER (PARTITION BY CASE WHEN provider = '' THEN 0 ELSE 1 END
      ORDER BY failures DESC, address, part) AS of_kind
  FROM (
    SELECT address, part, max(provider) AS provider, sum(failures) AS failures FROM over GROUP BY address, part
  ) AS summed`,
    },
    {
      name: 'hard',
      few: true,
      sql: `SELECT over.address, lane, failures, peak,
    CASE WHEN strength <= ${MAX_CLIENTS} OR strongest.provider <> '' AND of_kind <= ${MAX_CLIENTS} THEN strength
      ELSE ${BEYOND} END AS place
  FROM over JOIN strongest ON strongest.address = over.address AND strongest.part = over.part`,
    },
  ];
}

/**
 * `shown`: the figures of the clients in `hard`, by place, and in one row, with the place `BEYOND`, those of all clients
 * beyond the ones that have a finding each; `some` of each place's clients and lanes by address, line end and lane.
 */
function shownSteps(dialect: Dialect, from: string): Step[] {
  const grouping: Grouping = {
    keys: ['place', 'provider'],
    from: 'placed',
    letIn: 'client_let_in',
    letInKeys: ['place'],
  };
  return [
    {
      name: 'client_let_in',
      sql: `SELECT DISTINCT hard.place, account FROM hard JOIN known_at ON known_at.address = hard.address`,
    },
    {
      name: 'placed',
      sql: `SELECT hard.place, CASE WHEN hard.place = ${BEYOND} THEN '' ELSE provider END AS provider,
    strange.address, account, username, server, port, service, region, ts
  FROM ${from} AS strange JOIN hard ON hard.address = strange.address AND hard.lane = strange.lane`,
    },
    { name: 'client_parts', sql: sqlParts(grouping) },
    { name: 'figures', sql: sqlFigures(dialect, 'client_parts', grouping) },
    {
      name: 'clients',
      sql: `SELECT place, min(address) AS address, min(lane) AS lane, max(peak) AS peak,
    ${dialect.sample('address || chr(10) || lane', MAX_LINES)} AS some FROM hard GROUP BY place`,
    },
    {
      name: 'shown',
      sql: `SELECT figures.*, clients.address, clients.lane, clients.peak, clients.some
  FROM figures JOIN clients ON clients.place = figures.place`,
    },
  ];
}

const WITHOUT_GROUPS: Step = {
  name: 'rest',
  sql: `SELECT strange.* FROM strange
  LEFT JOIN rotating ON rotating.provider = strange.provider AND rotating.agent = strange.agent
  WHERE rotating.agent IS NULL`,
};

const WITHOUT_CLIENTS: Step = {
  name: 'rest',
  sql: `SELECT strange.* FROM strange LEFT JOIN hard ON hard.address = strange.address AND hard.lane = strange.lane
  WHERE hard.address IS NULL`,
};

/**
 * Steps with two of interest: `rotating`, one row per group of rotating clients, and `shown`, one per client (and
 * lane) that is too many by itself, and one for those beyond the listed ones. Whom `log.first` names comes first.
 */
export function attackSteps(context: RowsContext, log: LoginLog): Step[] {
  const { dialect } = context.engine;
  const clients = (from: string): Step[] => [
    ...clientSteps(context, log, from),
    ...shownSteps(dialect, from),
  ];
  return log.first === 'groups'
    ? [...log.outcomes(dialect), ...groupSteps(context, 'strange'), WITHOUT_GROUPS, ...clients('rest')]
    : [...log.outcomes(dialect), ...clients('strange'), WITHOUT_CLIENTS, ...groupSteps(context, 'rest')];
}

/** The first lines of each group, those up to `early`; `subject` is provider, line end and user agent. To be asked after `attackSteps`. */
export function sqlGroupLines(log: LoginLog): string {
  return `SELECT subject, evidence, line FROM (
  SELECT strange.provider || chr(10) || strange.agent AS subject, ts, evidence, line, row_number() OVER (
    PARTITION BY strange.provider, strange.agent ORDER BY ts, evidence, line) AS place
  FROM ${log.first === 'groups' ? 'strange' : 'rest'} AS strange
  JOIN rotating ON rotating.provider = strange.provider AND rotating.agent = strange.agent
  WHERE ts <= rotating.early
) AS ranked WHERE place <= ${MAX_LINES} ORDER BY subject, ts, evidence, line`;
}

/** The first lines of each client; `subject` is its address, line end and lane. To be asked after `attackSteps`. */
export function sqlClientLines(context: DetectorContext, addresses: readonly string[]): string {
  const { dialect } = context.engine;
  return `SELECT subject, evidence, line FROM (
  SELECT address || chr(10) || lane AS subject, ts, evidence, line,
    row_number() OVER (PARTITION BY address, lane ORDER BY ts, evidence, line) AS place
  FROM strange WHERE address IN (${addresses.map((address) => dialect.text(address)).join(', ')})
) AS ranked WHERE place <= ${MAX_LINES} ORDER BY subject, ts, evidence, line`;
}

/**
 * Whose rows were the attackers' (see `Attackers`): of a rotating group all that its agent sent from its provider, or,
 * without a provider, from where it failed; of single clients all but logins that worked, as there may be others
 * behind the same address. To be asked after `attackSteps`.
 */
export const SQL_ATTACKERS = `SELECT DISTINCT outcomes.address, outcomes.agent, CAST(NULL AS VARCHAR) AS account
  FROM outcomes JOIN rotating ON rotating.provider = outcomes.provider AND rotating.agent = outcomes.agent
  WHERE outcomes.provider <> ''
UNION SELECT DISTINCT strange.address, strange.agent, ''
  FROM strange JOIN rotating ON rotating.provider = strange.provider AND rotating.agent = strange.agent
  WHERE strange.provider = ''
UNION SELECT DISTINCT hard.address, CAST(NULL AS VARCHAR), '' FROM hard`;

/** Every failure that a finding of `name` counts; `finding` is the id of `attack.ts` without its time. */
export function attackedRows(context: RowsContext, name: string, log: LoginLog): AccusedRows {
  const [groups, clients] = log.first === 'groups' ? ['strange', 'rest'] : ['rest', 'strange'];
  const columns = 'f.address AS address, f.ts AS ts, f.evidence AS evidence, f.line AS line';
  const lane = log.lanes === 'apart' ? 'hard.lane' : "''";
  return {
    steps: attackSteps(context, log),
    select: `SELECT '${name}|' || CASE WHEN rotating.provider = '' THEN 'others' ELSE rotating.provider END || '|' || rotating.agent AS finding,
  ${columns}
FROM ${groups} AS f JOIN rotating ON rotating.provider = f.provider AND rotating.agent = f.agent
UNION ALL
SELECT '${name}|' || CASE WHEN hard.place = ${BEYOND} THEN 'others|' ELSE hard.address || '|' || ${lane} END AS finding,
  ${columns}
FROM ${clients} AS f JOIN hard ON hard.address = f.address AND hard.lane = f.lane`,
  };
}
