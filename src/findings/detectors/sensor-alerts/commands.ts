import type { Row } from '../../../events/engines/engine.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Message } from '../../../model/message.ts';
import { numbersOf } from '../../../model/numbers.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import { secondsOf } from '../../sql/instants.ts';
import { linesBySubject, MAX_LINES } from '../../sql/lines.ts';
import { SENSOR_NUMBERS } from './numbers.ts';

const SOURCE: Message = { key: 'sourceCommands', params: {} };

/** What somebody typed in a session of a honeypot, which Cowrie reports of whoever it has let in, and of nobody else. */
const COMMANDS = "kind = 'deed' AND rule = 'command.input' AND ts IS NOT NULL AND src IS NOT NULL";

/** So much of a command is counted and shown: it is the attacker's own text. */
const MOST_TEXT = 120;

/** A row for each sensor, with the command that came most often. */
const SQL_COMMANDS = `SELECT figures.sensor AS sensor, commands, addresses, address, different, first, last, top.command AS command, times
FROM (
  SELECT sensor, count(*) AS commands, count(DISTINCT src) AS addresses, min(src) AS address,
    count(DISTINCT message) AS different, min(ts) AS first, max(ts) AS last
  FROM alerts WHERE ${COMMANDS} GROUP BY sensor
) AS figures JOIN (
  SELECT * FROM (
    SELECT sensor, command, count(*) AS times, row_number() OVER (PARTITION BY sensor ORDER BY count(*) DESC, command) AS nth
    FROM (SELECT sensor, substr(coalesce(message, ''), 1, ${MOST_TEXT}) AS command FROM alerts WHERE ${COMMANDS}) AS typed
    GROUP BY sensor, command
  ) AS ranked WHERE nth = 1
) AS top ON top.sensor = figures.sensor`;

const SQL_FIRST = `SELECT sensor AS subject, evidence, line FROM (
  SELECT sensor, ts, evidence, line, row_number() OVER (PARTITION BY sensor ORDER BY ts, evidence, line) AS nth
  FROM alerts WHERE ${COMMANDS}
) AS ranked WHERE nth <= ${MAX_LINES} ORDER BY subject, ts, evidence, line`;

function findingOf(row: Row, sql: string, lines: Finding['lines']): Finding {
  const sensor = String(row['sensor']);
  const [from, to] = [String(row['first']), String(row['last'])];
  const [commands, addresses] = [Number(row['commands']), Number(row['addresses'])];
  const [different, command] = [Number(row['different']), String(row['command'])];
  const only = addresses === 1 ? { address: String(row['address']) } : {};
  return {
    id: [honeypotCommands.name, sensor, from].join('|'),
    type: 'login_attack',
    detector: honeypotCommands.name,
    subject: only,
    direction: 'inbound',
    targets: { hosts: 0, ports: [], sample: [] },
    from,
    to,
    numbers: numbersOf(SENSOR_NUMBERS, {
      commands,
      different_commands: different,
      addresses,
      seconds: Math.round(secondsOf(to) - secondsOf(from)),
    }),
    confidence: 0.9,
    severity: 'medium',
    message: {
      key: 'commandsTyped',
      params: {
        sensor,
        commands,
        addresses,
        ...only,
        different,
        ...(command !== '' && { command }),
        times: Number(row['times']),
        when: { from, to },
      },
    },
    rule_message: { key: 'commandRule', params: { source: SOURCE } },
    sql,
    lines,
  };
}

async function detect(context: DetectorContext): Promise<Finding[]> {
  const { engine } = context;
  const rows = await engine.query(`${SQL_COMMANDS} ORDER BY sensor`);
  if (rows.length === 0) return [];
  const lines = linesBySubject(context, await engine.query(SQL_FIRST));
  return rows.map((row) => {
    const sensor = String(row['sensor']);
    const sql = `${SQL_COMMANDS} WHERE figures.sensor = ${engine.dialect.text(sensor)}`;
    return findingOf(row, sql, lines.get(sensor) ?? []);
  });
}

/** Strangers whom a honeypot has let in and who typed commands: who knows the password at once fails no login. */
export const honeypotCommands: Detector = {
  name: 'honeypot-commands',
  type: 'login_attack',
  title: 'Strangers type commands in a honeypot',
  source: SOURCE,
  table: 'alerts',
  // Who brought a file, too, is complained about for that: it is one incident, and one report.
  accused: () => ({
    steps: [],
    select: `SELECT '${honeypotCommands.name}|' || sensor AS finding, src AS address, ts, evidence, line FROM alerts
  WHERE ${COMMANDS} AND src NOT IN (SELECT src FROM alerts WHERE kind = 'download' AND src IS NOT NULL)`,
  }),
  detect,
};
