import type { TableName } from '../../../model/evidence.ts';
import type { Row } from '../engine.ts';
import { readRows } from './cells.ts';
import type { Connection } from './connection.ts';
import type { Overlap } from '../../overlap.ts';
import { TIMED_TABLES } from '../../schema.ts';

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
  counts: [],
};
const WHEN: Readonly<Record<TableName, string>> = {
  flows: 'ts_start',
  requests: 'ts',
  logins: 'ts',
  alerts: 'ts',
  counts: 'NULL',
};

/** So many rows of a table are compared at most; of larger tables a part, by a hash of the record. */
const SAMPLE = 500_000;
/** Two servers behind one balancer have some records in common by chance; hardly ever one in ten. */
const LEAST_SHARE = 0.1;
const LEAST_ROWS = 20;
/** A record that so many files have in common is what machines write: a check of health, a heartbeat. */
const MAX_FILES = 50;
/** Pairs of files that are counted exactly, per table. */
const MAX_PAIRS = 20;

interface Extent {
  evidence: number;
  rows: number;
  first: string;
  last: string;
}

async function ask(connection: Connection, sql: string): Promise<Row[]> {
  return readRows(await connection.run(sql));
}

async function extentsOf(table: TableName, connection: Connection): Promise<Extent[]> {
  const when = WHEN[table];
  const rows = await ask(
    connection,
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

/**
 * Pairs of files that have a fair share of the smaller one's rows in common. The same record has the same hash in every
 * file, so a sample by the hash has it in all or in none.
 */
async function suspects(
  table: TableName,
  extents: readonly Extent[],
  connection: Connection,
): Promise<[number, number][]> {
  const rows = extents.reduce((sum, extent) => sum + extent.rows, 0);
  const found = await ask(
    connection,
    `WITH sampled AS (
  SELECT evidence, record, count(*) AS n
  FROM (SELECT evidence, hash(${SAME[table].join(', ')}) AS record FROM ${table}) hashed
  WHERE record % ${Math.max(1, Math.floor(rows / SAMPLE))} = 0 GROUP BY ALL
), files AS (SELECT evidence, sum(n) AS n FROM sampled GROUP BY evidence),
shared AS (SELECT record FROM sampled GROUP BY record HAVING count(*) BETWEEN 2 AND ${MAX_FILES}),
common AS (SELECT sampled.* FROM sampled JOIN shared USING (record)),
pairs AS (
  SELECT a.evidence AS first, b.evidence AS second, sum(least(a.n, b.n)) AS n
  FROM common a JOIN common b ON a.record = b.record AND a.evidence < b.evidence GROUP BY ALL
)
SELECT first, second FROM pairs
JOIN files f ON f.evidence = first JOIN files g ON g.evidence = second
WHERE pairs.n >= ${LEAST_ROWS} AND pairs.n >= ${LEAST_SHARE} * least(f.n, g.n)
ORDER BY pairs.n DESC, first, second LIMIT ${MAX_PAIRS}`,
  );
  return found.map((row) => [Number(row['first']), Number(row['second'])]);
}

async function inBoth(
  table: TableName,
  first: number,
  second: number,
  connection: Connection,
): Promise<number> {
  const [row] = await ask(
    connection,
    `SELECT sum(least(a, b)) AS n FROM (
  SELECT count(*) FILTER (evidence = ${first}) AS a, count(*) FILTER (evidence = ${second}) AS b
  FROM ${table} WHERE evidence IN (${first}, ${second}) GROUP BY hash(${SAME[table].join(', ')})
) records`,
  );
  return Number(row?.['n'] ?? 0);
}

/**
 * Files that overlap: logs that were exported twice with ranges that meet, the same records in two formats. Their rows
 * stay counted twice, for records that are alike may also be two; whoever knows the files decides.
 */
export async function findOverlaps(connection: Connection): Promise<Overlap[]> {
  const overlaps: Overlap[] = [];
  for (const table of TIMED_TABLES) {
    const extents = await extentsOf(table, connection);
    if (extents.length < 2 || !anyMeet(extents)) continue;
    for (const [first, second] of await suspects(table, extents, connection)) {
      overlaps.push({ table, first, second, rows: await inBoth(table, first, second, connection) });
    }
  }
  return overlaps;
}
