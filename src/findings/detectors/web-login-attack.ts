import type { Row } from '../../events/engines/engine.ts';
import type { Detector, DetectorContext } from '../detector.ts';
import type { Finding, Severity } from '../finding.ts';
import { count, counted, span } from '../phrases.ts';
import { samples } from '../samples.ts';
import { outcomeLines } from '../web-lines.ts';
import { sqlOutcomes } from '../web-outcomes.ts';
import { listed } from '../web-phrases.ts';

/** Clients that get a finding each; the others share one. */
const MAX_CLIENTS = 25;
/** Ten times the threshold and more is an attack of some size. */
const HIGH = 10;

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
function sqlGroups(context: DetectorContext): string {
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
function sqlClients(context: DetectorContext): string {
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

/** One attacker: a client, a group of rotating clients, or the clients beyond the listed ones. */
interface Attacker {
  row: Row;
  subject: Finding['subject'];
  /** Who, at the beginning of the sentence. */
  who: string;
  /** Which rows of `strange` are theirs. */
  condition: string;
  sql: string;
}

function tried(row: Row, users: readonly string[]): string {
  const accounts = Number(row['accounts']);
  const failures = Number(row['failures']);
  if (accounts === 0) return 'the form does not log for which account';
  if (accounts === 1) return `all as ${users[0]}`;
  const few = failures / accounts < 10 ? 'few tries on each (password spraying)' : 'many tries on each';
  return `on ${count(accounts)} accounts, ${few}`;
}

/** A device with an old password fails for ever, from one place, for one account. */
function maybeDevice(row: Row): boolean {
  return Number(row['accounts']) === 1 && Number(row['addresses']) === 1;
}

function severityOf(context: DetectorContext, row: Row): Severity {
  const { failures, accounts } = context.thresholds.login_attack;
  if (Number(row['failures']) >= HIGH * failures || Number(row['accounts']) >= accounts) return 'high';
  return maybeDevice(row) ? 'low' : 'medium';
}

function confidenceOf(context: DetectorContext, row: Row): number {
  const failures = Number(row['failures']);
  const sure = failures / (failures + context.thresholds.login_attack.failures / 5);
  return Number((maybeDevice(row) ? sure * 0.7 : sure).toFixed(3));
}

function numbersOf(row: Row): Record<string, number> {
  const seconds = (Date.parse(String(row['last'])) - Date.parse(String(row['first']))) / 1000;
  const failures = Number(row['failures']);
  return {
    failures,
    addresses: Number(row['addresses']),
    accounts: Number(row['accounts']),
    accounts_never_let_in: Number(row['never']),
    ...(row['peak'] === undefined ? {} : { failures_in_busiest_window: Number(row['peak']) }),
    failures_per_hour: Number(((failures * 3600) / Math.max(seconds, 3600)).toFixed(2)),
    seconds,
  };
}

function ruleOf(context: DetectorContext): string {
  const { window, failures, accounts, rotating_addresses } = context.thresholds.login_attack;
  return (
    `${webLoginAttack.source}. In force: ${failures} failed logins of one client in ${window / 60} minutes, ` +
    `or on ${accounts} accounts that it never entered, or ${failures} of one provider's clients with the same ` +
    `user agent from ${rotating_addresses} addresses or more`
  );
}

async function findingOf(context: DetectorContext, attacker: Attacker): Promise<Finding> {
  const { row, subject } = attacker;
  const services = listed(samples(row['services']));
  const users = samples(row['users']);
  const when = span(String(row['first']), String(row['last']));
  const doubt = maybeDevice(row) ? '; a device with an old password looks the same' : '';
  return {
    id: [
      webLoginAttack.name,
      subject.address ?? subject.provider ?? 'others',
      row['agent'] ?? '',
      row['first'],
    ].join('|'),
    type: 'login_attack',
    detector: webLoginAttack.name,
    subject:
      Number(row['accounts']) === 1 && users[0] !== undefined ? { ...subject, user: users[0] } : subject,
    direction: 'inbound',
    targets: {
      hosts: Number(row['servers']),
      ports: samples(row['ports']).map(Number),
      sample: samples(row['server_sample']),
    },
    from: String(row['first']),
    to: String(row['last']),
    numbers: numbersOf(row),
    confidence: confidenceOf(context, row),
    severity: severityOf(context, row),
    sentence: `${attacker.who} failed ${counted(Number(row['failures']), 'login')} at ${services} from ${when}, ${tried(row, users)}${doubt}.`,
    rule: ruleOf(context),
    sql: attacker.sql,
    lines: await outcomeLines(context, 'strange', attacker.condition),
  };
}

function groupAttacker(context: DetectorContext, row: Row): Attacker {
  const { dialect } = context.engine;
  const provider = String(row['provider']);
  const agent = String(row['agent']);
  const condition = `provider = ${dialect.text(provider)} AND agent = ${dialect.text(agent)}`;
  const regions = samples(row['regions']);
  const place = regions.length === 0 ? '' : ` in ${listed(regions)}`;
  const owner = provider === '' ? 'of no known cloud' : `of ${provider}${place}`;
  const named = agent === '' ? 'no user agent' : `the user agent ${agent.slice(0, 120)}`;
  return {
    row,
    subject: provider === '' ? {} : { provider },
    who: `${counted(Number(row['addresses']), 'address', 'addresses')} ${owner}, all with ${named},`,
    condition,
    sql: `${sqlGroups(context)}\nSELECT * FROM rotating WHERE ${condition}`,
  };
}

function clientAttacker(row: Row, sql: string, context: DetectorContext): Attacker {
  const address = String(row['address']);
  const provider = String(row['provider']);
  return {
    row,
    subject: provider === '' ? { address } : { address, provider },
    who: provider === '' ? address : `${address} (${provider})`,
    condition: `address = ${context.engine.dialect.text(address)}`,
    sql,
  };
}

/** The clients beyond those that are listed one by one, in one finding: none is dropped. */
function otherClients(rows: readonly Row[], sql: string, context: DetectorContext): Attacker {
  const sum = (name: string): number => rows.reduce((total, row) => total + Number(row[name]), 0);
  const most = (name: string): number => Math.max(...rows.map((row) => Number(row[name])));
  const firsts = rows.map((row) => String(row['first'])).sort();
  const lasts = rows.map((row) => String(row['last'])).sort();
  const all = (name: string): string =>
    JSON.stringify([...new Set(rows.flatMap((row) => samples(row[name])))].slice(0, 10));
  const addresses = rows.map((row) => context.engine.dialect.text(String(row['address'])));
  return {
    row: {
      failures: sum('failures'),
      addresses: rows.length,
      accounts: most('accounts'),
      never: most('never'),
      peak: most('peak'),
      servers: most('servers'),
      first: firsts[0] ?? null,
      last: lasts.at(-1) ?? null,
      services: all('services'),
      ports: all('ports'),
      users: all('users'),
      server_sample: all('server_sample'),
    },
    subject: {},
    who: `${counted(rows.length, 'more address', 'more addresses')}, each beyond the threshold by itself,`,
    condition: `address IN (${addresses.join(', ')})`,
    sql,
  };
}

/** Guessed passwords on web logins: by one client, or by one attacker's rotating addresses. */
export const webLoginAttack: Detector = {
  name: 'web-login-attack',
  type: 'login_attack',
  title: 'A client, or rotating clients of one provider, try passwords on a web login',
  source:
    'Zeek policy/protocols/ssh/detect-bruteforcing (30 failures in 30 minutes), applied to web logins; ' +
    'spraying and rotating sources: definition',
  table: 'requests',
  async detect(context) {
    const groups = await context.engine.query(
      `${sqlGroups(context)}\nSELECT * FROM rotating ORDER BY failures DESC, provider, agent`,
    );
    const sql = sqlClients(context);
    const clients = await context.engine.query(sql);
    const attackers = [
      ...groups.map((row) => groupAttacker(context, row)),
      ...clients.slice(0, MAX_CLIENTS).map((row) => clientAttacker(row, sql, context)),
    ];
    const rest = clients.slice(MAX_CLIENTS);
    if (rest.length > 0) attackers.push(otherClients(rest, sql, context));
    const findings: Finding[] = [];
    for (const attacker of attackers) findings.push(await findingOf(context, attacker));
    return findings;
  },
};
