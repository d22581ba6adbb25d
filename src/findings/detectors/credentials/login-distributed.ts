import type { Row } from '../../../events/engines/engine.ts';
import type { AccusedRows, Detector, DetectorContext, RowsContext } from '../../detector.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import type { Message } from '../../../model/message.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { secondsOf } from '../../sql/instants.ts';
import { linesBySubject, MAX_LINES } from '../../sql/lines.ts';
import { samples } from '../../sql/samples.ts';
import { askSteps, sqlOf } from '../../sql/steps.ts';
import type { Step } from '../../sql/steps.ts';
import { limitsOf } from '../../threshold.ts';
import { EVERYBODY_TRIES } from './attack.ts';
import { targetsOf } from './login-log.ts';
import { SERVICE_LOGINS } from './login-outcomes.ts';
import { CREDENTIAL_NUMBERS } from './numbers.ts';
import { LOGIN_ATTACK } from './thresholds.ts';

const NAME = 'login-distributed';
const SOURCE: Message = { key: 'sourceDistributed', params: {} };

/** Steps up to `besieged`: accounts that very many addresses failed on within one window. */
function besiegedSteps(context: RowsContext): Step[] {
  const { dialect } = context.engine;
  const { window, distributed_addresses } = limitsOf(context, LOGIN_ATTACK);
  const others = [...EVERYBODY_TRIES].map((account) => dialect.text(account)).join(', ');
  return [
    ...SERVICE_LOGINS.outcomes(dialect),
    {
      name: 'besieged',
      few: true,
      sql: `SELECT account, max(addresses) AS peak FROM (
    SELECT account, ${dialect.bucket('ts', window)} AS win, count(DISTINCT address) AS addresses
    FROM strange WHERE account <> '' AND account NOT IN (${others}) GROUP BY account, 2
  ) AS windows GROUP BY account HAVING max(addresses) >= ${distributed_addresses}`,
    },
  ];
}

function sqlFigures({ engine: { dialect } }: RowsContext): string {
  return `SELECT strange.account AS account, min(username) AS username, max(peak) AS peak, count(*) AS failures,
  count(DISTINCT address) AS addresses, min(ts) AS first, max(ts) AS last, count(DISTINCT server) AS servers,
  ${dialect.sample('server', 10)} AS server_sample, ${dialect.sample('port', 10)} AS ports, ${dialect.sample('service', 10)} AS services
FROM strange JOIN besieged ON besieged.account = strange.account GROUP BY strange.account`;
}

const SQL_LINES = `SELECT subject, evidence, line FROM (
  SELECT strange.account AS subject, ts, evidence, line,
    row_number() OVER (PARTITION BY strange.account ORDER BY ts, evidence, line) AS place
  FROM strange JOIN besieged ON besieged.account = strange.account
) AS ranked WHERE place <= ${MAX_LINES} ORDER BY subject, ts, evidence, line`;

function findingOf(context: DetectorContext, row: Row, sql: string, lines: LineRef[]): Finding {
  const [from, to] = [String(row['first']), String(row['last'])];
  const [failures, addresses, peak] = [row['failures'], row['addresses'], row['peak']].map(Number);
  const { window, distributed_addresses } = limitsOf(context, LOGIN_ATTACK);
  const minutes = window / 60;
  return {
    id: [NAME, row['account'], from].join('|'),
    type: 'login_attack',
    detector: NAME,
    subject: { user: String(row['username']) },
    direction: 'inbound',
    targets: targetsOf(row),
    from,
    to,
    numbers: numbersOf(CREDENTIAL_NUMBERS, {
      failures,
      addresses,
      addresses_in_busiest_window: peak,
      seconds: Math.round(secondsOf(to) - secondsOf(from)),
    }),
    confidence: 0.85,
    severity: 'high',
    message: {
      key: 'loginsDistributed',
      params: {
        user: String(row['username']),
        failures: failures ?? 0,
        addresses: addresses ?? 0,
        peak: peak ?? 0,
        minutes,
        services: samples(row['services']),
        when: { from, to },
      },
    },
    rule_message: {
      key: 'distributedRule',
      params: { source: SOURCE, addresses: distributed_addresses, minutes },
    },
    sql,
    lines,
  };
}

function detect(context: DetectorContext): Promise<Finding[]> {
  const steps = besiegedSteps(context);
  const figures = sqlFigures(context);
  return askSteps(context.engine, steps, async (ask) => {
    const rows = await ask(`${figures} ORDER BY failures DESC, account`);
    if (rows.length === 0) return [];
    await context.attackers.keep(
      ask.sql(`SELECT DISTINCT address, CAST(NULL AS VARCHAR) AS agent, '' AS account
  FROM strange JOIN besieged ON besieged.account = strange.account`),
    );
    const lines = linesBySubject(context, await ask(SQL_LINES));
    const sql = sqlOf(steps, `SELECT * FROM (${figures}) AS figures`);
    return rows.map((row) => {
      const account = String(row['account']);
      const own = `${sql} WHERE account = ${context.engine.dialect.text(account)}`;
      return findingOf(context, row, own, lines.get(account) ?? []);
    });
  });
}

function accused(context: RowsContext): AccusedRows {
  return {
    steps: besiegedSteps(context),
    select: `SELECT '${NAME}|' || strange.account AS finding, address, ts, evidence, line
FROM strange JOIN besieged ON besieged.account = strange.account`,
  };
}

/** One account that very many addresses try at once, each too seldom to be noticed by itself. */
export const loginDistributed: Detector = {
  name: NAME,
  type: 'login_attack',
  title: 'Many addresses try the password of one account at the same time',
  source: SOURCE,
  table: 'logins',
  accused,
  detect,
};
