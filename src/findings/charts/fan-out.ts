import { NO_REFUSAL, OUTWARD } from '../attempts.ts';
import type { DetectorContext } from '../detector.ts';
import type { Finding } from '../../model/finding.ts';
import type { FanOut } from '../../model/pictures.ts';
import type { Focus } from './series.ts';
import type { ChartMessage } from './messages.ts';
import { isReach } from './reach.ts';

/** Rows that the picture shows; the busiest. */
const MOST = 500;

/** What is counted: targets of one port and protocol, or of all ports, in a time or in all. */
export interface FanOutScope {
  port?: number;
  protocol?: number;
  time?: Focus;
}

/** The scan with the most targets gives the picture its port and time. */
export function fanOutScope(findings: readonly Finding[]): FanOutScope | undefined {
  const scans = findings.filter(isReach);
  const [widest] = [...scans].sort((a, b) => b.targets.hosts - a.targets.hosts);
  if (widest === undefined) return undefined;
  const [port] = widest.targets.ports;
  const protocol = widest.numbers.protocol;
  const time = { from: widest.from, to: widest.to };
  return widest.targets.ports.length === 1 && port !== undefined && protocol !== undefined
    ? { port, protocol, time }
    : { time };
}

function titleOf(
  rows: FanOut['rows'],
  { port, protocol }: FanOutScope,
  context: DetectorContext,
): ChartMessage {
  const [first, second] = rows.filter((row) => row.role === 'host');
  if (first === undefined) return { key: 'fanNobody', params: {} };
  const aim = port === undefined ? {} : { port, ...(protocol === undefined ? {} : { protocol }) };
  const named = { who: context.hosts.label(first.address), ...aim };
  if (second === undefined) return { key: 'fanOnly', params: { ...named } };
  const times = first.targets / Math.max(1, second.targets);
  return times >= 2
    ? { key: 'fanTimes', params: { ...named, times } }
    : { key: 'fanSeveral', params: { ...named } };
}

/**
 * Number of distinct hosts on the internet that each of our addresses sent to, the busiest first; middleboxes
 * are there to be seen, with their role. Without a port, records towards the lower port count: those of who asks.
 * @param culprits addresses to be marked
 */
export async function fanOut(
  scope: FanOutScope,
  culprits: readonly string[],
  context: DetectorContext,
): Promise<FanOut | undefined> {
  const { dialect } = context.engine;
  const { port, protocol, time } = scope;
  // The way back through a NAT gateway has its address as source and the stranger's packets.
  const ours = context.localNetworks.condition(OUTWARD.host);
  const outside = `NOT ${context.localNetworks.condition(OUTWARD.target)}`;
  const conditions = [
    context.localNetworks.condition('src'),
    NO_REFUSAL,
    port === undefined ? 'dst_port < src_port' : `dst_port = ${port}`,
    ...(protocol === undefined ? [] : [`protocol = ${protocol}`]),
    ...(time === undefined
      ? []
      : [`ts_start >= ${dialect.timestamp(time.from)}`, `ts_start <= ${dialect.timestamp(time.to)}`]),
  ];
  const from = `FROM flows WHERE ${conditions.join('\n  AND ')}`;
  // Pairs first: they are looked up once each, and counted faster than as distinct targets of each host.
  const sql = `SELECT address, count(*) AS targets FROM (
  SELECT ${OUTWARD.host} AS address, ${OUTWARD.target} AS target
  ${from}
  GROUP BY 1, 2
) AS pairs WHERE NOT ${context.localNetworks.condition('target')}
GROUP BY address HAVING ${context.localNetworks.condition('address')}
ORDER BY targets DESC, address`;
  const rows = await context.engine.query(`${sql} LIMIT ${MOST}`);
  if (rows.length === 0) return undefined;
  const shown = rows.map((row): FanOut['rows'][number] => {
    const address = String(row['address']);
    const role = context.roles.ofAddress(address)?.kind ?? 'host';
    return { address, targets: Number(row['targets']), role, culprit: culprits.includes(address) };
  });
  return {
    message: titleOf(shown, scope, context),
    ...(port === undefined ? {} : { port }),
    ...(protocol === undefined ? {} : { protocol }),
    rows: shown,
    sql,
    lines: {
      sql: `SELECT evidence, line, ts_start, src, src_port, dst, dst_port, protocol, packets, bytes, action,
  ${OUTWARD.host} AS address, ${OUTWARD.target} AS target
${from}
  AND ${ours} AND ${outside}`,
      by: ['address'],
    },
  };
}
