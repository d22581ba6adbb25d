import { providerTitle } from '../../../clouds/index.ts';
import type { Row } from '../../../events/engines/engine.ts';
import type { DetectorContext } from '../../detector.ts';
import type { Finding, LineRef, Severity } from '../../../model/finding.ts';
import { linesBySubject, MAX_LINES } from '../../sql/lines.ts';
import { attackSteps, BEYOND, SQL_ATTACKERS, sqlClientLines, sqlGroupLines } from './attackers.ts';
import { targetsOf } from './login-log.ts';
import type { LoginLog } from './login-log.ts';
import { samples } from '../../sql/samples.ts';
import { askSteps, sqlOf } from '../../sql/steps.ts';
import type { Ask, Step } from '../../sql/steps.ts';
import type { CredentialMessage } from './messages.ts';
import type { Message } from '../../../model/message.ts';
import { numbersOf } from '../../../model/numbers.ts';
import type { Numbers } from '../../../model/numbers.ts';
import { CREDENTIAL_NUMBERS } from './numbers.ts';
import { LOGIN_ATTACK } from './thresholds.ts';
import { limitsOf } from '../../threshold.ts';

/** How one detector of guessed passwords speaks of what it found. */
export interface LoginAttack {
  /** The detector's name and source. */
  name: string;
  source: Message;
  log: LoginLog;
  /** Where the log has no account: why. */
  nameless: CredentialMessage;
  /** What the addresses of a group have in common, behind their number: `all with the user agent curl/8`. */
  shared: (agent: string) => CredentialMessage;
  /** Key of the rule's sentence, whose parameters are the thresholds in force. */
  rule: 'webAttackRule' | 'loginAttackRule';
}

/** Ten times the threshold and more is an attack of some size. */
const HIGH = 10;

/** One attacker: a client, a group of rotating clients, or the clients beyond the listed ones. */
interface Attacker {
  row: Row;
  subject: Finding['subject'];
  /** Who, at the beginning of the sentence. */
  who: CredentialMessage;
  lines: LineRef[];
  sql: string;
}

function tried(attack: LoginAttack, row: Row, users: readonly string[]): CredentialMessage {
  const accounts = Number(row['accounts']);
  if (accounts === 0) return attack.nameless;
  if (accounts === 1) return { key: 'triedOne', params: { user: users[0] ?? '' } };
  return { key: 'triedMany', params: { accounts, few: Number(row['failures']) / accounts < 10 } };
}

function sentenceOf(attack: LoginAttack, { row, who }: Attacker): CredentialMessage {
  return {
    key: 'loginsFailed',
    params: {
      attacker: who,
      failures: Number(row['failures']),
      services: samples(row['services']),
      when: { from: String(row['first']), to: String(row['last']) },
      tried: tried(attack, row, samples(row['users'])),
      device: maybeDevice(row),
    },
  };
}

function ruleOf(context: DetectorContext, { source, rule }: LoginAttack): CredentialMessage {
  const { window, failures, accounts, rotating_addresses } = limitsOf(context, LOGIN_ATTACK);
  const params = { source, failures, minutes: window / 60, accounts, rotating: rotating_addresses };
  return { key: rule, params };
}

/** Accounts that every guesser tries, and hardly a device of a person uses. */
export const EVERYBODY_TRIES = new Set(['root', 'admin', 'administrator', 'guest', 'test', 'user']);

/** A device with an old password fails for ever, from one place, for one account of a person. */
function maybeDevice(row: Row): boolean {
  const person = !EVERYBODY_TRIES.has(String(row['one_user']).toLowerCase());
  return person && Number(row['accounts']) === 1 && Number(row['addresses']) === 1;
}

function severityOf(context: DetectorContext, row: Row): Severity {
  const { failures, accounts } = limitsOf(context, LOGIN_ATTACK);
  if (Number(row['failures']) >= HIGH * failures || Number(row['accounts']) >= accounts) return 'high';
  return maybeDevice(row) ? 'low' : 'medium';
}

function confidenceOf(context: DetectorContext, row: Row): number {
  const failures = Number(row['failures']);
  const sure = failures / (failures + limitsOf(context, LOGIN_ATTACK).failures / 5);
  return Number((maybeDevice(row) ? sure * 0.7 : sure).toFixed(3));
}

function figuresOf(row: Row): Numbers {
  const seconds = (Date.parse(String(row['last'])) - Date.parse(String(row['first']))) / 1000;
  const failures = Number(row['failures']);
  return numbersOf(CREDENTIAL_NUMBERS, {
    failures,
    addresses: Number(row['addresses']),
    accounts: Number(row['accounts']),
    accounts_never_let_in: Number(row['never']),
    failures_in_busiest_window: row['peak'] === undefined ? undefined : Number(row['peak']),
    failures_per_hour: Number(((failures * 3600) / Math.max(seconds, 3600)).toFixed(2)),
    seconds,
  });
}

function findingOf(context: DetectorContext, attack: LoginAttack, attacker: Attacker): Finding {
  const { row, subject } = attacker;
  const users = samples(row['users']);
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
    targets: targetsOf(row),
    from: String(row['first']),
    to: String(row['last']),
    numbers: figuresOf(row),
    confidence: confidenceOf(context, row),
    severity: severityOf(context, row),
    message: sentenceOf(attack, attacker),
    rule_message: ruleOf(context, attack),
    sql: attacker.sql,
    lines: attacker.lines,
  };
}

/** Key of a group: no provider's name holds a line end. */
function groupKey(row: Row): string {
  return `${row['provider']}\n${row['agent']}`;
}

type Lines = ReadonlyMap<string, LineRef[]>;

/** One log, what is asked about it, and how. */
interface Question {
  context: DetectorContext;
  attack: LoginAttack;
  steps: readonly Step[];
  ask: Ask;
}

function groupAttacker({ context, attack, steps }: Question, row: Row, lines: Lines): Attacker {
  const { dialect } = context.engine;
  const provider = String(row['provider']);
  const agent = String(row['agent']);
  return {
    row,
    subject: provider === '' ? {} : { provider },
    who: {
      key: 'attackerGroup',
      params: {
        addresses: Number(row['addresses']),
        ...(provider === '' ? {} : { provider: providerTitle(provider) }),
        regions: samples(row['regions']),
        shared: attack.shared(agent),
      },
    },
    lines: lines.get(groupKey(row)) ?? [],
    sql: sqlOf(
      steps,
      `SELECT * FROM rotating WHERE provider = ${dialect.text(provider)} AND agent = ${dialect.text(agent)}`,
    ),
  };
}

/** The first lines of a place, of each of its clients and lanes as many as make a finding's in all. */
function placeLines(row: Row, lines: Lines): LineRef[] {
  const keys = samples(row['some']);
  const each = Math.max(1, Math.floor(MAX_LINES / Math.max(1, keys.length)));
  return keys.flatMap((key) => lines.get(key)?.slice(0, each) ?? []);
}

function clientAttacker({ context, steps }: Question, row: Row, lines: Lines): Attacker {
  const { dialect } = context.engine;
  const address = String(row['address']);
  const provider = String(row['provider']);
  return {
    row,
    subject: provider === '' ? { address } : { address, provider },
    who: {
      key: 'attackerClient',
      params: { address, ...(provider === '' ? {} : { provider: providerTitle(provider) }) },
    },
    lines: placeLines(row, lines),
    sql: sqlOf(
      steps,
      `SELECT * FROM shown WHERE address = ${dialect.text(address)} AND place = ${Number(row['place'])}`,
    ),
  };
}

async function findGroups(question: Question): Promise<Attacker[]> {
  const { context, attack, ask } = question;
  const rows = await ask('SELECT * FROM rotating ORDER BY failures DESC, provider, agent');
  if (rows.length === 0) return [];
  const lines = linesBySubject(context, await ask(sqlGroupLines(attack.log)));
  return rows.map((row) => groupAttacker(question, row, lines));
}

async function findClients(question: Question): Promise<Attacker[]> {
  const { context, ask } = question;
  const shown = await ask('SELECT * FROM shown ORDER BY place');
  if (shown.length === 0) return [];
  const rows = shown.filter((row) => Number(row['place']) !== BEYOND);
  const others = shown.find((row) => Number(row['place']) === BEYOND);
  const keys = shown.flatMap((row) => samples(row['some']));
  const addresses = [...new Set(keys.map((key) => key.slice(0, key.indexOf('\n'))))];
  const lines = linesBySubject(context, await ask(sqlClientLines(context, addresses)));
  const single = rows.map((row) => clientAttacker(question, row, lines));
  return others === undefined ? single : [...single, otherClients(question, others, lines)];
}

/** One finding for all clients beyond those that have a finding each, so that none is dropped. */
function otherClients({ steps }: Question, row: Row, lines: Lines): Attacker {
  return {
    row: { ...row, lane: null },
    subject: {},
    who: { key: 'attackersBeyond', params: { addresses: Number(row['addresses']) } },
    lines: placeLines(row, lines),
    sql: sqlOf(steps, `SELECT * FROM shown WHERE place = ${BEYOND}`),
  };
}

/** One finding per group of rotating clients and per client, and one for all clients beyond the listed ones. */
export function findLoginAttacks(context: DetectorContext, attack: LoginAttack): Promise<Finding[]> {
  const steps = attackSteps(context, attack.log);
  return askSteps(context.engine, steps, async (ask) => {
    const question: Question = { context, attack, steps, ask };
    const attackers = [...(await findGroups(question)), ...(await findClients(question))];
    if (attackers.length > 0) await context.attackers.keep(ask.sql(SQL_ATTACKERS));
    return attackers.map((attacker) => findingOf(context, attack, attacker));
  });
}
