import { RECORDER } from '../../findings/network/sightings.ts';
import type { Reach } from '../../cases/stopped.ts';
import { secondsOf, settlingOfFiles } from '../../formats/delay.ts';
import type { Dialect, Engine } from '../../events/engines/engine.ts';
import type { Evidence, TableName } from '../../model/evidence.ts';
import type { Finding } from '../../model/finding.ts';

/** When an event of each table was last seen, and the condition that it is somebody else's than the subject's. */
const LAST: Readonly<Record<TableName, string>> = {
  flows: 'coalesce(ts_end, ts_start)',
  requests: 'ts',
  logins: 'ts',
  alerts: 'ts',
  counts: 'CAST(NULL AS TIMESTAMP)',
};
/** Who is behind an event, as columns of its table. */
const WHO: Readonly<Record<TableName, readonly string[]>> = {
  flows: ['src', 'dst', 'pkt_src', 'pkt_dst'],
  requests: ['c_ip'],
  logins: ['c_ip'],
  alerts: ['src', 'dst'],
  counts: ['src', 'dst'],
};
const USER: Partial<Record<TableName, string>> = { requests: 'cs_username', logins: 'username' };

/** The subject's own rows; nothing where no row can name it. */
function ofSubject(
  table: TableName,
  { address, provider, user }: Finding['subject'],
  { text }: Dialect,
): string | undefined {
  const column = USER[table];
  if (user !== undefined && column !== undefined) return `coalesce(${column}, '') = ${text(user)}`;
  const any = (is: (name: string) => string): string => `(${WHO[table].map(is).join(' OR ')})`;
  if (address !== undefined) return any((name) => `coalesce(${name}, '') = ${text(address)}`);
  if (provider === undefined) return undefined;
  const theirs = `SELECT address FROM attribution WHERE provider = ${text(provider)}`;
  return any((name) => `coalesce(${name}, '') IN (${theirs})`);
}

/** Files of the same kind as those that the finding cites: the log that would show it later, too. */
function logOf(
  deed: Finding | undefined,
  evidence: readonly Evidence[],
): { table: TableName; files: Evidence[]; cited: number[] } | undefined {
  const paths = new Set(deed?.lines.map((line) => line.evidence));
  const read = evidence.filter(({ table, parsed }) => table !== undefined && parsed > 0);
  // What nothing was found of would be in the flows.
  const cited =
    deed === undefined
      ? read.filter(({ table }) => table === 'flows')
      : read.filter(({ path }) => paths.has(path));
  const table = cited[0]?.table;
  if (table === undefined) return undefined;
  const formats = new Set(cited.map(({ format }) => format));
  const files = read.filter((one) => one.table === table && formats.has(one.format));
  return { table, files, cited: cited.map(({ id }) => id) };
}

/** The condition that a row is of one of these files. Of very many files most follow one another. */
function among(ids: readonly number[]): string {
  const runs: { from: number; to: number }[] = [];
  for (const id of [...ids].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && id === last.to + 1) last.to = id;
    else runs.push({ from: id, to: id });
  }
  const single = runs.filter(({ from, to }) => from === to).map(({ from }) => String(from));
  const conditions = runs
    .filter(({ from, to }) => from < to)
    .map(({ from, to }) => `evidence BETWEEN ${from} AND ${to}`);
  if (single.length > 0) conditions.push(`evidence IN (${single.join(', ')})`);
  return `(${conditions.join(' OR ')})`;
}

/**
 * How far the log reaches in which a finding is seen: of flows the records of those network interfaces that are in
 * the files it cites (a flow log of another network says nothing about it), of other logs the files of the same format.
 * @param deed absent: the flows as a whole
 */
export async function reachOf(
  deed: Finding | undefined,
  engine: Engine,
  evidence: readonly Evidence[],
): Promise<Reach | undefined> {
  const log = logOf(deed, evidence);
  if (log === undefined) return undefined;
  const { table, files, cited } = log;
  const own = deed && ofSubject(table, deed.subject, engine.dialect);
  const others = own === undefined ? 'NULL' : `CASE WHEN NOT ${own} THEN ${LAST[table]} END`;
  const seen = `SELECT DISTINCT ${RECORDER} AS recorder FROM flows WHERE ${among(cited)}`;
  const where = [
    among(files.map(({ id }) => id)),
    ...(table === 'flows' ? [`(${RECORDER} IS NULL OR ${RECORDER} IN (${seen}))`] : []),
  ];
  const { dialect } = engine;
  const longest =
    table === 'flows' ? `max(${dialect.epoch('ts_end')} - ${dialect.epoch('ts_start')})` : 'NULL';
  const [row] = await engine.query(
    `SELECT max(${LAST[table]}) AS ends, max(${others}) AS others, ${longest} AS longest FROM ${table} WHERE ${where.join(' AND ')}`,
  );
  const ends = row?.['ends'];
  if (typeof ends !== 'string') return undefined;
  const other = row?.['others'];
  const settling = settlingOfFiles(files, Number(row?.['longest'] ?? 0));
  return {
    ends,
    ...(typeof other === 'string' && { others: other }),
    ...(settling && { settles: secondsOf(settling) }),
  };
}
