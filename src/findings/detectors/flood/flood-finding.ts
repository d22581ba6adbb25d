import type { Row } from '../../../events/engines/engine.ts';
import type { Instant } from '../../../model/instant.ts';
import { protocolName } from '../../../net/protocols.ts';
import { sentConditions } from '../../attempts.ts';
import type { Scope } from '../../attempts.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import type { Finding } from '../../../model/finding.ts';
import { sqlRates } from './flood-rates.ts';
import { secondsOf } from '../../sql/instants.ts';
import { findLines } from '../../sql/lines.ts';
import { samples } from '../../sql/samples.ts';
import { subjectOf } from '../../subject.ts';
import type { FloodMessage } from './messages.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { FLOOD_NUMBERS } from './numbers.ts';
import { FLOOD } from './thresholds.ts';
import { limitsOf } from '../../threshold.ts';

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

/** The flood's figures; rates are those of the strongest window over all targets. */
function sqlNumbers(context: DetectorContext, scope: Scope, window: number): string {
  return `${sqlRates(context, scope, window)}, windows AS (
  SELECT win, sum(flows) AS flows, sum(packets) AS packets, sum(bytes) AS bytes, sum(packets_back) AS packets_back,
    min(first) AS first, max(last) AS last, max(seconds) AS seconds
  FROM rates GROUP BY win
)
SELECT sum(flows) AS flows, sum(packets) AS packets, sum(bytes) AS bytes, sum(packets_back) AS packets_back,
  min(first) AS first, max(last) AS last, max(CAST(packets AS DOUBLE) / seconds) AS packets_per_second,
  max(CAST(bytes AS DOUBLE) * 8 / seconds) AS bits_per_second, max(CAST(flows AS DOUBLE) / seconds) AS flows_per_second
FROM windows`;
}

interface Aim {
  hosts: number;
  ports: number[];
  portCount: number;
  sample: string[];
  own: number;
}

/** What it was aimed at: targets and ports, the ports that got most first. */
async function findAim(context: DetectorContext, scope: Scope): Promise<Aim> {
  const { dialect } = context.engine;
  const where = sentConditions(context, scope).join(' AND ');
  const target = 'coalesce(pkt_dst, dst)';
  const rows = await context.engine
    .query(`SELECT count(DISTINCT ${target}) AS hosts, count(DISTINCT dst_port) AS ports,
  count(DISTINCT CASE WHEN ${context.localNetworks.condition(target)} THEN ${target} END) AS own, ${dialect.sample(target, 10)} AS sample
FROM flows WHERE ${where}`);
  const ports = await context.engine
    .query(`SELECT dst_port AS port, sum(packets) AS n FROM flows WHERE ${where}
AND dst_port > 0 GROUP BY dst_port ORDER BY n DESC, port LIMIT ${MAX_PORTS}`);
  return {
    hosts: Number(rows[0]?.['hosts'] ?? 0),
    ports: ports.map((row) => Number(row['port'])),
    portCount: Number(rows[0]?.['ports'] ?? 0),
    own: Number(rows[0]?.['own'] ?? 0),
    sample: samples(rows[0]?.['sample']),
  };
}

function sentenceOf(context: DetectorContext, flood: Flood, aim: Aim, row: Row): FloodMessage {
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
    },
  };
}

/**
 * How sure: 0.95 at the rates of the cited thresholds, from 0.7 upwards below them; a little less where something
 * came back.
 */
function confidenceOf(context: DetectorContext, row: Row): number {
  const limits = limitsOf(context, FLOOD);
  const reach = Math.max(
    Number(row['packets_per_second']) / limits.packets_per_second,
    Number(row['bits_per_second']) / limits.bits_per_second,
    Number(row['flows_per_second']) / limits.flows_per_second,
  );
  const back = Math.min(1, Number(row['packets_back']) / Math.max(1, Number(row['packets'])));
  return Number((Math.min(0.95, 0.7 + 0.25 * reach) * (1 - back / 4)).toFixed(3));
}

function ruleOf(context: DetectorContext, detector: Detector): FloodMessage {
  const limits = limitsOf(context, FLOOD);
  return {
    key: 'floodRule',
    params: {
      source: detector.source,
      packets_per_second: limits.packets_per_second,
      bits_per_second: limits.bits_per_second,
      flows_per_second: limits.flows_per_second,
      one_sided_packets_per_second: limits.one_sided_packets_per_second,
      one_sided_packets: limits.one_sided_packets,
      share_back: limits.share_back,
    },
  };
}

/** The finding of a flood, with its exact figures and first lines. */
export async function floodFinding(
  context: DetectorContext,
  detector: Detector,
  flood: Flood,
): Promise<Finding | undefined> {
  const { host, protocol, targets, from, to, window } = flood;
  const scope: Scope = { host, protocol, targets, from, to };
  const sql = sqlNumbers(context, scope, window);
  const row = (await context.engine.query(sql))[0];
  if (row === undefined || row['first'] === null) return undefined;
  const aim = await findAim(context, scope);
  const [first, last] = [String(row['first']), String(row['last'])];
  const number = (name: string): number => Number(row[name] ?? 0);
  const confidence = confidenceOf(context, row);
  return {
    id: [detector.name, host, protocolName(protocol), first].join('|'),
    type: detector.type,
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
    message: sentenceOf(context, flood, aim, row),
    rule_message: ruleOf(context, detector),
    sql,
    lines: await findLines(context, sentConditions(context, scope)),
  };
}
