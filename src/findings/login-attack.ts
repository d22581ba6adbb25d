import { providerTitle } from '../providers/index.ts';
import type { Row } from '../events/engines/engine.ts';
import type { DetectorContext } from './detector.ts';
import type { Finding, LineRef, Severity } from './finding.ts';
import { linesBySubject } from './lines.ts';
import { MAX_CLIENTS, sqlClientLines, sqlClients, sqlGroupLines, sqlGroups } from './login-attackers.ts';
import type { LoginLog } from './login-log.ts';
import { count, counted, listed, span } from './phrases.ts';
import { samples } from './samples.ts';

/** How one detector of guessed passwords speaks of what it found. */
export interface LoginAttack {
  /** The detector's name and source. */
  name: string;
  source: string;
  log: LoginLog;
  /** Where the log has no account: why. */
  nameless: string;
  /** What the addresses of a group have in common, behind their number: `all with the user agent curl/8`. */
  shared: (agent: string) => string;
  /** The thresholds in force, in words. */
  inForce: (context: DetectorContext) => string;
}

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

function tried(attack: LoginAttack, row: Row, users: readonly string[]): string {
  const accounts = Number(row['accounts']);
  const failures = Number(row['failures']);
  if (accounts === 0) return attack.nameless;
  if (accounts === 1) return `all as ${users[0]}`;
  const few = failures / accounts < 10 ? 'few tries on each (password spraying)' : 'many tries on each';
  return `on ${count(accounts)} accounts, ${few}`;
}

/** Accounts that every guesser tries, and hardly a device of a person uses. */
const EVERYBODY_TRIES = new Set(['root', 'admin', 'administrator', 'guest', 'test', 'user']);

/** A device with an old password fails for ever, from one place, for one account of a person. */
function maybeDevice(row: Row): boolean {
  const person = !EVERYBODY_TRIES.has(String(row['one_user']).toLowerCase());
  return person && Number(row['accounts']) === 1 && Number(row['addresses']) === 1;
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

function findingOf(context: DetectorContext, attack: LoginAttack, attacker: Attacker): Finding {
  const { row, subject } = attacker;
  const services = listed(samples(row['services']));
  const users = samples(row['users']);
  const when = span(String(row['first']), String(row['last']));
  const doubt = maybeDevice(row) ? '; a device with an old password looks the same' : '';
  return {
    id: [
      attack.name,
      subject.address ?? subject.provider ?? 'others',
      row['agent'] ?? row['lane'] ?? '',
      row['first'],
    ].join('|'),
    type: 'login_attack',
    detector: attack.name,
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
    sentence: `${attacker.who} failed ${counted(Number(row['failures']), 'login')} at ${services} from ${when}, ${tried(attack, row, users)}${doubt}.`,
    rule: `${attack.source}. In force: ${attack.inForce(context)}`,
    sql: attacker.sql,
    lines: attacker.lines,
  };
}

/** Key of a group: no provider's name holds a line end. */
function groupKey(row: Row): string {
  return `${row['provider']}\n${row['agent']}`;
}

type Lines = ReadonlyMap<string, LineRef[]>;

function groupAttacker(context: DetectorContext, attack: LoginAttack, row: Row, lines: Lines): Attacker {
  const { dialect } = context.engine;
  const provider = String(row['provider']);
  const agent = String(row['agent']);
  const regions = samples(row['regions']);
  const place = regions.length === 0 ? '' : ` in ${listed(regions)}`;
  const owner = provider === '' ? 'of no known cloud' : `of ${providerTitle(provider)}${place}`;
  return {
    row,
    subject: provider === '' ? {} : { provider },
    who: `${counted(Number(row['addresses']), 'address', 'addresses')} ${owner}, ${attack.shared(agent)},`,
    lines: lines.get(groupKey(row)) ?? [],
    sql: `${sqlGroups(context, attack.log)}
SELECT * FROM rotating WHERE provider = ${dialect.text(provider)} AND agent = ${dialect.text(agent)}`,
  };
}

/** Key of a client: neither an address nor a line end stands in a lane's place. */
function clientKey(row: Row): string {
  return `${row['address']}\n${row['lane']}`;
}

function clientAttacker(context: DetectorContext, attack: LoginAttack, row: Row, lines: Lines): Attacker {
  const { dialect } = context.engine;
  const address = String(row['address']);
  const provider = String(row['provider']);
  return {
    row,
    subject: provider === '' ? { address } : { address, provider },
    who: provider === '' ? address : `${address} (${providerTitle(provider)})`,
    lines: lines.get(clientKey(row)) ?? [],
    sql: `${sqlClients(context, attack.log)}
SELECT * FROM shown WHERE address = ${dialect.text(address)} AND lane = ${dialect.text(String(row['lane']))}`,
  };
}

async function findGroups(context: DetectorContext, attack: LoginAttack): Promise<Attacker[]> {
  const rows = await context.engine.query(
    `${sqlGroups(context, attack.log)}\nSELECT * FROM rotating ORDER BY failures DESC, provider, agent`,
  );
  if (rows.length === 0) return [];
  const lines = await linesBySubject(context, sqlGroupLines(context, attack.log));
  return rows.map((row) => groupAttacker(context, attack, row, lines));
}

async function findClients(context: DetectorContext, attack: LoginAttack): Promise<Attacker[]> {
  const sql = sqlClients(context, attack.log);
  const told = await context.engine.query(`${sql}\nSELECT * FROM shown ORDER BY place`);
  if (told.length === 0) return [];
  const rows = told.slice(0, MAX_CLIENTS);
  const others = told[MAX_CLIENTS];
  const keys = [...rows.map(clientKey), ...samples(others?.['some'])];
  const addresses = [...new Set(keys.map((key) => key.slice(0, key.indexOf('\n'))))];
  const lines = await linesBySubject(context, sqlClientLines(context, attack.log, addresses));
  const single = rows.map((row) => clientAttacker(context, attack, row, lines));
  return others === undefined ? single : [...single, otherClients(context, attack, others, lines)];
}

/** The clients beyond those that are told one by one, in one finding: none is dropped. */
function otherClients(context: DetectorContext, attack: LoginAttack, row: Row, lines: Lines): Attacker {
  return {
    row: { ...row, lane: null },
    subject: {},
    who: `${counted(Number(row['addresses']), 'more address', 'more addresses')}, each beyond the threshold by itself,`,
    lines: samples(row['some']).flatMap((key) => lines.get(key)?.slice(0, 1) ?? []),
    sql: `${sqlClients(context, attack.log)}\nSELECT * FROM shown WHERE place > ${MAX_CLIENTS}`,
  };
}

/** One finding per group of rotating clients and per client, and one for all clients beyond the listed ones. */
export async function findLoginAttacks(context: DetectorContext, attack: LoginAttack): Promise<Finding[]> {
  const groups = await findGroups(context, attack);
  const clients = await findClients(context, attack);
  return [...groups, ...clients].map((attacker) => findingOf(context, attack, attacker));
}
