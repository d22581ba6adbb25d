import { providerTitle } from '../../../clouds/index.ts';
import type { Row } from '../../../events/engines/engine.ts';
import type { Detector, DetectorContext, RowsContext } from '../../detector.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import type { Message } from '../../../model/message.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { secondsOf } from '../../sql/instants.ts';
import { linesBySubject, MAX_LINES } from '../../sql/lines.ts';
import { samples } from '../../sql/samples.ts';
import { askSteps, sqlOf } from '../../sql/steps.ts';
import type { Step } from '../../sql/steps.ts';
import { limitsOf } from '../../threshold.ts';
import { SQL_PART_OF_WORLD } from './parts-of-world.ts';
import { SERVICE_LOGINS } from './login-outcomes.ts';
import { targetsOf } from './login-log.ts';
import { CREDENTIAL_NUMBERS } from './numbers.ts';
import { LOGIN_ATTACK } from './thresholds.ts';

const NAME = 'login-travel';
const SOURCE: Message = { key: 'sourceTravel', params: {} };

/**
 * Steps up to `trips`: logins that worked, each with the one before it of the same account at another provider in another part of
 * the world, where less time lies between than anybody travels. Two regions of one provider are a VPN that changes its exit.
 */
function tripSteps(context: RowsContext): Step[] {
  const { dialect } = context.engine;
  const { travel } = limitsOf(context, LOGIN_ATTACK);
  const before = 'OVER (PARTITION BY account ORDER BY ts, evidence, line)';
  return [
    ...SERVICE_LOGINS.outcomes(dialect),
    {
      name: 'placed',
      sql: `SELECT * FROM (SELECT outcomes.*, ${SQL_PART_OF_WORLD} AS part FROM outcomes WHERE ok AND account <> '' AND provider <> '') AS known
  WHERE part IS NOT NULL`,
    },
    {
      name: 'followed',
      sql: `SELECT placed.*, lag(provider) ${before} AS old_provider, lag(region) ${before} AS old_region, lag(part) ${before} AS old_part,
    lag(address) ${before} AS old_address, lag(evidence) ${before} AS old_evidence, lag(line) ${before} AS old_line,
    lag(ts) ${before} AS old_ts, ${dialect.epoch('ts')} - ${dialect.epoch(`lag(ts) ${before}`)} AS gap FROM placed`,
    },
    {
      name: 'trips',
      few: true,
      sql: `SELECT * FROM followed WHERE old_part <> part AND old_provider <> provider AND gap < ${travel}`,
    },
  ];
}

/** A row for each account, with its fastest trip. */
function sqlTravellers({ engine: { dialect } }: RowsContext): string {
  return `SELECT figures.*, fastest.provider AS provider, fastest.region AS region, fastest.address AS address, old_provider, old_region,
  old_address, gap
FROM (
  SELECT account, min(username) AS username, count(*) AS trips, min(old_ts) AS first, max(ts) AS last, count(DISTINCT server) AS servers,
    ${dialect.sample('server', 10)} AS server_sample, ${dialect.sample('port', 10)} AS ports, ${dialect.sample('service', 10)} AS services
  FROM trips GROUP BY account
) AS figures JOIN (
  SELECT trips.*, row_number() OVER (PARTITION BY account ORDER BY gap, ts, evidence, line) AS place FROM trips
) AS fastest ON fastest.account = figures.account AND place = 1`;
}

const SQL_LINES = `SELECT subject, evidence, line FROM (
  SELECT subject, ts, evidence, line, row_number() OVER (PARTITION BY subject ORDER BY ts, evidence, line) AS place FROM (
    SELECT account AS subject, ts, evidence, line FROM trips
    UNION SELECT account, old_ts, old_evidence, old_line FROM trips
  ) AS ends
) AS ranked WHERE place <= ${MAX_LINES} ORDER BY subject, ts, evidence, line`;

const placeOf = (row: Row, before: '' | 'old_'): { address: string; provider: string; region: string } => ({
  address: String(row[`${before}address`]),
  provider: providerTitle(String(row[`${before}provider`])),
  region: String(row[`${before}region`]),
});

function findingOf(context: DetectorContext, row: Row, sql: string, lines: LineRef[]): Finding {
  const [from, to] = [String(row['first']), String(row['last'])];
  const { travel } = limitsOf(context, LOGIN_ATTACK);
  const [trips, gap] = [Number(row['trips']), Math.round(Number(row['gap']))];
  const user = String(row['username']);
  return {
    id: [NAME, row['account'], from].join('|'),
    type: 'credential_exposure',
    detector: NAME,
    subject: { user },
    direction: 'inbound',
    targets: targetsOf(row),
    from,
    to,
    numbers: numbersOf(CREDENTIAL_NUMBERS, {
      trips,
      seconds_between: gap,
      seconds: Math.round(secondsOf(to) - secondsOf(from)),
    }),
    // A service that logs in for its user looks the same.
    confidence: 0.6,
    severity: 'medium',
    message: {
      key: 'loginTravelled',
      params: {
        user,
        trips,
        there: placeOf(row, 'old_'),
        here: placeOf(row, ''),
        seconds: gap,
        services: samples(row['services']),
        when: { from, to },
      },
    },
    rule_message: { key: 'travelRule', params: { source: SOURCE, hours: travel / 3600 } },
    sql,
    lines,
  };
}

function detect(context: DetectorContext): Promise<Finding[]> {
  const steps = tripSteps(context);
  const travellers = sqlTravellers(context);
  return askSteps(context.engine, steps, async (ask) => {
    const rows = await ask(`${travellers} ORDER BY gap, account`);
    if (rows.length === 0) return [];
    const lines = linesBySubject(context, await ask(SQL_LINES));
    const sql = sqlOf(steps, `SELECT * FROM (${travellers}) AS travellers`);
    return rows.map((row) => {
      const account = String(row['account']);
      const own = `${sql} WHERE account = ${context.engine.dialect.text(account)}`;
      return findingOf(context, row, own, lines.get(account) ?? []);
    });
  });
}

/** One account that is let in from two ends of the world within less time than anybody travels. */
export const loginTravel: Detector = {
  name: NAME,
  type: 'credential_exposure',
  title: 'An account is used from two parts of the world at a time',
  source: SOURCE,
  table: 'logins',
  detect,
};
