import type { Engine, Row } from '../../../events/engines/engine.ts';
import { instantOf } from '../../sql/instants.ts';
import type { Series } from '../../../model/pictures.ts';
import type { ChartMessage } from '../messages.ts';
import { sqlLines } from './requests.ts';
import { scopeOf } from './scope.ts';
import type { Scope } from './scope.ts';

const DAY = 86_400;

/** Lengths of a bucket in seconds, each with the longest log that it is used for, in days. */
const BUCKETS = [
  { size: 3600, unit: 'hour', days: 3 },
  { size: DAY, unit: 'day', days: 1100 },
  { size: 7 * DAY, unit: 'week', days: 7700 },
  { size: 30 * DAY, unit: '30 days', days: Infinity },
] as const;
type Bucket = (typeof BUCKETS)[number];

/** The requests that are counted, each with its provider and the bucket, which is counted from 1 at `first`. */
function sqlBuckets(scope: Scope, { size }: Bucket, first: number, whose: string | undefined): string {
  const { dialect } = scope.engine;
  const bucket = `CAST(floor(${dialect.epoch('ts')} / ${size}) - ${first / size} AS BIGINT) + 1`;
  return `${sqlLines(scope, { bucket })}${whose === undefined ? '' : ` AND provider = ${dialect.text(whose)}`}
  AND ts IS NOT NULL`;
}

/** @param subject a provider; all clients where none is known */
function seriesOf(
  scope: Scope,
  subject: string | undefined,
  message: ChartMessage,
  rows: readonly Row[],
  bucket: Bucket,
): Series {
  const { size } = bucket;
  const starts = rows.map((row) => Number(row['start']));
  const first = starts[0] ?? 0;
  const requests = Array.from({ length: ((starts.at(-1) ?? 0) - first) / size + 1 }, () => 0);
  rows.forEach((row, i) => {
    requests[((starts[i] ?? 0) - first) / size] = Number(row['requests']);
  });
  const lines = sqlBuckets(scope, bucket, first, subject);
  return {
    name: `requests_${subject ?? 'all'}`,
    message,
    ...(subject !== undefined && { subject }),
    unit: 'requests',
    start: instantOf(first),
    bucket_seconds: size,
    out: requests.map(() => 0),
    in: requests,
    sql: `SELECT bucket, min(ts) AS first, count(*) AS requests
FROM (
${lines}
) AS counted
GROUP BY bucket ORDER BY bucket`,
    lines: { sql: lines, by: ['bucket'], counted: 'in' },
  };
}

/**
 * Requests over time from each known cloud (or, where none is known, from all clients): per day, per hour in a
 * log of at most three days, in longer buckets over more than three years. Empty if there are no requests.
 */
export async function requestSeries(engine: Engine): Promise<Series[]> {
  const scope = await scopeOf(engine);
  const { known, from } = scope;
  const { dialect } = engine;
  const span = await engine.query(
    `SELECT ${dialect.epoch('min(ts)')} AS first, ${dialect.epoch('max(ts)')} AS last ${from}`,
  );
  const { first, last } = span[0] ?? {};
  if (typeof first !== 'number' || typeof last !== 'number') return [];
  const bucket = BUCKETS.find(({ days }) => last - first <= days * DAY) ?? BUCKETS[3];
  const { size, unit } = bucket;
  const rows = await engine.query(`SELECT provider, start, count(*) AS requests
FROM (SELECT provider, ${size} * floor(${dialect.epoch('ts')} / ${size}) AS start ${from}) AS timed
GROUP BY provider, start ORDER BY provider, start`);
  const subjects = [...new Set(rows.map((row) => row['provider']))];
  return subjects.map((provider) => {
    const own = rows.filter((row) => row['provider'] === provider);
    const subject = known ? String(provider) : undefined;
    const whose = subject === undefined ? {} : { provider: subject };
    const message: ChartMessage = { key: 'seriesRequests', params: { ...whose, unit } };
    return seriesOf(scope, subject, message, own, bucket);
  });
}
