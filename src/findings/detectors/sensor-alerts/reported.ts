import { providerTitle } from '../../../clouds/index.ts';
import type { Row } from '../../../events/engines/engine.ts';
import type { AbuseType } from '../../../model/abuse-types.ts';
import type { Finding, LineRef, Severity } from '../../../model/finding.ts';
import type { Message } from '../../../model/message.ts';
import { numbersOf } from '../../../model/numbers.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import { secondsOf } from '../../sql/instants.ts';
import { linesBySubject } from '../../sql/lines.ts';
import { samples } from '../../sql/samples.ts';
import { askSteps, sqlOf } from '../../sql/steps.ts';
import type { Ask } from '../../sql/steps.ts';
import { subjectOf } from '../../subject.ts';
import { limitsOf } from '../../threshold.ts';
import { abuseOf } from './abuse.ts';
import { actorSteps, BEYOND, SQL_LINES, sqlSaid } from './actors.ts';
import type { Side } from './actors.ts';
import type { Level, SensorMessage, Who } from './messages.ts';
import { HIGH, MEDIUM } from './raised.ts';
import { SENSOR_NUMBERS } from './numbers.ts';
import { SENSOR_ALERTS } from './thresholds.ts';

const SOURCE: Message = { key: 'sourceSensors', params: {} };

/** Rules and targets that a sentence names. */
const FEW = 3;

function levelOf(level: number): Level {
  if (level >= HIGH) return 'high';
  return level >= MEDIUM ? 'medium' : 'low';
}

/** As sure as the sensor is: it may be wrong, and its severity is all that it says of that. */
const CONFIDENCE: Readonly<Record<Level, number>> = { high: 0.8, medium: 0.6, low: 0.4 };
const LOWER: Readonly<Record<Level, Severity>> = { high: 'medium', medium: 'low', low: 'low' };

/** What was blocked has done nothing: it is less grave than what came through, or may have. */
function severityOf(row: Row): Severity {
  const level = levelOf(Number(row['level']));
  const through = Number(row['reported']) > Number(row['blocked']);
  return through || Number(row['bans']) > 0 ? level : LOWER[level];
}

/** A rule that is a number says nothing without its message. */
function ruleName(rule: string, message: string): string {
  return /^\d{1,12}$/.test(rule) && message !== '' ? `${rule} (${message})` : rule;
}

const textOf = (row: Row, column: string): string => (row[column] === null ? '' : String(row[column] ?? ''));

/** What one sensor says of an address. */
function clauseOf(row: Row): SensorMessage {
  const sensor = textOf(row, 'sensor');
  if (row['kind'] === 'ban')
    return {
      key: 'sensorBanned',
      params: { sensor, bans: Number(row['alerts']), rules: samples(row['rule_sample']).slice(0, FEW) },
    };
  const rule = ruleName(textOf(row, 'rule'), textOf(row, 'message'));
  const url = textOf(row, 'url');
  return {
    key: 'sensorReported',
    params: {
      sensor,
      reported: Number(row['reported']),
      web: url !== '',
      level: levelOf(Number(row['level'])),
      blocked: Number(row['blocked']),
      passed: Number(row['passed']),
      ...(rule !== '' && { rule }),
      rules: Number(row['rules']),
      ...(url !== '' && { url }),
      urls: Number(row['urls']),
      targets: samples(row['targets']).slice(0, FEW),
    },
  };
}

/** What the rows of one address come to. */
interface ReportedAddress {
  row: Row;
  /** A row for each sensor, the busiest first. */
  said: readonly Row[];
  lines: LineRef[];
  sql: string;
}

function whoOf(context: DetectorContext, row: Row, side: Side): Who {
  const address = textOf(row, 'address');
  const provider = textOf(row, 'provider');
  const name = side === 'own' ? context.hosts.label(address) : address;
  return {
    address,
    ...(provider !== '' && { provider: providerTitle(provider) }),
    ...(name !== address && { name }),
  };
}

function messageOf(context: DetectorContext, { row, said }: ReportedAddress, side: Side): SensorMessage {
  const when = { from: textOf(row, 'first'), to: textOf(row, 'last') };
  const own = side === 'own';
  if (Number(row['place']) === BEYOND) {
    const [addresses, bans] = [Number(row['addresses']), Number(row['bans'])];
    const [reported, blocked] = [Number(row['reported']) + bans, Number(row['blocked']) + bans];
    const params = { addresses, own, reported, blocked, passed: Number(row['passed']), when };
    return { key: 'sensorsSayOfOthers', params };
  }
  const peak = Number(row['peak']);
  const minutes = limitsOf(context, SENSOR_ALERTS).window / 60;
  return {
    key: 'sensorsSayOf',
    params: {
      ...whoOf(context, row, side),
      own,
      said: said.map(clauseOf),
      when,
      ...(peak > 1 && { peak }),
      minutes,
    },
  };
}

/** By the sensor that says most; what it does not tell is an attack on the web where it names a path. */
function typeOf(first: Row | undefined, side: Side): AbuseType {
  if (first === undefined) return side === 'own' ? 'infected_host' : 'other';
  const web = textOf(first, 'url') === '' ? 'other' : 'web_attack';
  return abuseOf(textOf(first, 'rule'), textOf(first, 'message'), side === 'own' ? 'infected_host' : web);
}

function findingOf(context: DetectorContext, reported: ReportedAddress, { name, side }: Reporter): Finding {
  const { row, said, lines, sql } = reported;
  const [from, to] = [textOf(row, 'first'), textOf(row, 'last')];
  const beyond = Number(row['place']) === BEYOND;
  const address = textOf(row, 'address');
  const provider = textOf(row, 'provider');
  const [first] = said;
  const { grave, medium, bans, own } = limitsOf(context, SENSOR_ALERTS);
  const outside = provider === '' ? { address } : { address, provider };
  return {
    id: [name, beyond ? 'others' : address, from].join('|'),
    type: typeOf(first, side),
    detector: name,
    subject: beyond ? {} : side === 'own' ? subjectOf(context, address) : outside,
    direction: side === 'own' ? (Number(row['outward']) > 0 ? 'outbound' : 'internal') : 'inbound',
    targets: {
      hosts: Number(row['hosts']),
      ports: samples(row['ports']).map(Number),
      sample: samples(row['targets']),
    },
    from,
    to,
    numbers: numbersOf(SENSOR_NUMBERS, {
      reported: Number(row['reported']),
      reported_blocked: Number(row['blocked']),
      reported_passed: Number(row['passed']),
      bans: Number(row['bans']),
      alerts_in_busiest_window: beyond ? undefined : Number(row['peak']),
      addresses: Number(row['addresses']),
      hosts: Number(row['hosts']),
      seconds: Math.round(secondsOf(to) - secondsOf(from)),
    }),
    // Of those that share a finding none is singled out: what leads is one with a name.
    confidence: CONFIDENCE[levelOf(Number(row['level']))] - (beyond ? 0.1 : 0),
    severity: severityOf(row),
    message: messageOf(context, reported, side),
    rule_message:
      side === 'own'
        ? { key: 'sensorOwnRule', params: { source: SOURCE, own } }
        : { key: 'sensorRule', params: { source: SOURCE, grave, medium, bans } },
    sql,
    lines,
  };
}

/** Which side a detector speaks of. */
interface Reporter {
  name: string;
  side: Side;
}

function grouped(rows: readonly Row[]): Map<string, Row[]> {
  const all = new Map<string, Row[]>();
  for (const row of rows) {
    const place = String(row['place']);
    all.set(place, [...(all.get(place) ?? []), row]);
  }
  return all;
}

/** A finding for each address of the busiest, and one for all the others together. */
async function findReported(context: DetectorContext, reporter: Reporter): Promise<Finding[]> {
  const steps = actorSteps(context, reporter.side);
  return askSteps(context.engine, steps, async (ask: Ask) => {
    const rows = await ask('SELECT * FROM actors ORDER BY place');
    if (rows.length === 0) return [];
    const said = grouped(await ask(sqlSaid(context)));
    const lines = linesBySubject(context, await ask(SQL_LINES));
    return rows.map((row) => {
      const place = String(row['place']);
      const sql = sqlOf(steps, `SELECT * FROM actors WHERE place = ${Number(place)}`);
      const reported = { row, said: said.get(place) ?? [], lines: lines.get(place) ?? [], sql };
      return findingOf(context, reported, reporter);
    });
  });
}

/** Somebody outside, as other systems judge him: ModSecurity, Suricata, a WAF, GuardDuty, fail2ban. */
export const sensorInbound: Detector = {
  name: 'sensor-inbound',
  type: 'web_attack',
  title: 'Other systems report or ban somebody outside',
  source: SOURCE,
  table: 'alerts',
  accused: (context) => ({
    steps: actorSteps(context, 'others'),
    select: `SELECT CASE WHEN place = ${BEYOND} THEN 'sensor-inbound|others' ELSE 'sensor-inbound|' || src END AS finding,
  src AS address, ts, evidence, line FROM placed`,
  }),
  detect: (context) => findReported(context, { name: 'sensor-inbound', side: 'others' }),
};

/** A host of ours, as other systems judge it: whatever attacks others from here. */
export const sensorOutbound: Detector = {
  name: 'sensor-outbound',
  type: 'infected_host',
  title: 'Other systems report a host of ours',
  source: SOURCE,
  table: 'alerts',
  detect: (context) => findReported(context, { name: 'sensor-outbound', side: 'own' }),
};
