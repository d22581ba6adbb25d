import type { Row } from '../../../events/engines/engine.ts';
import { isMiddlebox } from '../../attempts.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { askSubjects } from '../../many.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { RECORDER } from '../../network/sightings.ts';
import { numberIn } from '../../sql/number-in.ts';
import { secondsOf } from '../../sql/instants.ts';
import { samples } from '../../sql/samples.ts';
import { subjectOf } from '../../subject.ts';
import { limitsOf } from '../../threshold.ts';
import { isAmplifier, leastFactor } from '../../amplifiers.ts';
import { REFLECTION_NUMBERS } from './numbers.ts';
import { REFLECTION } from './thresholds.ts';

/** Seconds of the windows in which requests and answers are held together. */
const WINDOW = 600;
const UDP = 17;

/** Bytes without the headers of IP and UDP. */
const payload = (address: string): string =>
  `sum(bytes - packets * CASE WHEN ${address} LIKE '%:%' THEN 48 ELSE 28 END)`;

/** Records of such a service of ours to somebody. */
function serving(context: DetectorContext): string[] {
  return [
    `protocol = ${UDP}`,
    isAmplifier('src_port'),
    'ts_start IS NOT NULL',
    'dst IS NOT NULL',
    context.localNetworks.condition('src'),
    `NOT ${isMiddlebox(context, 'src')}`,
  ];
}

/**
 * Our services that sent one target far more than came in its name. Several interfaces may record the same packets: requests and answers are
 * compared as one of them saw them, and counted where most was seen.
 */
function sqlReflectors(context: DetectorContext, host?: string, port?: number): string {
  const { dialect } = context.engine;
  const { factor_share, least_factor, most_factor, target_bytes } = limitsOf(context, REFLECTION);
  const win = dialect.bucket('ts_start', WINDOW);
  const one = [
    ...(host === undefined ? [] : [`src = ${dialect.text(host)}`]),
    ...(port === undefined ? [] : [`src_port = ${port}`]),
  ];
  const on = ['host', 'target', 'port', 'recorder', 'win'].map((key) => `a.${key} = q.${key}`).join(' AND ');
  return `WITH served AS (
  SELECT src AS host, dst AS target, src_port AS port, coalesce(${RECORDER}, '') AS recorder, ${win} AS win, count(*) AS flows,
    sum(packets) AS packets, sum(bytes) AS bytes, ${payload('src')} AS payload, min(ts_start) AS first,
    max(coalesce(ts_end, ts_start)) AS last
  FROM flows WHERE ${[...serving(context), ...one].join('\n    AND ')}
  GROUP BY 1, 2, 3, 4, 5 HAVING sum(bytes) >= ${target_bytes}
), requests AS (
  SELECT dst AS host, src AS target, dst_port AS port, coalesce(${RECORDER}, '') AS recorder, ${win} AS win, sum(bytes) AS bytes, ${payload('src')} AS payload
  FROM flows WHERE protocol = ${UDP} AND ${isAmplifier('dst_port')} AND dst IN (SELECT host FROM served) AND src IN (SELECT target FROM served)
  GROUP BY 1, 2, 3, 4, 5
), reflected AS (
  SELECT a.host, a.target, a.port, a.win, max(a.flows) AS flows, max(a.packets) AS packets, max(a.bytes) AS bytes, max(a.payload) AS payload,
    max(q.bytes) AS asked_bytes, greatest(1, coalesce(max(q.payload), 0)) AS asked_payload, min(a.first) AS first, max(a.last) AS last
  FROM served a JOIN requests q ON ${on}
  WHERE a.payload >= ${leastFactor('a.port', factor_share, least_factor, most_factor)} * greatest(1, coalesce(q.payload, 0))
  GROUP BY 1, 2, 3, 4
)
SELECT host, port, count(DISTINCT target) AS targets, sum(flows) AS flows, sum(packets) AS packets, sum(bytes) AS bytes, sum(asked_bytes) AS asked,
  CAST(sum(payload) AS DOUBLE) / sum(asked_payload) AS factor, min(first) AS first, max(last) AS last, ${dialect.sample('target', 10)} AS sample
FROM reflected GROUP BY host, port ORDER BY host, port`;
}

function findingOf(context: DetectorContext, row: Row, lines: LineRef[]): Finding {
  const [host, port] = [String(row['host']), numberIn(row, 'port')];
  const [from, to] = [String(row['first']), String(row['last'])];
  const { factor_share, least_factor, most_factor, target_bytes } = limitsOf(context, REFLECTION);
  const targets = samples(row['sample']);
  return {
    id: [reflector.name, host, port, from].join('|'),
    type: reflector.type,
    detector: reflector.name,
    subject: subjectOf(context, host),
    direction: 'outbound',
    targets: { hosts: numberIn(row, 'targets'), ports: [], sample: targets },
    from,
    to,
    numbers: numbersOf(REFLECTION_NUMBERS, {
      protocol: UDP,
      hosts: numberIn(row, 'targets'),
      ports: 1,
      flows: numberIn(row, 'flows'),
      packets: numberIn(row, 'packets'),
      bytes: numberIn(row, 'bytes'),
      seconds: secondsOf(to) - secondsOf(from),
      bytes_asked: numberIn(row, 'asked'),
      amplification: Number(numberIn(row, 'factor').toFixed(1)),
    }),
    confidence: 0.85,
    severity: numberIn(row, 'bytes') >= 100 * target_bytes ? 'high' : 'medium',
    message: {
      key: 'reflects',
      params: {
        who: context.hosts.label(host),
        port,
        ...(numberIn(row, 'targets') === 1 && targets[0] !== undefined ? { target: targets[0] } : {}),
        targets: numberIn(row, 'targets'),
        asked: numberIn(row, 'asked'),
        bytes: numberIn(row, 'bytes'),
        factor: numberIn(row, 'factor'),
        when: { from, to },
      },
    },
    rule_message: {
      key: 'reflectsRule',
      params: {
        source: reflector.source,
        share: factor_share,
        least: least_factor,
        most: most_factor,
        bytes: target_bytes,
      },
    },
    sql: sqlReflectors(context, host, port),
    lines,
  };
}

/** A service of ours is abused: whoever writes a victim's address into his requests has it answer the victim. */
export const reflector: Detector = {
  name: 'reflector',
  type: 'ddos',
  title: 'A service of ours sends one target many times what came in its name',
  source: { key: 'sourceReflects', params: {} },
  table: 'flows',
  async detect(context) {
    const { text } = context.engine.dialect;
    const rows = await context.engine.query(sqlReflectors(context));
    const hosts = new Set(rows.map((row) => String(row['host'])));
    const findings: Finding[] = [];
    const keys = {
      mirror: (row: Row) => text(String(row['host'])),
      mirror_port: (row: Row) => String(row['port']),
      begins: (row: Row) => context.engine.dialect.timestamp(String(row['first'])),
    };
    await askSubjects(context, 'reflectors', rows, keys, async (asked, some) => {
      const seen = await asked.seen({
        from: 'flows',
        on: 'src = asked.mirror AND src_port = asked.mirror_port AND ts_start >= asked.begins',
        where: [...serving(context), context.observationPoints.everywhere('src', (host) => hosts.has(host))],
        figures: 'count(*) AS flows',
        time: 'ts_start',
      });
      for (const [place, row] of some.entries())
        findings.push(findingOf(context, row, seen.get(place)?.lines ?? []));
    });
    return findings;
  },
};
