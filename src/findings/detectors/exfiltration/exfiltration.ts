import type { Row } from '../../../events/engines/engine.ts';
import { INWARD, OUTWARD } from '../../attempts.ts';
import { inwardConditions, outwardConditions } from '../../calls.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { isServicePort } from '../../../net/ports.ts';
import { isOperated } from '../../network/known-services.ts';
import { secondsOf } from '../../sql/instants.ts';
import { sqlOf } from '../../sql/steps.ts';
import type { Step } from '../../sql/steps.ts';
import { linesOfSubjects } from '../../sql/subject-lines.ts';
import { subjectOf } from '../../subject.ts';
import { limitsOf } from '../../threshold.ts';
import type { ExfiltrationMessage } from './messages.ts';
import { EXFILTRATION_NUMBERS } from './numbers.ts';
import { EXFILTRATION } from './thresholds.ts';

const DAY = 86_400;
/** A new backup looks the same. */
const CONFIDENCE = 0.5;
/** Twice the threshold, and not to a service of the cloud itself, is more than a hint. */
const MORE = 2;

/** Our host began it, as far as one record shows: what a server answers is no upload of its own. */
const CALLED = `CASE WHEN initiator IS NOT NULL THEN initiator = 'src'
    ELSE src_port > dst_port AND NOT ${isServicePort('src_port')} AND NOT coalesce(tcp_flags, 0) IN (18, 19) END`;

/**
 * Steps up to `uploads`: much that a host sent on one day to an address that it never turned to before (`big`), what came back from
 * there, on how many days before it had flows (`days`), and what it sent outside on the fullest of them (`usual`).
 */
function uploadSteps(context: DetectorContext, host?: string, target?: string): Step[] {
  const { dialect } = context.engine;
  const { bytes } = limitsOf(context, EXFILTRATION);
  const day = dialect.bucket('ts_start', DAY);
  const toTarget = target === undefined ? [] : [`${OUTWARD.target} = ${dialect.text(target)}`];
  const sent = [...outwardConditions(context, host), 'ts_start IS NOT NULL'];
  return [
    // One column groups faster than three: first the addresses that got so much from all of us together.
    {
      name: 'loud',
      sql: `SELECT ${OUTWARD.target} AS target FROM flows WHERE ${[...toTarget, ...sent].join('\n    AND ')}
  GROUP BY 1 HAVING sum(bytes) >= ${bytes}`,
    },
    {
      name: 'big',
      sql: `SELECT ${OUTWARD.host} AS host, ${OUTWARD.target} AS target, ${day} AS day, count(*) AS flows, sum(packets) AS packets,
    sum(bytes) AS bytes, min(ts_start) AS first, max(CASE WHEN ts_end > ts_start THEN ts_end ELSE ts_start END) AS last,
    max(CASE WHEN ${isOperated(OUTWARD.target)} THEN 1 ELSE 0 END) AS operated
  FROM flows WHERE ${[...toTarget, CALLED, ...sent].join('\n    AND ')} AND ${OUTWARD.target} IN (SELECT target FROM loud)
  GROUP BY 1, 2, 3 HAVING sum(bytes) >= ${bytes}`,
    },
    {
      name: 'met',
      sql: `SELECT ${OUTWARD.host} AS host, ${OUTWARD.target} AS target, min(${day}) AS day FROM flows
  WHERE ${[...toTarget, ...sent].join('\n    AND ')} AND ${OUTWARD.target} IN (SELECT target FROM big)
  GROUP BY 1, 2`,
    },
    {
      name: 'day_sums',
      sql: `SELECT ${OUTWARD.host} AS host, ${day} AS day, sum(bytes) AS bytes FROM flows
  WHERE ${sent.join('\n    AND ')} AND ${OUTWARD.host} IN (SELECT host FROM big)
  GROUP BY 1, 2`,
    },
    {
      name: 'returned',
      sql: `SELECT ${INWARD.host} AS host, ${INWARD.target} AS target, ${day} AS day, sum(bytes) AS bytes FROM flows
  WHERE ${inwardConditions(context, host).join('\n    AND ')} AND ${INWARD.target} IN (SELECT target FROM big)
  GROUP BY 1, 2, 3`,
    },
    {
      name: 'uploads',
      sql: `SELECT big.host, big.target, big.flows, big.packets, big.bytes, big.first, big.last, big.operated,
    max(coalesce(returned.bytes, 0)) AS bytes_back, count(DISTINCT day_sums.day) AS days, max(coalesce(day_sums.bytes, 0)) AS usual
  FROM big JOIN met ON met.host = big.host AND met.target = big.target AND met.day = big.day
  LEFT JOIN returned ON returned.host = big.host AND returned.target = big.target AND returned.day = big.day
  LEFT JOIN day_sums ON day_sums.host = big.host AND day_sums.day < big.day
  GROUP BY big.host, big.target, big.flows, big.packets, big.bytes, big.first, big.last, big.operated`,
    },
  ];
}

function sqlUploads(context: DetectorContext, host?: string, target?: string): string {
  const { times_back } = limitsOf(context, EXFILTRATION);
  return sqlOf(
    uploadSteps(context, host, target),
    `SELECT * FROM uploads WHERE bytes >= ${times_back} * bytes_back ORDER BY host, target`,
  );
}

function findingOf(context: DetectorContext, row: Row, lines: LineRef[]): Finding {
  const { bytes, days, times_usual, times_back } = limitsOf(context, EXFILTRATION);
  const number = (name: string): number => Number(row[name] ?? 0);
  const [host, target] = [String(row['host']), String(row['target'])];
  const [from, to] = [String(row['first']), String(row['last'])];
  const operated = number('operated') === 1;
  const much = number('bytes') >= MORE * times_usual * number('usual');
  return {
    id: [exfiltration.name, host, target, from].join('|'),
    type: exfiltration.type,
    detector: exfiltration.name,
    subject: subjectOf(context, host),
    direction: 'outbound',
    targets: { hosts: 1, ports: [], sample: [target] },
    from,
    to,
    numbers: numbersOf(EXFILTRATION_NUMBERS, {
      hosts: 1,
      flows: number('flows'),
      packets: number('packets'),
      bytes: number('bytes'),
      seconds: secondsOf(to) - secondsOf(from),
      bytes_returned: number('bytes_back'),
      bytes_fullest_day: number('usual'),
      days_before: number('days'),
    }),
    confidence: CONFIDENCE,
    severity: much && !operated ? 'medium' : 'low',
    message: {
      key: 'sentMuch',
      params: {
        who: context.hosts.label(host),
        target,
        bytes: number('bytes'),
        bytes_back: number('bytes_back'),
        usual: number('usual'),
        days: number('days'),
        when: { from, to },
        operated,
      },
    },
    rule_message: {
      key: 'exfiltrationRule',
      params: { source: exfiltration.source, bytes, days, times: times_usual, back: times_back },
    },
    sql: sqlUploads(context, host, target),
    lines,
  };
}

/** Uploads, where anybody sent that much to one address on one day; most logs have nobody. */
async function searchUploads(context: DetectorContext): Promise<Row[]> {
  const steps = uploadSteps(context);
  for (const step of ['loud', 'big']) {
    const rows = await context.engine.query(sqlOf(steps, `SELECT 1 AS one FROM ${step} LIMIT 1`));
    if (rows.length === 0) return [];
  }
  return context.engine.query(sqlUploads(context));
}

/** What was searched for in a context: findings and gaps are made of the same. */
const searched = new WeakMap<DetectorContext, Promise<Row[]>>();

function uploadsOf(context: DetectorContext): Promise<Row[]> {
  const known = searched.get(context) ?? searchUploads(context);
  searched.set(context, known);
  return known;
}

/** Much to an address that is new, by a host that never sent as much. */
export const exfiltration: Detector = {
  name: 'exfiltration',
  type: 'exfiltration',
  title: 'One of our hosts sends one new address far more in a day than it ever sent to all',
  source: { key: 'sourceExfiltration', params: {} },
  table: 'flows',
  async detect(context) {
    const { days, times_usual } = limitsOf(context, EXFILTRATION);
    const rows = (await uploadsOf(context)).filter(
      (row) => Number(row['days']) >= days && Number(row['bytes']) >= times_usual * Number(row['usual']),
    );
    const lines = await linesOfSubjects(
      context,
      [OUTWARD.host, OUTWARD.target],
      rows.map((row, i) => ({
        subject: String(i),
        values: [String(row['host']), String(row['target'])],
      })),
      outwardConditions(context),
    );
    return rows.map((row, i) => findingOf(context, row, lines.get(String(i)) ?? []));
  },
};

/** Hosts that sent much to a new address, in a log that has too few days before to say whether that is unlike them. */
export async function noHistory(context: DetectorContext): Promise<ExfiltrationMessage[]> {
  const { days } = limitsOf(context, EXFILTRATION);
  const rows = (await uploadsOf(context)).filter(
    (row) => Number(row['days']) < days && Number(row['operated']) === 0,
  );
  const hosts = [...new Set(rows.map((row) => String(row['host'])))];
  return hosts.length === 0
    ? []
    : [{ key: 'gapNoHistory', params: { hosts: hosts.length, sample: hosts.slice(0, 3), days } }];
}
