import { join } from 'node:path';
import type { Clock, Files } from '../base/ports.ts';
import type { LakeEngine } from '../events/engines/duckdb/engine.ts';
import { EVENT_TABLES, LAKE } from '../events/lake/schema.ts';
import { PARQUET } from '../events/lake/write.ts';
import { sqlText } from '../events/sql.ts';
import { daysAfter, eraAt } from './eras.ts';
import type { Ranges } from './ranges.ts';

/** What attribution brought. */
export interface Attribution {
  /** Distinct addresses in the lake. */
  addresses: number;
  /** How many of them a provider publishes. */
  attributed: number;
  /** Ranges that were published at another time than the evidence is from. */
  distant: Distant[];
}

/** The nearest known ranges of a provider are not those of the evidence's time. */
interface Distant {
  provider: string;
  /** ISO 8601, UTC. */
  published: string;
  /** Days after the evidence's beginning or end; negative: before. */
  days: number;
  edge: 'begins' | 'ends';
}

/** First and last moment of the evidence, seconds since 1970. */
interface Span {
  from: number;
  to: number;
}

interface TimedColumns {
  table: string;
  addresses: string[];
  /** SQL of a row's latest time. */
  time: string;
}

function timedColumns(): TimedColumns[] {
  return EVENT_TABLES.map((table) => {
    const columns = Object.entries(LAKE[table]);
    const named = (kind: string): string[] => columns.filter((c) => c[1] === kind).map((c) => `"${c[0]}"`);
    const times = named('time').toReversed();
    return { table, addresses: named('address'), time: `coalesce(${times.join(', ')}, NULL)` };
  });
}

async function spanOf(engine: LakeEngine): Promise<Span | undefined> {
  const parts = timedColumns().map(
    ({ table, time }) => `SELECT min(${time}) AS first, max(${time}) AS last FROM ${table}`,
  );
  const [row] = await engine.query(
    `SELECT epoch(min(first)) AS first, epoch(max(last)) AS last FROM (${parts.join(' UNION ALL ')})`,
  );
  if (typeof row?.['first'] !== 'number' || typeof row['last'] !== 'number') return undefined;
  return { from: row['first'], to: row['last'] };
}

/** When each address was last seen. */
function lastSeenSql(): string {
  const parts = timedColumns().flatMap(({ table, addresses, time }) =>
    addresses.map((column) => `SELECT ${column} AS address, max(${time}) AS moment FROM ${table} GROUP BY 1`),
  );
  return `SELECT address, epoch(max(moment)) AS moment FROM (${parts.join(' UNION ALL ')}) GROUP BY 1`;
}

/** A field of CSV (RFC 4180). */
function quoted(value: string | undefined): string {
  return value === undefined ? '' : `"${value.replaceAll('"', '""')}"`;
}

const READ = `header = false, quote = '"', escape = '"', delim = ',', auto_detect = false`;

/** Reads lines written by us into a temporary table; the file goes at once. */
async function load(
  engine: LakeEngine,
  table: string,
  columns: Record<string, string>,
  lines: readonly string[],
  effects: Files,
): Promise<void> {
  const path = join(engine.folder, `.${table}.csv`);
  const types = Object.entries(columns).map(([name, type]) => `${sqlText(name)}: ${sqlText(type)}`);
  try {
    await effects.fs.writeFile(path, `${lines.join('\n')}\n`);
    await engine.query(
      `CREATE OR REPLACE TEMP TABLE ${table} AS SELECT * FROM read_csv(${sqlText(path)}, ${READ}, columns = {${types.join(', ')}})`,
    );
  } finally {
    await effects.fs.rm(path, { force: true });
  }
}

/** Temporary table `located`: each address that some version's prefix holds, with the era it is asked for. */
async function locate(engine: LakeEngine, ranges: Ranges, span: Span, effects: Files): Promise<void> {
  const { starts, inner } = ranges.segments;
  const segments = starts.map((start, i) => `${start.toString(16).padStart(32, '0')},${inner[i]}`);
  await load(engine, 'segments', { first: 'VARCHAR', prefix: 'INTEGER' }, segments, effects);
  const first = eraAt(ranges.eras, span.from);
  const last = eraAt(ranges.eras, span.to);
  const inside = `SELECT a.address, s.prefix FROM addresses a
    ASOF JOIN (SELECT unhex(first) AS first, prefix FROM segments) s ON a.key >= s.first WHERE s.prefix >= 0`;
  if (first === last) {
    await engine.query(`CREATE OR REPLACE TEMP TABLE located AS SELECT *, ${last} AS era FROM (${inside})`);
    return;
  }
  const eras = ranges.eras.map((era, i) => `${Math.max(era.from, -1e15)},${i}`);
  await load(engine, 'eras', { since: 'DOUBLE', era: 'INTEGER' }, eras, effects);
  await engine.query(`CREATE OR REPLACE TEMP TABLE located AS
    SELECT i.address, i.prefix, e.era FROM (
      SELECT i.address, i.prefix, coalesce(seen.moment, ${span.to}) AS moment
      FROM (${inside}) i LEFT JOIN (${lastSeenSql()}) seen ON seen.address = i.address) i
    ASOF JOIN eras e ON i.moment >= e.since`);
}

const LABEL_COLUMNS = {
  located_prefix: 'INTEGER',
  located_era: 'INTEGER',
  provider: 'VARCHAR',
  services: 'VARCHAR',
  region: 'VARCHAR',
  border_group: 'VARCHAR',
  prefix: 'VARCHAR',
  as_of: 'TIMESTAMP',
};

/** Temporary table `labels`: what each located pair of prefix and era says. */
async function label(engine: LakeEngine, ranges: Ranges, effects: Files): Promise<void> {
  const lines: string[] = [];
  for (const { prefix, era } of await engine.query('SELECT DISTINCT prefix, era FROM located')) {
    const found = ranges.label(Number(prefix), Number(era));
    if (found === undefined) continue;
    const { provider, services, region, border_group, as_of } = found;
    const texts = [provider, services.join(','), region, border_group, found.prefix, as_of.replace('Z', '')];
    lines.push(`${prefix},${era},${texts.map(quoted).join(',')}`);
  }
  await load(engine, 'labels', LABEL_COLUMNS, lines, effects);
}

/** Ranges of another time than the evidence, at its beginning and its end. */
function distantOf(ranges: Ranges, span: Span): Distant[] {
  const distant: Distant[] = [];
  for (const [moment, edge] of [
    [span.from, 'begins'],
    [span.to, 'ends'],
  ] as const) {
    for (const [provider, published] of ranges.eras[eraAt(ranges.eras, moment)]?.versions ?? []) {
      const days = daysAfter(published, moment);
      if (days !== undefined) distant.push({ provider, published, days, edge });
    }
  }
  return distant;
}

/**
 * Writes `attribution/part-0.parquet`: whose each address of the lake's `addresses` table was when it was last
 * seen. An address that no known version holds has no row. The work is on distinct addresses, in SQL.
 */
export async function attribute(
  engine: LakeEngine,
  ranges: Ranges,
  effects: Files & Clock,
): Promise<Attribution> {
  const folder = join(engine.folder, 'attribution');
  await effects.fs.rm(folder, { recursive: true, force: true });
  const [count] = await engine.query('SELECT count(*) AS n FROM addresses');
  const addresses = Number(count?.['n'] ?? 0);
  if (!ranges.known || addresses === 0) {
    await engine.refresh();
    return { addresses, attributed: 0, distant: [] };
  }
  const now = effects.now().getTime() / 1000;
  const span = (await spanOf(engine)) ?? { from: now, to: now };
  await locate(engine, ranges, span, effects);
  await label(engine, ranges, effects);
  await effects.fs.mkdir(folder, { recursive: true });
  const path = join(folder, 'part-0.parquet');
  await engine.query(`COPY (
    SELECT l.address, t.provider, t.services, t.region, t.border_group, t.prefix, t.as_of FROM located l
    JOIN labels t ON t.located_prefix = l.prefix AND t.located_era = l.era
  ) TO ${sqlText(`${path}.part`)} ${PARQUET}`);
  await effects.fs.rename(`${path}.part`, path);
  for (const table of ['located', 'labels', 'segments', 'eras']) {
    await engine.query(`DROP TABLE IF EXISTS ${table}`);
  }
  await engine.refresh();
  const [written] = await engine.query('SELECT count(*) AS n FROM attribution');
  return { addresses, attributed: Number(written?.['n'] ?? 0), distant: distantOf(ranges, span) };
}
