import type { Engine } from '../../events/engines/engine.ts';
import type { Table } from '../../model/pictures.ts';

const MAX_ROWS = 1000;

/** Events by which a honeypot says that it fetched a file, or was given one. */
const FETCHED = "(lower(rule) LIKE '%download%' OR lower(rule) LIKE '%upload%')";

const BY = ['honeypot', 'deed', 'said'];
const RENAMED = 'sensor AS honeypot, rule AS deed, message AS said';

/** SHA-512, SHA-256, SHA-1 or MD5, as digits between blanks or at an end of a name. */
const HASH = /(?<![\da-f])(?:[\da-f]{128}|[\da-f]{64}|[\da-f]{40}|[\da-f]{32})(?![\da-f])/i;

/** The hash of the file that an event is about; null where it names none. */
function hashIn(said: unknown): string | null {
  return typeof said === 'string' ? (HASH.exec(said)?.[0].toLowerCase() ?? null) : null;
}

/** The files that honeypots fetched or were given, with their hashes; undefined where none of them says so. */
export async function downloadsTable(engine: Engine): Promise<Table | undefined> {
  if (!(await engine.tables()).has('alerts')) return undefined;
  const columns = ['sample', 'honeypot', 'deed', 'said', 'hits', 'sources', 'first', 'last'];
  const sql = `SELECT ${RENAMED}, count(*) AS hits, count(DISTINCT src) AS sources, min(ts) AS first, max(ts) AS last
FROM alerts WHERE ${FETCHED} GROUP BY sensor, rule, message ORDER BY hits DESC, sensor, rule, message`;
  const rows = await engine.query(`${sql} LIMIT ${MAX_ROWS + 1}`);
  if (rows.length === 0) return undefined;
  const title = { key: 'tablePotDownloads', params: {} };
  return {
    name: 'honeypot_downloads',
    message: rows.length > MAX_ROWS ? { key: 'tableCut', params: { title, shown: MAX_ROWS } } : title,
    columns,
    rows: rows.slice(0, MAX_ROWS).map((row) =>
      columns.map((column) => {
        if (column === 'sample') return hashIn(row['said']);
        const value = row[column];
        return typeof value === 'boolean' || value === undefined ? null : value;
      }),
    ),
    sql,
    lines: {
      sql: `SELECT evidence, line, ts, src, src_port, dst, dst_port, ${RENAMED} FROM alerts WHERE ${FETCHED}`,
      by: BY,
      counted: 'hits',
    },
  };
}

/** All events about files, files with different hashes, and addresses that they came from. */
export async function countDownloads(
  engine: Engine,
  table: Table,
): Promise<{ times: number; samples: number; sources: number }> {
  const [row] = await engine.query(
    `SELECT count(*) AS times, count(DISTINCT src) AS sources FROM alerts WHERE ${FETCHED}`,
  );
  const samples = new Set(table.rows.flatMap(([sample]) => (typeof sample === 'string' ? [sample] : [])));
  return {
    times: Number(row?.['times'] ?? 0),
    sources: Number(row?.['sources'] ?? 0),
    samples: samples.size,
  };
}
