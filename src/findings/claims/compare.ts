import { RECORDER } from '../network/sightings.ts';
import { TOLERANCE } from '../../model/tolerance.ts';
import { isMasked } from '../../net/masked.ts';
import type { Claim, ClaimedFlow } from '../../model/claim.ts';
import { isAnyOf, NO_REFUSAL, OUTWARD, sentConditions } from '../attempts.ts';
import { AFTER, BEFORE, windowOf } from './claim-window.ts';
import type { DetectorContext } from '../detector.ts';
import type { Comparison } from '../../model/finding.ts';
import { instantOf, secondsOf } from '../sql/instants.ts';
import { flowCondition, MAX_FLOWS } from './suspects.ts';

const ABOVE = 1 + TOLERANCE.above;
const BELOW = 1 - TOLERANCE.below;

/** What the flows hold of the claimed flows. */
export interface SeenFlows {
  /** Within the claimed time, records that only partly lie in it counted in proportion. */
  packets: number;
  bytes: number;
  /** In all records of the widened window. */
  allPackets: number;
  allBytes: number;
  targets: number;
  sql: string;
}

function timesOf(flow: ClaimedFlow, claim: Claim): { from: number; to: number } | undefined {
  const window =
    windowOf({ ...claim, window: { from: flow.from, to: flow.to }, flows: [] }) ?? windowOf(claim);
  return window === undefined ? undefined : { from: secondsOf(window.from), to: secondsOf(window.to) };
}

/** Claimed flows of one time. */
interface Minute {
  times: { from: number; to: number } | undefined;
  conditions: string[];
}

function minutesOf(claim: Claim, context: DetectorContext): Minute[] {
  const minutes = new Map<string, Minute>();
  for (const flow of claim.flows.slice(0, MAX_FLOWS)) {
    const condition = flowCondition(flow, context);
    if (condition === undefined) continue;
    const times = timesOf(flow, claim);
    const key = `${times?.from} ${times?.to}`;
    const minute = minutes.get(key) ?? { times, conditions: [] };
    if (!minute.conditions.includes(condition)) minute.conditions.push(condition);
    minutes.set(key, minute);
  }
  return [...minutes.values()];
}

/** One SELECT for the claimed flows of one time: sums by host, interface and target. */
function sqlSeen({ times, conditions }: Minute, hosts: readonly string[], context: DetectorContext): string {
  const { dialect } = context.engine;
  const [start, end] = [dialect.epoch('ts_start'), dialect.epoch('coalesce(ts_end, ts_start)')];
  const part =
    times === undefined
      ? '1'
      : `greatest(0, least(${end} + 1, ${times.to + 1}) - greatest(${start}, ${times.from})) / (${end} + 1 - ${start})`;
  const scope =
    times === undefined ? {} : { from: instantOf(times.from - BEFORE), to: instantOf(times.to + AFTER) };
  const ours = isAnyOf(
    OUTWARD.host,
    hosts.map((host) => dialect.text(host)),
  );
  const claimed = `(${conditions.join('\n    OR ')})`;
  return `SELECT ${OUTWARD.host} AS host, coalesce(${RECORDER}, '') AS interface, ${OUTWARD.target} AS target,
  sum(packets * ${part}) AS packets, sum(bytes * ${part}) AS bytes, sum(packets) AS all_packets, sum(bytes) AS all_bytes
FROM flows WHERE ${[...sentConditions(context, scope), NO_REFUSAL, claimed, ours].join('\n  AND ')}
GROUP BY 1, 2, 3`;
}

/** What these hosts sent of the claimed flows, each host read at its one place. */
export async function findSeen(
  claim: Claim,
  hosts: readonly string[],
  context: DetectorContext,
): Promise<SeenFlows | undefined> {
  const each = minutesOf(claim, context).map((minute) => sqlSeen(minute, hosts, context));
  if (each.length === 0) return undefined;
  const { dialect } = context.engine;
  const read = hosts.map((host) => {
    const interfaces = (context.observationPoints.of(host)?.interfaces ?? ['']).map((id) => dialect.text(id));
    return `host = ${dialect.text(host)} AND interface IN (${interfaces.join(', ')})`;
  });
  const sql = `SELECT sum(packets) AS packets, sum(bytes) AS bytes, sum(all_packets) AS all_packets,
  sum(all_bytes) AS all_bytes, count(DISTINCT target) AS targets
FROM (
${each.join('\nUNION ALL\n')}
) each_flow
WHERE ${read.length === 0 ? 'false' : read.join(' OR ')}`;
  const row = (await context.engine.query(sql))[0];
  const number = (name: string): number => Math.round(Number(row?.[name] ?? 0));
  return {
    packets: number('packets'),
    bytes: number('bytes'),
    allPackets: number('all_packets'),
    allBytes: number('all_bytes'),
    targets: number('targets'),
    sql,
  };
}

function total(claim: Claim, field: 'packets_sent' | 'bytes_sent'): number | undefined {
  const values = claim.flows.flatMap((flow) => flow[field] ?? []);
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
}

function line(
  what: 'packets_sent' | 'bytes_sent',
  claimed: number | undefined,
  seen: number,
  most: number,
): Comparison[] {
  if (claimed === undefined) return [];
  return [{ what, claimed, seen, agrees: claimed <= most * ABOVE && claimed >= seen * BELOW }];
}

/** The claim's figures beside the flows', with whether they agree within the tolerance. */
export function compare(claim: Claim, seen: SeenFlows): Comparison[] {
  const named = claim.flows.flatMap((flow) => flow.remote ?? []);
  // How many a mask stands for nobody knows.
  const remotes = new Set(named.some(isMasked) ? [] : named);
  const targets: Comparison[] =
    remotes.size === 0
      ? []
      : [
          {
            what: 'targets',
            claimed: remotes.size,
            seen: seen.targets,
            agrees: seen.targets === remotes.size,
          },
        ];
  return [
    ...line('packets_sent', total(claim, 'packets_sent'), seen.packets, seen.allPackets),
    ...line('bytes_sent', total(claim, 'bytes_sent'), seen.bytes, seen.allBytes),
    ...targets,
  ];
}

/** What was seen of what was claimed, at most 1; undefined where the claim states no amount. */
export function seenShare(claim: Claim, seen: SeenFlows): number | undefined {
  const [packets, bytes] = [total(claim, 'packets_sent'), total(claim, 'bytes_sent')];
  if (packets !== undefined && packets > 0) return Math.min(1, seen.allPackets / packets);
  return bytes !== undefined && bytes > 0 ? Math.min(1, seen.allBytes / bytes) : undefined;
}
