import { collectionReason } from '../../../../collection-reason.ts';
import { partitionsOf } from './partitions.ts';
import type { Span } from './partitions.ts';
import { columnNamed } from './table.ts';
import type { FlowTable } from './table.ts';

/** Records that are taken at most: a thousand a page, some pages a second. */
export const MOST_RECORDS = 5_000_000;

/** What is asked of a table. */
export interface WindowQuery {
  sql: string;
  /** Columns of the answer, in their order. */
  columns: readonly string[];
  /** Partitions are of an hour; else of a day. */
  hourly: boolean;
}

/** Between quotation marks; names with any of their own are refused before (`table.ts`). */
const name = (text: string): string => `"${text}"`;

/** Seconds since 1970 of a column, whatever it is declared as; undefined: of no type that holds them. */
function secondsOf(column: { name: string; type: string } | undefined): string | undefined {
  if (column === undefined) return undefined;
  if (/^(?:big|small|tiny)?int(?:eger)?$/.test(column.type)) return name(column.name);
  if (/^(?:string|varchar|char)/.test(column.type)) return `TRY_CAST(${name(column.name)} AS bigint)`;
  return undefined;
}

/**
 * The records of a window, whole, out of the partitions that hold them: nothing else is scanned. It is SQL that Athena and
 * Trino read.
 * @param span of the records, seconds since 1970
 * @returns a packed message where the table cannot be asked so
 */
export function windowQuery(
  table: FlowTable,
  span: { from: number; to: number },
  files: Span,
): WindowQuery | string {
  const told = `${table.database}.${table.name}`;
  const start = secondsOf(columnNamed(table, ['start', 'starttime', 'start_time']));
  const end = secondsOf(columnNamed(table, ['end', 'endtime', 'end_time']));
  if (start === undefined || end === undefined) return collectionReason('athenaNoTimes', { table: told });
  const partitions = partitionsOf(table, files);
  if (partitions === undefined) {
    const keys = table.partitions.map((one) => one.name);
    return collectionReason('athenaUnbounded', { table: told, keys: keys.length === 0 ? '-' : keys });
  }
  const columns = table.columns.map((one) => one.name);
  const sql = [
    `SELECT ${columns.map(name).join(', ')}`,
    `FROM ${name(table.database)}.${name(table.name)}`,
    `WHERE ${partitions.condition}`,
    `AND ${end} >= ${Math.floor(span.from)} AND ${start} <= ${Math.ceil(span.to)}`,
    `LIMIT ${MOST_RECORDS + 1}`,
  ].join('\n');
  return { sql, columns, hourly: partitions.hourly };
}
