import type { TableName } from '../evidence/evidence.ts';
import type { Engine } from './engines/engine.ts';
import { EVENT_TABLES } from './lake/schema.ts';

/** Rows that two files have in common, although neither holds all of the other. */
export interface Overlap {
  table: TableName;
  /** Numbers in the manifest; `first` is the smaller. */
  first: number;
  second: number;
  /** Rows of the one that stand in the other as well; a row that stands twice in both counts twice. */
  rows: number;
}

/** What makes two rows the same record. */
const SAME: Readonly<Record<TableName, readonly string[]>> = {
  flows: [
    'ts_start',
    'ts_end',
    'src',
    'dst',
    'src_port',
    'dst_port',
    'protocol',
    'packets',
    'bytes',
    'interface',
  ],
  requests: ['ts', 'c_ip', 'cs_method', 'cs_uri_stem', 'cs_uri_query', 'sc_status', 'sc_bytes', 'user_agent'],
  logins: ['ts', 'c_ip', 'c_port', 'service', 'username', 'ok'],
  alerts: ['ts', 'src', 'src_port', 'dst', 'dst_port', 'sensor', 'rule', 'message'],
};
const WHEN: Readonly<Record<TableName, string>> = {
  flows: 'ts_start',
  requests: 'ts',
  logins: 'ts',
  alerts: 'ts',
};

/** Rows that are looked for in the other files: of each file, and of all together. */
const SAMPLE_PER_FILE = 200;
const SAMPLE_IN_ALL = 200_000;
/** Two servers behind one balancer have some records in common by chance; hardly ever one in ten. */
const LEAST_SHARE = 0.1;
const LEAST_HITS = 20;
/** Pairs of files that are counted exactly, per table. */
const MAX_PAIRS = 20;

interface Extent {
  evidence: number;
  rows: number;
  first: string;
  last: string;
}

async function extentsOf(table: TableName, engine: Engine): Promise<Extent[]> {
  const when = WHEN[table];
  const rows = await engine.query(
    `SELECT evidence, count(*) AS n, min(${when}) AS first, max(${when}) AS last FROM ${table}
WHERE ${when} IS NOT NULL GROUP BY evidence ORDER BY first, evidence`,
  );
  return rows.map((row) => ({
    evidence: Number(row['evidence']),
    rows: Number(row['n']),
    first: String(row['first']),
    last: String(row['last']),
  }));
}

/** Files in order of their first time: does any begin before an earlier one ends? */
function anyMeet(extents: readonly Extent[]): boolean {
  let last = '';
  for (const extent of extents) {
    if (extent.first <= last) return true;
    if (extent.last > last) last = extent.last;
  }
  return false;
}

/** Pairs of files in which a fair share of one's sampled rows stands in the other. */
async function suspects(
  table: TableName,
  extents: readonly Extent[],
  engine: Engine,
): Promise<[number, number][]> {
  const each = Math.max(
    LEAST_HITS * 2,
    Math.min(SAMPLE_PER_FILE, Math.floor(SAMPLE_IN_ALL / extents.length)),
  );
  const columns = SAME[table];
  const rows = await engine.query(
    `WITH sizes AS (SELECT evidence, count(*) AS n FROM ${table} GROUP BY evidence),
sampled AS (
  SELECT t.evidence, t.line, ${columns.map((name) => `t.${name}`).join(', ')}
  FROM ${table} t JOIN sizes s ON s.evidence = t.evidence
  WHERE hash(t.line) % greatest(1, CAST(s.n // ${each} AS BIGINT)) = 0
), hits AS (
  SELECT s.evidence AS one, t.evidence AS other, count(DISTINCT s.line) AS hits
  FROM sampled s JOIN ${table} t ON ${columns.map((name) => `t.${name} IS NOT DISTINCT FROM s.${name}`).join(' AND ')}
  WHERE t.evidence <> s.evidence
  GROUP BY ALL
)
SELECT DISTINCT least(one, other) AS first, greatest(one, other) AS second
FROM hits JOIN (SELECT evidence, count(DISTINCT line) AS asked FROM sampled GROUP BY evidence) a ON a.evidence = one
WHERE hits >= ${LEAST_HITS} AND hits >= ${LEAST_SHARE} * asked
ORDER BY first, second LIMIT ${MAX_PAIRS}`,
  );
  return rows.map((row) => [Number(row['first']), Number(row['second'])]);
}

async function inBoth(table: TableName, first: number, second: number, engine: Engine): Promise<number> {
  const columns = SAME[table].join(', ');
  const [row] = await engine.query(
    `SELECT count(*) AS n FROM (
  SELECT ${columns} FROM ${table} WHERE evidence = ${first}
  INTERSECT ALL SELECT ${columns} FROM ${table} WHERE evidence = ${second}
) both_files`,
  );
  return Number(row?.['n'] ?? 0);
}

/**
 * Files that overlap: logs that were exported twice with ranges that meet, the same records in two formats. Their rows
 * stay counted twice, for records that are alike may also be two; whoever knows the files decides. A sample of each
 * file's rows is looked for in the others; what is suspected is counted exactly.
 */
export async function findOverlaps(engine: Engine): Promise<Overlap[]> {
  const held = await engine.tables();
  const overlaps: Overlap[] = [];
  for (const table of EVENT_TABLES) {
    if (!held.has(table)) continue;
    const extents = await extentsOf(table, engine);
    if (extents.length < 2 || !anyMeet(extents)) continue;
    for (const [first, second] of await suspects(table, extents, engine)) {
      overlaps.push({ table, first, second, rows: await inBoth(table, first, second, engine) });
    }
  }
  return overlaps;
}
