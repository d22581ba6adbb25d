import type { Row } from '../../../events/engines/engine.ts';
import { INWARD, OUTWARD, sentConditions } from '../../attempts.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import type { Finding } from '../../../model/finding.ts';
import { secondsOf } from '../../sql/instants.ts';
import { findLines } from '../../sql/lines.ts';
import { samples } from '../../sql/samples.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { BACKSCATTER_NUMBERS } from './numbers.ts';
import { BACKSCATTER } from './thresholds.ts';
import { limitsOf } from '../../threshold.ts';

/** RST, SYN-ACK, RST-ACK (a lone ACK bit is not recorded, so RST-ACK also shows as RST). */
const ANSWERS = '(4, 18, 20)';

/**
 * Strangers whose port sent hosts of ours nothing but answers, which those hosts had not asked that port for. Other
 * traffic between the two (ICMP errors, name service, another port) does not count as asking.
 */
function sqlVictims(context: DetectorContext): string {
  const { hosts } = limitsOf(context, BACKSCATTER);
  const pair = ['victim', 'port', 'host'].map((key) => `a.${key} = q.${key}`).join(' AND ');
  return `WITH replies AS (
  SELECT ${INWARD.target} AS victim, ${INWARD.port} AS port, ${INWARD.host} AS host, min(ts_start) AS first,
    max(coalesce(ts_end, ts_start)) AS last, count(*) AS flows, sum(packets) AS packets
  FROM flows WHERE protocol = 6 AND tcp_flags IS NOT NULL AND ${context.localNetworks.condition(INWARD.host)}
    AND NOT ${context.localNetworks.condition(INWARD.target)}
  GROUP BY 1, 2, 3 HAVING count(CASE WHEN tcp_flags NOT IN ${ANSWERS} THEN 1 END) = 0
), sent AS (
  SELECT DISTINCT ${OUTWARD.target} AS victim, ${OUTWARD.port} AS port, ${OUTWARD.host} AS host FROM flows
  WHERE ${[
    'protocol = 6',
    '(tcp_flags IS NULL OR tcp_flags NOT IN (4, 20))',
    ...sentConditions(context, {}),
    // Only who answered can have been asked: without flags it is nobody.
    `${OUTWARD.target} IN (SELECT victim FROM replies)`,
  ].join('\n    AND ')}
), unasked AS (
  SELECT a.* FROM replies a LEFT JOIN sent q ON ${pair} WHERE q.host IS NULL
), struck AS (
  SELECT victim FROM unasked GROUP BY victim HAVING count(DISTINCT host) >= ${hosts}
), backscatter AS (
  SELECT unasked.* FROM unasked JOIN struck ON struck.victim = unasked.victim
)`;
}

function findingOf(context: DetectorContext, row: Row, sql: string, lines: Finding['lines']): Finding {
  const number = (name: string): number => Number(row[name] ?? 0);
  const [from, to] = [String(row['first']), String(row['last'])];
  const victims = samples(row['sample']);
  return {
    id: ['backscatter', from].join('|'),
    type: 'backscatter',
    detector: 'backscatter',
    subject: {},
    direction: 'inbound',
    targets: { hosts: number('hosts'), ports: [], sample: samples(row['hosts_sample']) },
    from,
    to,
    numbers: numbersOf(BACKSCATTER_NUMBERS, {
      victims: number('victims'),
      hosts: number('hosts'),
      flows: number('flows'),
      packets: number('packets'),
      seconds: secondsOf(to) - secondsOf(from),
    }),
    confidence: 0.8,
    severity: 'low',
    message: {
      key: 'backscattered',
      params: {
        victims: number('victims'),
        sample: victims.slice(0, 3),
        hosts: number('hosts'),
        when: { from, to },
      },
    },
    rule_message: {
      key: 'backscatterRule',
      params: { source: backscatter.source, hosts: limitsOf(context, BACKSCATTER).hosts },
    },
    sql,
    lines,
  };
}

/** Answers to packets that somebody sent with our addresses as the forged source. */
export const backscatter: Detector = {
  name: 'backscatter',
  type: 'backscatter',
  title: 'Strangers answer what nobody here asked: victims of forged packets, no attackers',
  source: { key: 'sourceBackscatter', params: {} },
  table: 'flows',
  async detect(context) {
    const { dialect } = context.engine;
    const sql = `${sqlVictims(context)}
SELECT count(DISTINCT victim) AS victims, count(DISTINCT host) AS hosts, sum(flows) AS flows, sum(packets) AS packets,
  min(first) AS first, max(last) AS last, ${dialect.sample('victim', 1000)} AS sample,
  ${dialect.sample('host', 10)} AS hosts_sample
FROM backscatter`;
    const row = (await context.engine.query(sql))[0];
    if (row === undefined || Number(row['victims']) === 0) return [];
    const victims = samples(row['sample']).map((address) => dialect.text(address));
    const lines = await findLines(context, [
      'protocol = 6',
      `tcp_flags IN ${ANSWERS}`,
      `${INWARD.target} IN (${victims.join(', ')})`,
    ]);
    return [findingOf(context, row, sql, lines)];
  },
};
