import type { Row } from '../../../events/engines/engine.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { askSubjects } from '../../many.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { numberIn } from '../../sql/number-in.ts';
import { secondsOf } from '../../sql/instants.ts';
import { limitsOf } from '../../threshold.ts';
import { isAmplifier } from '../../amplifiers.ts';
import { REFLECTION_NUMBERS } from './numbers.ts';
import { REFLECTION } from './thresholds.ts';

/** Seconds of the windows in which sources are counted. */
const WINDOW = 60;
const UDP = 17;

/** Records from such a service outside to a host of ours. */
function answering(context: DetectorContext): string[] {
  const { localNetworks } = context;
  return [
    `protocol = ${UDP}`,
    isAmplifier('src_port'),
    'ts_start IS NOT NULL',
    'src IS NOT NULL',
    localNetworks.condition('dst'),
    `NOT ${localNetworks.condition('src')}`,
  ];
}

/**
 * Hosts of ours that many services answered unasked, with the figures of all such answers in the minutes in which they were many. A log of one direction alone does not
 * show who asked: of it nothing is said.
 */
function sqlStruck(context: DetectorContext, host?: string, port?: number): string {
  const { engine, localNetworks } = context;
  const { dialect } = engine;
  const { sources, bytes_per_packet, bytes } = limitsOf(context, REFLECTION);
  const one = [
    ...(host === undefined ? [] : [`dst = ${dialect.text(host)}`]),
    ...(port === undefined ? [] : [`src_port = ${port}`]),
  ];
  return `WITH answers AS (
  SELECT dst AS host, src AS source, src_port AS port, ${dialect.bucket('ts_start', WINDOW)} AS win, count(*) AS flows,
    sum(packets) AS packets, sum(bytes) AS bytes, min(ts_start) AS first, max(coalesce(ts_end, ts_start)) AS last
  FROM flows WHERE ${[...answering(context), ...one].join('\n    AND ')}
  GROUP BY 1, 2, 3, 4 HAVING sum(bytes) >= ${bytes_per_packet} * sum(packets)
), asked AS (
  SELECT DISTINCT src AS host, dst AS source, dst_port AS port FROM flows
  WHERE protocol = ${UDP} AND ${isAmplifier('dst_port')} AND ${localNetworks.condition('src')}
), unasked AS (
  SELECT answers.* FROM answers LEFT JOIN asked ON asked.host = answers.host AND asked.source = answers.source
    AND asked.port = answers.port
  WHERE asked.host IS NULL AND EXISTS (SELECT 1 FROM flows AS ours WHERE ${localNetworks.condition('ours.src')})
), struck AS (
  SELECT host, port, win FROM unasked GROUP BY host, port, win
  HAVING count(DISTINCT source) >= ${sources} AND sum(bytes) >= ${bytes}
)
SELECT unasked.host, unasked.port, count(DISTINCT source) AS sources, sum(flows) AS flows, sum(packets) AS packets,
  sum(bytes) AS bytes, min(first) AS first, max(last) AS last
FROM unasked JOIN struck ON struck.host = unasked.host AND struck.port = unasked.port AND struck.win = unasked.win
GROUP BY unasked.host, unasked.port ORDER BY bytes DESC, host, port`;
}

function findingOf(context: DetectorContext, row: Row, lines: LineRef[]): Finding {
  const [host, port] = [String(row['host']), numberIn(row, 'port')];
  const [from, to] = [String(row['first']), String(row['last'])];
  const [sources, packets, all] = [
    numberIn(row, 'sources'),
    numberIn(row, 'packets'),
    numberIn(row, 'bytes'),
  ];
  const { sources: least, bytes_per_packet, bytes } = limitsOf(context, REFLECTION);
  return {
    id: [reflectedOn.name, host, port, from].join('|'),
    type: reflectedOn.type,
    detector: reflectedOn.name,
    subject: {},
    direction: 'inbound',
    targets: { hosts: 1, ports: [], sample: [host] },
    from,
    to,
    numbers: numbersOf(REFLECTION_NUMBERS, {
      protocol: UDP,
      sources,
      hosts: 1,
      flows: numberIn(row, 'flows'),
      packets,
      bytes: all,
      seconds: secondsOf(to) - secondsOf(from),
    }),
    confidence: Number(Math.min(0.95, 0.8 + sources / (40 * least)).toFixed(3)),
    severity: all >= 1000 * bytes ? 'high' : 'medium',
    message: {
      key: 'reflectedOn',
      params: { host: context.hosts.label(host), port, sources, packets, bytes: all, when: { from, to } },
    },
    rule_message: {
      key: 'reflectedOnRule',
      params: { source: reflectedOn.source, sources: least, size: bytes_per_packet, bytes },
    },
    sql: sqlStruck(context, host, port),
    lines,
  };
}

/** One of our hosts is the victim: servers all over the internet answer it in somebody's stead who wrote its address. */
export const reflectedOn: Detector = {
  name: 'reflection-victim',
  type: 'ddos',
  title: 'Many servers outside send a host of ours large answers that it did not ask for',
  source: { key: 'sourceReflectedOn', params: {} },
  table: 'flows',
  unaccused: 'reflected',
  async detect(context) {
    const { text } = context.engine.dialect;
    const rows = await context.engine.query(sqlStruck(context));
    const findings: Finding[] = [];
    const keys = {
      struck: (row: Row) => text(String(row['host'])),
      struck_port: (row: Row) => String(row['port']),
      begins: (row: Row) => context.engine.dialect.timestamp(String(row['first'])),
    };
    await askSubjects(context, 'reflected', rows, keys, async (asked, some) => {
      const seen = await asked.seen({
        from: 'flows',
        on: 'dst = asked.struck AND src_port = asked.struck_port AND ts_start >= asked.begins',
        where: answering(context),
        figures: 'count(*) AS flows',
        time: 'ts_start',
      });
      for (const [place, row] of some.entries())
        findings.push(findingOf(context, row, seen.get(place)?.lines ?? []));
    });
    return findings;
  },
};
