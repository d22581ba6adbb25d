import type { Instant } from '../../model/instant.ts';
import { INWARD, OUTWARD } from '../attempts.ts';
import type { DetectorContext } from '../detector.ts';
import { askSteps } from '../sql/steps.ts';
import type { Step } from '../sql/steps.ts';
import type { Row } from '../../events/engines/engine.ts';
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

/** A host whose traffic is drawn. */
export interface DrawnHost {
  address: string;
  unit: Unit;
  /** The claim's window, to be shaded; what lies around it is shown. */
  focus?: Focus;
}

/** All buckets are made of these. */
const CELL = BUCKETS[0];

/** The traffic of hosts by minute, from which all their series are counted: the flows are read once for all of them. */
function cellsStep(context: DetectorContext, addresses: readonly string[]): Step {
  const { engine, localNetworks, observationPoints } = context;
  const minute = engine.dialect.bucket('ts_start', CELL);
  const side = (direction: 'out' | 'in', { host, target }: typeof OUTWARD | typeof INWARD): string =>
    `SELECT ${host} AS host, '${direction}' AS direction, NOT ${localNetworks.condition(target)} AS beyond, ${minute} AS cell, ts_start, bytes
    FROM flows WHERE ts_start IS NOT NULL AND ${observationPoints.anyOf(host, addresses)}`;
  return {
    name: 'drawn_cells',
    few: true,
    sql: `SELECT host, direction, beyond, cell, min(ts_start) AS first, max(ts_start) AS last, count(*) AS flows, sum(bytes) AS bytes
  FROM (${side('out', OUTWARD)}
    UNION ALL ${side('in', INWARD)}) AS sides GROUP BY host, direction, beyond, cell`,
  };
}

/** What `sqlVolume` gives, from the cells. */
function sqlVolumeOfCells(
  { engine: { dialect } }: DetectorContext,
  { address, unit }: DrawnHost,
  axis: Axis,
): string {
  const { start, step, length } = axis;
  const bucket = dialect.bucket('cell', step);
  return `SELECT bucket, sum(CASE WHEN direction = 'out' THEN amount ELSE 0 END) AS "out",
  sum(CASE WHEN direction = 'in' THEN amount ELSE 0 END) AS "in"
FROM (
  SELECT direction, ${unit} AS amount, CAST((${dialect.epoch(bucket)} - ${start}) / ${step} AS BIGINT) + 1 AS bucket
  FROM drawn_cells WHERE host = ${dialect.text(address)} AND beyond
    AND cell >= ${dialect.timestamp(instantOf(start))} AND cell < ${dialect.timestamp(instantOf(start + length * step))}
) AS counted
GROUP BY bucket ORDER BY bucket`;
}

function seriesOf(context: DetectorContext, wanted: DrawnHost, axis: Axis, rows: readonly Row[]): Series {
  const { address, unit, focus } = wanted;
  const records = sqlRecords(context, address, axis);
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
    sql: sqlVolume(records, unit),
    lines: { sql: records, by: ['bucket'] },
  };
  for (const row of rows) {
    const at = Number(row['bucket']) - 1;
    if (at < 0 || at >= axis.length) continue;
    series.out[at] = Number(row['out']);
    series.in[at] = Number(row['in']);
  }
  return series;
}

/**
 * Bytes or flow records between hosts of ours and the internet over time, each read at the host's one place; a record counts where
 * it begins. Buckets are at least as long as the log's aggregation, and at most 400. Of a host of which the log has nothing
 * there is no series.
 */
export async function trafficSeries(all: readonly DrawnHost[], context: DetectorContext): Promise<Series[]> {
  if (all.length === 0) return [];
  const shortest = await aggregationOf(context);
  const cells = cellsStep(
    context,
    all.map(({ address }) => address),
  );
  return askSteps(context.engine, [cells], async (ask) => {
    const extents = new Map(
      (await ask('SELECT host, min(first) AS first, max(last) AS last FROM drawn_cells GROUP BY host')).map(
        (row) => [row['host'], row],
      ),
    );
    const series: Series[] = [];
    for (const wanted of all) {
      const { first, last } = extents.get(wanted.address) ?? {};
      if (typeof first !== 'string' || typeof last !== 'string') continue;
      const [from, to] = shown(secondsOf(first), secondsOf(last), wanted.focus);
      if (to < from) continue;
      const axis = axisOf(from, to, shortest);
      series.push(seriesOf(context, wanted, axis, await ask(sqlVolumeOfCells(context, wanted, axis))));
    }
    return series;
  });
}
