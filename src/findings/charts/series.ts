import type { Instant } from '../../model/instant.ts';
import { INWARD, OUTWARD } from '../attempts.ts';
import type { DetectorContext } from '../detector.ts';
import { aggregationOf } from '../sql/aggregation.ts';
import { instantOf, secondsOf } from '../sql/instants.ts';
import type { Series } from '../../model/pictures.ts';

/** Lengths of a bucket in seconds; the shortest that needs no more than `MOST` of them is taken. */
const BUCKETS = [60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400, 604_800] as const;
const MOST = 400;
/** Around a claim or finding at least so much is shown on either side, in seconds, where the log has it. */
const AROUND = 6 * 3600;

/** A time to be shaded. */
export interface Focus {
  from: Instant;
  to: Instant;
}

/** A scan has hardly any bytes: its records are what shows it. */
export type Unit = 'bytes' | 'flows';

/** Start, length and number of the buckets. */
interface Axis {
  start: number;
  step: number;
  length: number;
}

function axisOf(first: number, last: number, shortest: number): Axis {
  const fits = (step: number): boolean => (last - first) / step < MOST && step >= shortest;
  const step = BUCKETS.find(fits) ?? BUCKETS.at(-1) ?? shortest;
  const start = Math.floor(first / step) * step;
  return { start, step, length: Math.min(MOST + 1, Math.floor((last - start) / step) + 1) };
}

/** The part of the log to show: all of it, or what lies around the focus. */
function shown(first: number, last: number, focus: Focus | undefined): [number, number] {
  if (focus === undefined) return [first, last];
  const [from, to] = [secondsOf(focus.from), secondsOf(focus.to)];
  const margin = Math.max(AROUND, 3 * (to - from));
  return [Math.max(first, from - margin), Math.min(last, Math.max(to + margin, from))];
}

/** The records that are counted, each with its bucket, from 1, and the direction. */
function sqlRecords(context: DetectorContext, address: string, axis: Axis): string {
  const { dialect } = context.engine;
  const time = `ts_start >= ${dialect.timestamp(instantOf(axis.start))}
    AND ts_start < ${dialect.timestamp(instantOf(axis.start + axis.length * axis.step))}`;
  const text = dialect.text(address);
  const [target, source] = [OUTWARD.target, INWARD.target];
  const start = dialect.bucket('ts_start', axis.step);
  return `SELECT evidence, line, ts_start, src, src_port, dst, dst_port, protocol, packets, bytes, action,
  CASE WHEN ${OUTWARD.host} = ${text} THEN 'out' ELSE 'in' END AS direction, ${start} AS start,
  CAST((${dialect.epoch(start)} - ${axis.start}) / ${axis.step} AS BIGINT) + 1 AS bucket
FROM flows WHERE ${context.observationPoints.condition(address)} AND ${time}
  AND (${OUTWARD.host} = ${text} AND NOT ${context.localNetworks.condition(target)}
    OR ${INWARD.host} = ${text} AND NOT ${context.localNetworks.condition(source)})`;
}

function sqlVolume(records: string, unit: Unit): string {
  const amount = unit === 'bytes' ? 'bytes' : '1';
  return `SELECT bucket, min(start) AS start,
  sum(CASE WHEN direction = 'out' THEN ${amount} ELSE 0 END) AS "out",
  sum(CASE WHEN direction = 'in' THEN ${amount} ELSE 0 END) AS "in"
FROM (
${records}
) AS counted
GROUP BY bucket ORDER BY bucket`;
}

/**
 * Bytes or flow records between one of our hosts and the internet over time, read at the host's one place; a record counts where
 * it begins. Buckets are at least as long as the log's aggregation, and at most 400.
 *
 * @param focus the claim's window, to be shaded; what lies around it is shown
 * @returns undefined when the log has nothing of the host
 */
export async function trafficSeries(
  address: string,
  unit: Unit,
  focus: Focus | undefined,
  context: DetectorContext,
): Promise<Series | undefined> {
  const { dialect } = context.engine;
  const text = dialect.text(address);
  const extent = await context.engine.query(`SELECT min(ts_start) AS first, max(ts_start) AS last FROM flows
WHERE ${context.observationPoints.condition(address)} AND (${OUTWARD.host} = ${text} OR ${INWARD.host} = ${text})`);
  const { first, last } = extent[0] ?? {};
  if (typeof first !== 'string' || typeof last !== 'string') return undefined;
  const [from, to] = shown(secondsOf(first), secondsOf(last), focus);
  if (to < from) return undefined;
  const axis = axisOf(from, to, await aggregationOf(context));
  const records = sqlRecords(context, address, axis);
  const sql = sqlVolume(records, unit);
  const series: Series = {
    name: `traffic-${address}`,
    message: {
      key: unit === 'bytes' ? 'seriesBytes' : 'seriesFlows',
      params: { host: context.hosts.label(address) },
    },
    subject: address,
    unit,
    start: instantOf(axis.start),
    bucket_seconds: axis.step,
    out: Array.from({ length: axis.length }, () => 0),
    in: Array.from({ length: axis.length }, () => 0),
    ...(focus === undefined ? {} : { window: { from: focus.from, to: focus.to } }),
    sql,
    lines: { sql: records, by: ['bucket'] },
  };
  for (const row of await context.engine.query(sql)) {
    const at = Number(row['bucket']) - 1;
    if (at < 0 || at >= axis.length) continue;
    series.out[at] = Number(row['out']);
    series.in[at] = Number(row['in']);
  }
  return series;
}
