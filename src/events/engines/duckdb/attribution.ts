import { join } from 'node:path';
import type { Files } from '../../../base/ports.ts';
import { TIMED_TABLES, LAKE } from '../../schema.ts';
import { readRows } from './cells.ts';
import type { Connection } from './connection.ts';
import { sqlText } from './quote.ts';
import { PARQUET } from './rows.ts';

/** First and last moment of the evidence, seconds since 1970. */
export interface Span {
  from: number;
  to: number;
}

/** What is published of an address; the columns of `attribution`. */
interface Label {
  provider: string;
  list: string;
  services: readonly string[];
  region?: string;
  border_group?: string;
  prefix: string;
  /** ISO 8601, UTC. */
  as_of: string;
}

/** Whose stretches of addresses were when. */
export interface AddressHistory {
  /** Where each stretch begins, ascending, and the number of the longest prefix that holds it; -1: none. */
  segments: { starts: readonly bigint[]; inner: readonly number[] };
  /** In which the same versions answer; seconds since 1970, the first begins at -Infinity. */
  eras: readonly { from: number }[];
  /** Number of the era at a time. */
  eraAt(seconds: number): number;
  /** What a prefix's number says in an era. */
  label(prefix: number, era: number): Label | undefined;
}

interface TimedColumns {
  table: string;
  addresses: string[];
  /** SQL of a row's latest time. */
  time: string;
}

function timedColumns(): TimedColumns[] {
  return TIMED_TABLES.map((table) => {
    const columns = Object.entries(LAKE[table]);
    const named = (kind: string): string[] => columns.filter((c) => c[1] === kind).map((c) => `"${c[0]}"`);
    const times = named('time').toReversed();
    return { table, addresses: named('address'), time: `coalesce(${times.join(', ')}, NULL)` };
  });
}

/** Undefined: no row has a time. */
export async function spanOf(connection: Connection): Promise<Span | undefined> {
  const parts = timedColumns().map(
    ({ table, time }) => `SELECT min(${time}) AS first, max(${time}) AS last FROM ${table}`,
  );
  const [row] = await readRows(
    await connection.run(
      `SELECT epoch(min(first)) AS first, epoch(max(last)) AS last FROM (${parts.join(' UNION ALL ')})`,
    ),
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
  connection: Connection,
  table: string,
  columns: Record<string, string>,
  lines: readonly string[],
  effects: Files,
): Promise<void> {
  const path = join(connection.folder, `.${table}.csv`);
  const types = Object.entries(columns).map(([name, type]) => `${sqlText(name)}: ${sqlText(type)}`);
  try {
    await effects.fs.writeFile(path, `${lines.join('\n')}\n`);
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${table} AS SELECT * FROM read_csv(${sqlText(path)}, ${READ}, columns = {${types.join(', ')}})`,
    );
  } finally {
    await effects.fs.rm(path, { force: true });
  }
}

/** Temporary table `located`: each address that some version's prefix holds, with the era it is asked for. */
async function locate(
  connection: Connection,
  published: AddressHistory,
  span: Span,
  effects: Files,
): Promise<void> {
  const { starts, inner } = published.segments;
  const segments = starts.map((start, i) => `${start.toString(16).padStart(32, '0')},${inner[i]}`);
  await load(connection, 'segments', { first: 'VARCHAR', prefix: 'INTEGER' }, segments, effects);
  const first = published.eraAt(span.from);
  const last = published.eraAt(span.to);
  const inside = `SELECT a.address, s.prefix FROM addresses a
    ASOF JOIN (SELECT unhex(first) AS first, prefix FROM segments) s ON a.key >= s.first WHERE s.prefix >= 0`;
  if (first === last) {
    await connection.run(`CREATE OR REPLACE TEMP TABLE located AS SELECT *, ${last} AS era FROM (${inside})`);
    return;
  }
  const eras = published.eras.map((era, i) => `${Math.max(era.from, -1e15)},${i}`);
  await load(connection, 'eras', { since: 'DOUBLE', era: 'INTEGER' }, eras, effects);
  await connection.run(`CREATE OR REPLACE TEMP TABLE located AS
    SELECT i.address, i.prefix, e.era FROM (
      SELECT i.address, i.prefix, coalesce(seen.moment, ${span.to}) AS moment
      FROM (${inside}) i LEFT JOIN (${lastSeenSql()}) seen ON seen.address = i.address) i
    ASOF JOIN eras e ON i.moment >= e.since`);
}

const LABEL_COLUMNS = {
  located_prefix: 'INTEGER',
  located_era: 'INTEGER',
  provider: 'VARCHAR',
  list: 'VARCHAR',
  services: 'VARCHAR',
  region: 'VARCHAR',
  border_group: 'VARCHAR',
  prefix: 'VARCHAR',
  as_of: 'TIMESTAMP',
};

/** Temporary table `labels`: what each located pair of prefix and era says. */
async function label(connection: Connection, published: AddressHistory, effects: Files): Promise<void> {
  const lines: string[] = [];
  const pairs = await readRows(await connection.run('SELECT DISTINCT prefix, era FROM located'));
  for (const { prefix, era } of pairs) {
    const found = published.label(Number(prefix), Number(era));
    if (found === undefined) continue;
    const { provider, list, services, region, border_group, as_of } = found;
    const texts = [
      provider,
      list,
      services.join(','),
      region,
      border_group,
      found.prefix,
      as_of.replace('Z', ''),
    ];
    lines.push(`${prefix},${era},${texts.map(quoted).join(',')}`);
  }
  await load(connection, 'labels', LABEL_COLUMNS, lines, effects);
}

/**
 * Makes the `attribution` table of an open lake: the owner of each address of `addresses` when it was last seen. An
 * address that no version holds has no row. The work is on distinct addresses. An earlier table is replaced.
 * @returns its number of rows
 */
export async function deriveAttribution(
  connection: Connection,
  published: AddressHistory,
  span: Span,
  effects: Files,
): Promise<number> {
  const folder = join(connection.folder, 'attribution');
  await locate(connection, published, span, effects);
  await label(connection, published, effects);
  await effects.fs.rm(folder, { recursive: true, force: true });
  await effects.fs.mkdir(folder, { recursive: true });
  const path = join(folder, 'part-0.parquet');
  await connection.run(`COPY (
    SELECT l.address, t.provider, t.list, t.services, t.region, t.border_group, t.prefix, t.as_of FROM located l
    JOIN labels t ON t.located_prefix = l.prefix AND t.located_era = l.era
  ) TO ${sqlText(`${path}.part`)} ${PARQUET}`);
  await effects.fs.rename(`${path}.part`, path);
  for (const table of ['located', 'labels', 'segments', 'eras']) {
    await connection.run(`DROP TABLE IF EXISTS ${table}`);
  }
  await connection.refresh();
  const [written] = await readRows(await connection.run('SELECT count(*) AS n FROM attribution'));
  return Number(written?.['n'] ?? 0);
}
