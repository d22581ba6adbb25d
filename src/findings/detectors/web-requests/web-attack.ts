import type { Row } from '../../../events/engines/engine.ts';
import type { AbuseType } from '../../../model/abuse-types.ts';
import type { Finding, LineRef, Severity } from '../../../model/finding.ts';
import type { Message } from '../../../model/message.ts';
import { numbersOf } from '../../../model/numbers.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import { secondsOf } from '../../sql/instants.ts';
import { linesBySubject, MAX_LINES } from '../../sql/lines.ts';
import { samples } from '../../sql/samples.ts';
import { askSteps, sqlOf } from '../../sql/steps.ts';
import type { Ask, Step } from '../../sql/steps.ts';
import { limitsOf } from '../../threshold.ts';
import { ATTACK_CLASSES } from '../../web-classes/classes.ts';
import type { AttackClass } from '../../web-classes/classes.ts';
import { attackSteps, SQL_ATTACKERS_BEYOND, SQL_OTHERS } from './attacked.ts';
import { clientMessage, MOST_CLIENTS } from './clients.ts';
import type { RequestMessage } from './messages.ts';
import { REQUEST_NUMBERS } from './numbers.ts';
import { WEB_ATTACK } from './thresholds.ts';

/** Ten times the threshold and more is an attack of some size; so is one of three classes, which somebody tries one after the other. */
const MANY = 10;
const SEVERAL = 3;

/** Requests of a class, the most first. */
interface ClassCount {
  name: AttackClass;
  requests: number;
}

function isClass(name: unknown): name is AttackClass {
  return ATTACK_CLASSES.some((one) => one.name === name);
}

/** The classes of each client's requests; those of all others under `''`. */
async function classesByClient(ask: Ask): Promise<Map<string, ClassCount[]>> {
  const rows =
    await ask(`SELECT CASE WHEN place <= ${MOST_CLIENTS} THEN attackers.client ELSE '' END AS subject, class, count(*) AS requests
FROM classed JOIN attackers ON attackers.client = classed.client GROUP BY 1, 2 ORDER BY requests DESC, class`);
  const classes = new Map<string, ClassCount[]>();
  for (const row of rows) {
    const { class: name } = row;
    if (!isClass(name)) continue;
    const subject = String(row['subject']);
    classes.set(subject, [...(classes.get(subject) ?? []), { name, requests: Number(row['requests']) }]);
  }
  return classes;
}

/** The lines of each client: those that may have worked first. */
async function linesByClient(context: DetectorContext, ask: Ask): Promise<Map<string, LineRef[]>> {
  const rows = await ask(`SELECT subject, evidence, line FROM (
  SELECT named.*, row_number() OVER (PARTITION BY subject ORDER BY odd DESC, ts, evidence, line) AS number FROM (
    SELECT CASE WHEN place <= ${MOST_CLIENTS} THEN attackers.client ELSE '' END AS subject, weighed.odd AS odd, ts, evidence, line
    FROM weighed JOIN attackers ON attackers.client = weighed.client) AS named) AS numbered
WHERE number <= ${MAX_LINES} ORDER BY subject, number`);
  return linesBySubject(context, rows);
}

function typeOf(classes: readonly ClassCount[]): AbuseType {
  if (classes.length >= SEVERAL || classes.some(({ name }) => name === 'scanner'))
    return 'vulnerability_scan';
  return classes.length === 1 && classes[0]!.name === 'sql injection' ? 'sql_injection' : 'web_attack';
}

function severityOf(context: DetectorContext, row: Row, classes: readonly ClassCount[]): Severity {
  if (Number(row['odd']) > 0) return 'high';
  const { requests } = limitsOf(context, WEB_ATTACK);
  return Number(row['requests']) >= MANY * requests || classes.length >= SEVERAL ? 'medium' : 'low';
}

/** One client, or all beyond those that have a finding each. */
interface Attacker {
  row: Row;
  who: RequestMessage;
  subject: Finding['subject'];
  classes: ClassCount[];
  lines: LineRef[];
  sql: string;
}

function ruleOf(context: DetectorContext): Message {
  const { requests, larger, usual_answers: answers, slow } = limitsOf(context, WEB_ATTACK);
  return {
    key: 'attackRule',
    params: { source: webAttack.source, requests, times: larger, answers, seconds: slow },
  };
}

function findingOf(context: DetectorContext, attacker: Attacker): Finding {
  const { row, who, subject, classes, lines, sql } = attacker;
  const [from, to] = [String(row['first']), String(row['last'])];
  const { requests: least } = limitsOf(context, WEB_ATTACK);
  const figure = (name: string): number => Number(row[name] ?? 0);
  const requests = figure('requests');
  const message: RequestMessage = {
    key: 'requestsAttacked',
    params: {
      who,
      requests,
      classes: classes.map((one): RequestMessage => ({ key: 'attackClass', params: { ...one } })),
      paths: figure('paths'),
      answered: figure('answered'),
      odd: figure('odd'),
      twice: figure('twice'),
      when: { from, to },
    },
  };
  return {
    id: ['web-attack', subject.address ?? 'others', from].join('|'),
    type: typeOf(classes),
    detector: 'web-attack',
    subject,
    direction: 'inbound',
    targets: { hosts: figure('servers'), ports: [], sample: samples(row['server_sample']) },
    from,
    to,
    numbers: numbersOf(REQUEST_NUMBERS, {
      attack_requests: requests,
      attack_classes: classes.length,
      attack_paths: figure('paths'),
      attack_answered: figure('answered'),
      attack_odd: figure('odd'),
      attack_in_two_logs: figure('twice'),
      addresses: row['addresses'] === undefined ? 1 : figure('addresses'),
      seconds: secondsOf(to) - secondsOf(from),
    }),
    confidence: Number(Math.min(0.95, requests / (requests + least / 5)).toFixed(3)),
    severity: severityOf(context, row, classes),
    message,
    rule_message: ruleOf(context),
    sql,
    lines,
  };
}

function clientOf(
  context: DetectorContext,
  steps: readonly Step[],
  row: Row,
): Omit<Attacker, 'classes' | 'lines'> {
  const client = String(row['client']);
  const provider = String(row['provider']);
  return {
    row,
    who: clientMessage(row),
    subject: { address: client, ...(provider !== '' && { provider }) },
    sql: sqlOf(steps, `SELECT * FROM attackers WHERE client = ${context.engine.dialect.text(client)}`),
  };
}

async function findOthers(
  context: DetectorContext,
  steps: readonly Step[],
  ask: Ask,
): Promise<Omit<Attacker, 'classes' | 'lines'>[]> {
  const [row] = await ask(SQL_OTHERS);
  const addresses = Number(row?.['addresses'] ?? 0);
  if (row === undefined || addresses === 0) return [];
  // A block has to stop those as well as the ones with a finding of their own.
  await context.attackers.keep(ask.sql(SQL_ATTACKERS_BEYOND));
  const [distinct] =
    await ask(`SELECT count(DISTINCT stem) AS paths, count(DISTINCT server) AS servers FROM weighed
JOIN attackers ON attackers.client = weighed.client WHERE place > ${MOST_CLIENTS}`);
  return [
    {
      row: { ...row, ...distinct },
      who: { key: 'requestOthers', params: { addresses } },
      subject: {},
      sql: sqlOf(steps, SQL_OTHERS),
    },
  ];
}

/** One finding for each client, and one for all beyond the first `MOST_CLIENTS`. */
async function detect(context: DetectorContext): Promise<Finding[]> {
  if (!(await context.engine.tables()).has('request_classes')) return [];
  const steps = attackSteps(context);
  return askSteps(context.engine, steps, async (ask) => {
    const rows = await ask(`SELECT * FROM attackers WHERE place <= ${MOST_CLIENTS} ORDER BY place`);
    if (rows.length === 0) return [];
    const attackers = [
      ...rows.map((row) => clientOf(context, steps, row)),
      ...(await findOthers(context, steps, ask)),
    ];
    const [classes, lines] = [await classesByClient(ask), await linesByClient(context, ask)];
    return attackers.map((attacker) => {
      const key = attacker.subject.address ?? '';
      return findingOf(context, {
        ...attacker,
        classes: classes.get(key) ?? [],
        lines: lines.get(key) ?? [],
      });
    });
  });
}

/** Whose requests look like attacks, of which classes, and whether an answer says that one worked. */
export const webAttack: Detector = {
  name: 'web-attack',
  type: 'web_attack',
  title: 'A client sends requests that look like attacks on web applications',
  source: { key: 'sourceAttack', params: {} },
  table: 'requests',
  accused: (context) => ({
    steps: attackSteps(context),
    select: `SELECT CASE WHEN place <= ${MOST_CLIENTS} THEN 'web-attack|' || attackers.client ELSE 'web-attack|others' END AS finding,
  attackers.client AS address, ts, evidence, line
FROM weighed JOIN attackers ON attackers.client = weighed.client`,
  }),
  detect,
};
