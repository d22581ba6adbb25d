import { providerTitle } from '../../providers/index.ts';
import type { Row } from '../../events/engines/engine.ts';
import type { Detector, DetectorContext } from '../detector.ts';
import type { Finding, LineRef, Severity } from '../finding.ts';
import { MAX_LINES } from '../lines.ts';
import { count, counted, span } from '../phrases.ts';
import { samples } from '../samples.ts';
import { sqlClientLines, sqlClients, sqlGroupLines, sqlGroups } from '../web-attackers.ts';
import { linesBySubject } from '../web-lines.ts';
import { listed } from '../web-phrases.ts';

/** Clients that get a finding each; the others share one. */
const MAX_CLIENTS = 25;
/** Ten times the threshold and more is an attack of some size. */
const HIGH = 10;

/** One attacker: a client, a group of rotating clients, or the clients beyond the listed ones. */
interface Attacker {
  row: Row;
  subject: Finding['subject'];
  /** Who, at the beginning of the sentence. */
  who: string;
  lines: LineRef[];
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

function findingOf(context: DetectorContext, attacker: Attacker): Finding {
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
    lines: attacker.lines,
  };
}

/** Key of a group: no provider's name holds a line end. */
function groupKey(row: Row): string {
  return `${row['provider']}\n${row['agent']}`;
}

type Lines = ReadonlyMap<string, LineRef[]>;

function groupAttacker(context: DetectorContext, row: Row, lines: Lines): Attacker {
  const { dialect } = context.engine;
  const provider = String(row['provider']);
  const agent = String(row['agent']);
  const regions = samples(row['regions']);
  const place = regions.length === 0 ? '' : ` in ${listed(regions)}`;
  const owner = provider === '' ? 'of no known cloud' : `of ${providerTitle(provider)}${place}`;
  const named = agent === '' ? 'no user agent' : `the user agent ${agent.slice(0, 120)}`;
  return {
    row,
    subject: provider === '' ? {} : { provider },
    who: `${counted(Number(row['addresses']), 'address', 'addresses')} ${owner}, all with ${named},`,
    lines: lines.get(groupKey(row)) ?? [],
    sql: `${sqlGroups(context)}
SELECT * FROM rotating WHERE provider = ${dialect.text(provider)} AND agent = ${dialect.text(agent)}`,
  };
}

function clientAttacker(row: Row, sql: string, lines: Lines): Attacker {
  const address = String(row['address']);
  const provider = String(row['provider']);
  return {
    row,
    subject: provider === '' ? { address } : { address, provider },
    who: provider === '' ? address : `${address} (${providerTitle(provider)})`,
    lines: lines.get(address) ?? [],
    sql,
  };
}

/** The clients beyond those that are listed one by one, in one finding: none is dropped. */
function otherClients(rows: readonly Row[], sql: string, lines: Lines): Attacker {
  const sum = (name: string): number => rows.reduce((total, row) => total + Number(row[name]), 0);
  const most = (name: string): number => rows.reduce((max, row) => Math.max(max, Number(row[name])), 0);
  const firsts = rows.map((row) => String(row['first'])).sort();
  const lasts = rows.map((row) => String(row['last'])).sort();
  const all = (name: string): string =>
    JSON.stringify([...new Set(rows.flatMap((row) => samples(row[name])))].slice(0, 10));
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
    lines: rows.flatMap((row) => lines.get(String(row['address']))?.slice(0, 1) ?? []).slice(0, MAX_LINES),
    sql,
  };
}

async function findGroups(context: DetectorContext): Promise<Attacker[]> {
  const rows = await context.engine.query(
    `${sqlGroups(context)}\nSELECT * FROM rotating ORDER BY failures DESC, provider, agent`,
  );
  if (rows.length === 0) return [];
  const lines = await linesBySubject(context, sqlGroupLines(context));
  return rows.map((row) => groupAttacker(context, row, lines));
}

async function findClients(context: DetectorContext): Promise<Attacker[]> {
  const sql = sqlClients(context);
  const rows = await context.engine.query(sql);
  if (rows.length === 0) return [];
  const shown = rows.slice(0, MAX_CLIENTS + MAX_LINES).map((row) => String(row['address']));
  const lines = await linesBySubject(context, sqlClientLines(context, shown));
  const rest = rows.slice(MAX_CLIENTS);
  const single = rows.slice(0, MAX_CLIENTS).map((row) => clientAttacker(row, sql, lines));
  return rest.length === 0 ? single : [...single, otherClients(rest, sql, lines)];
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
    const attackers = [...(await findGroups(context)), ...(await findClients(context))];
    return attackers.map((attacker) => findingOf(context, attacker));
  },
};
