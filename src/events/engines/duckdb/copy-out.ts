// Without a port: DuckDB writes the files itself, and can write to no other file system than the real one.
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { LAKE_TABLES, TIMED_TABLES } from '../../schema.ts';
import type { LakeTable } from '../../schema.ts';
import { Connection } from './connection.ts';
import { DUCKDB } from './dialect.ts';
import { sqlText } from './quote.ts';

/** The column by which the parts of tables with times lie in folders, as Hive has it: `part_day=2026-03-01`. */
export const PART_DAY = 'part_day';

/** A file of a lake that was copied out. */
interface CopiedFile {
  /** Below the target, with slashes. */
  path: string;
  bytes: number;
}

/** A table of a lake that was copied out. */
export interface CopiedTable {
  table: LakeTable;
  rows: number;
  files: CopiedFile[];
}

/** Whether a table's parts lie in folders by day. */
export function isByDay(table: LakeTable): boolean {
  return TIMED_TABLES.some((timed) => timed === table);
}

async function filesIn(target: string, table: LakeTable): Promise<CopiedFile[]> {
  const entries = await readdir(join(target, table), { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files: CopiedFile[] = [];
  for (const path of paths.sort()) {
    files.push({ path: relative(target, path).split(sep).join('/'), bytes: (await stat(path)).size });
  }
  return files;
}

/**
 * Copies a lake as engines on many machines want it: each table with all its columns, and its parts by the day of the
 * records (UTC); records without a time lie in Hive's folder for those. The same lake gives the same bytes, as one thread
 * copies it, so that a copy which broke off can be gone on with.
 * @param target an empty folder, absolute
 * @returns all tables, with the rows that were written; one without rows is a file without rows, as engines want a folder there
 */
export async function copyOut(
  lake: string,
  target: string,
  options: { memory: string; spill: string },
): Promise<CopiedTable[]> {
  const connection = await Connection.to(lake, { ...options, threads: 1, target });
  const copied: CopiedTable[] = [];
  try {
    for (const table of LAKE_TABLES) {
      const [{ 0: count } = []] =
        (await (await connection.run(`SELECT count(*) FROM ${table}`)).getRows()) ?? [];
      const rows = Number(count ?? 0);
      const time = table === 'flows' ? 'ts_start' : 'ts';
      const folder = sqlText(join(target, table));
      const by =
        rows > 0 && isByDay(table)
          ? {
              select: `SELECT *, ${DUCKDB.day(time)} AS ${PART_DAY} FROM ${table}`,
              options: `, PARTITION_BY (${PART_DAY})`,
            }
          : { select: `SELECT * FROM ${table}`, options: ', PER_THREAD_OUTPUT true' };
      await connection.run(
        `COPY (${by.select}) TO ${folder} (FORMAT parquet, COMPRESSION zstd, FILENAME_PATTERN 'part-{i}'${by.options})`,
      );
      copied.push({ table, rows, files: await filesIn(target, table) });
    }
  } finally {
    connection.close();
  }
  return copied;
}
