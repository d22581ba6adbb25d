import type { Row } from '../../../events/engines/engine.ts';
import type { Instant } from '../../../model/instant.ts';
import { protocolName } from '../../../net/protocols.ts';
import { OUTWARD } from '../../attempts.ts';
import type { Scope } from '../../attempts.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { ratesOfScope, ratesOfScopes } from './flood-rates.ts';
import { keepScopes } from '../../scopes.ts';
import type { ScopeRows } from '../../scopes.ts';
import { bySubject, seenOf } from '../../many.ts';
import { KeptRows } from '../../sql/kept.ts';
import { sqlOf } from '../../sql/steps.ts';
import type { Step } from '../../sql/steps.ts';
import { secondsOf } from '../../sql/instants.ts';
import { samples } from '../../sql/samples.ts';
import { subjectOf } from '../../subject.ts';
import type { FloodMessage } from './messages.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { FLOOD_NUMBERS } from './numbers.ts';
import { ratesInForce, ratesOf, reachOf, sureAt } from './rates.ts';
import { KIND_NAMES, kindOf, sumsOf } from './kinds.ts';
import type { KindOfFlood } from './kinds.ts';

/** Ports that a finding lists; `numbers.ports` has their exact number. */
const MAX_PORTS = 200;

/** One flood: a host, a protocol, and the targets it was aimed at. */
export interface Flood {
  host: string;
  protocol: number;
  targets: string[];
  from: Instant;
  to: Instant;
  /** Length of the windows in seconds. */
  window: number;
}

const NUMBERS = `sum(flows) AS flows, sum(packets) AS packets, sum(bytes) AS bytes, sum(packets_back) AS packets_back,
  min(first) AS first, max(last) AS last, max(CAST(packets AS DOUBLE) / seconds) AS packets_per_second,
  max(CAST(bytes AS DOUBLE) * 8 / seconds) AS bits_per_second, max(CAST(flows AS DOUBLE) / seconds) AS flows_per_second,
  ${sumsOf(KIND_NAMES)}`;

/** The rates of each window, over all targets. @param of what the windows are told apart by as well */
function windowsStep(of: readonly 'scope'[]): Step {
  const key = [...of, 'win'].join(', ');
  return {
    name: 'windows',
    sql: `SELECT ${key}, sum(flows) AS flows, sum(packets) AS packets, sum(bytes) AS bytes, sum(packets_back) AS packets_back,
    min(first) AS first, max(last) AS last, max(seconds) AS seconds, ${sumsOf(KIND_NAMES)}
  FROM rates GROUP BY ${key}`,
  };
}

/** The flood's figures; rates are those of the strongest window over all targets. */
function sqlNumbers(context: DetectorContext, scope: Scope, window: number): string {
  return sqlOf(
    [...ratesOfScope(context, scope, window), windowsStep([])],
    `SELECT ${NUMBERS}
FROM windows`,
  );
}

/** The same of all floods, by the flood's place. */
async function numbersOfAll(
  context: DetectorContext,
  rows: ScopeRows,
  window: number,
): Promise<Map<number, Row[]>> {
  const sql = sqlOf(
    [...ratesOfScopes(context, rows, window), windowsStep(['scope'])],
    `SELECT scope AS subject, ${NUMBERS}
FROM windows GROUP BY scope`,
  );
  return bySubject(await context.engine.query(sql));
}

interface Aim {
  hosts: number;
  ports: number[];
  portCount: number;
  sample: string[];
  own: number;
}

/** The ports of each flood that got most. */
async function portsOfAll(context: DetectorContext, { sent }: ScopeRows): Promise<Map<number, Row[]>> {
  return bySubject(
    await context.engine.query(`SELECT subject, port FROM (
  SELECT subject, port, row_number() OVER (PARTITION BY subject ORDER BY packets DESC, port) AS place FROM (
    SELECT scopes.scope AS subject, dst_port AS port, sum(packets) AS packets
    FROM ${sent.from} WHERE ${[...sent.conditions, 'dst_port > 0'].join(' AND ')}
    GROUP BY scopes.scope, dst_port
  ) AS summed
) AS ranked WHERE place <= ${MAX_PORTS} ORDER BY subject, place`),
  );
}

/** What a flood was aimed at, as figures of its records: its targets, and its ports. */
function aimFigures({ engine, localNetworks }: DetectorContext): string {
  const { target } = OUTWARD;
  return `count(DISTINCT ${target}) AS hosts, count(DISTINCT dst_port) AS ports,
  count(DISTINCT CASE WHEN ${localNetworks.condition(target)} THEN ${target} END) AS own, ${engine.dialect.sample(target, 10)} AS sample`;
}

function aimOf(row: Row, ports: readonly Row[]): Aim {
  return {
    hosts: Number(row['hosts'] ?? 0),
    ports: ports.map(({ port }) => Number(port)),
    portCount: Number(row['ports'] ?? 0),
    own: Number(row['own'] ?? 0),
    sample: samples(row['sample']),
  };
}

function sentenceOf(
  context: DetectorContext,
  flood: Flood,
  aim: Aim,
  row: Row,
  kind: KindOfFlood,
): FloodMessage {
  const number = (name: string): number => Number(row[name] ?? 0);
  const [port] = aim.ports;
  return {
    key: 'flooded',
    params: {
      who: context.hosts.label(flood.host),
      ...(aim.hosts === 1 ? { target: aim.sample[0] ?? '' } : {}),
      targets: aim.hosts,
      ...(aim.portCount === 1 && port !== undefined ? { port } : {}),
      ports: aim.ports.length > 1 ? aim.portCount : aim.ports.length,
      protocol: flood.protocol,
      packets_per_second: number('packets_per_second'),
      bytes_per_second: number('bits_per_second') / 8,
      when: { from: String(row['first']), to: String(row['last']) },
      packets: number('packets'),
      bytes: number('bytes'),
      packets_back: number('packets_back'),
      kind: { key: 'floodKind', params: kind },
    },
  };
}

/** How sure by its rates; a little less where something came back. */
function confidenceOf(context: DetectorContext, row: Row): number {
  const back = Math.min(1, Number(row['packets_back']) / Math.max(1, Number(row['packets'])));
  return Number((sureAt(reachOf(context, ratesOf(row))) * (1 - back / 4)).toFixed(3));
}

function ruleOf(context: DetectorContext, detector: Detector): FloodMessage {
  return {
    key: 'floodRule',
    params: {
      source: detector.source,
      ...ratesInForce(context),
    },
  };
}

/** What was asked of the flows for one flood. */
interface SeenFlood {
  row: Row;
  aim: Aim;
  lines: LineRef[];
}

/** The finding of a flood, with its exact figures and first lines. */
function floodFinding(
  context: DetectorContext,
  detector: Detector,
  flood: Flood,
  { row, aim, lines }: SeenFlood,
): Finding {
  const { host, protocol, targets, from, to, window } = flood;
  const sql = sqlNumbers(context, { host, protocol, targets, from, to }, window);
  const [first, last] = [String(row['first']), String(row['last'])];
  const number = (name: string): number => Number(row[name] ?? 0);
  const confidence = confidenceOf(context, row);
  const kind = kindOf(context, protocol, row);
  return {
    id: [detector.name, host, protocolName(protocol), first].join('|'),
    type: detector.type,
    kind: kind.name,
    detector: detector.name,
    subject: subjectOf(context, host),
    direction: aim.own === aim.hosts ? 'internal' : 'outbound',
    targets: { hosts: aim.hosts, ports: [...aim.ports].sort((a, b) => a - b), sample: aim.sample },
    from: first,
    to: last,
    numbers: numbersOf(FLOOD_NUMBERS, {
      protocol,
      hosts: aim.hosts,
      ports: aim.portCount,
      flows: number('flows'),
      packets: number('packets'),
      bytes: number('bytes'),
      packets_back: number('packets_back'),
      packets_per_second: Math.round(number('packets_per_second')),
      bits_per_second: Math.round(number('bits_per_second')),
      flows_per_second: Number(number('flows_per_second').toFixed(2)),
      seconds: secondsOf(last) - secondsOf(first),
    }),
    confidence,
    severity: confidence >= 0.9 ? 'high' : 'medium',
    message: sentenceOf(context, flood, aim, row, kind),
    rule_message: ruleOf(context, detector),
    sql,
    lines,
  };
}

/** So many floods are looked into at once; their hosts, targets and times stand in one question. */
const AT_ONCE = 500;

/** The findings of floods of one log, all of whose windows are as long. */
export async function floodFindings(
  context: DetectorContext,
  detector: Detector,
  floods: readonly Flood[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (let at = 0; at < floods.length; at += AT_ONCE) {
    const some = floods.slice(at, at + AT_ONCE);
    const kept = new KeptRows(context.engine);
    try {
      const { text } = context.engine.dialect;
      const aims = some.flatMap(({ targets }, scope) =>
        targets.map((target) => `(${scope}, ${text(target)})`),
      );
      const rows = await keepScopes(
        context,
        kept,
        some.map((flood) => ({ ...flood, aimed: true })),
        { of: 'target', sql: () => `SELECT * FROM (VALUES ${aims.join(', ')}) AS given (aim_scope, aim)` },
      );
      const numbers = await numbersOfAll(context, rows, some[0]!.window);
      const ports = await portsOfAll(context, rows);
      const seen = await seenOf(
        context,
        kept,
        'flood_aims',
        { from: rows.sent.from, subject: 'scopes.scope', where: rows.sent.conditions },
        { figures: aimFigures(context), time: 'ts_start' },
      );
      for (const [place, flood] of some.entries()) {
        const row = numbers.get(place)?.[0];
        const looked = seen.get(place);
        if (row === undefined || row['first'] === null || looked === undefined) continue;
        const aim = aimOf(looked.row, ports.get(place) ?? []);
        findings.push(floodFinding(context, detector, flood, { row, aim, lines: looked.lines }));
      }
    } finally {
      await kept.forget();
    }
  }
  return findings;
}
