// Without a port: DuckDB writes the part itself, and can write to no other file system than the real one.
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBType } from '@duckdb/node-api';
import { DOUBLE, DuckDBDataChunk, DuckDBInstance, VARCHAR } from './driver.ts';
import type { Cell, Row } from '../engine.ts';
import { sqlText } from './quote.ts';
import { columnsOf } from '../../schema.ts';
import type { LakeTable } from '../../schema.ts';

/** How every part is compressed: zstd's default level, as DuckDB's own COPY has it. */
export const PARQUET = '(FORMAT parquet, COMPRESSION zstd)';

const CHUNK_ROWS = 2048;

/** Numbers are staged as DOUBLE (exact to 2^53), everything else as text that SQL casts. */
function stagingType(kind: string): DuckDBType {
  return kind === 'int' || kind === 'long' ? DOUBLE : VARCHAR;
}

async function stage(connection: DuckDBConnection, table: LakeTable, rows: readonly Row[]): Promise<void> {
  const columns = columnsOf(table);
  const types = columns.map((column) => stagingType(column.kind));
  const list = columns.map((column, i) => `"${column.name}" ${types[i]?.toString()}`).join(', ');
  await connection.run(`CREATE TABLE staged (${list})`);
  const appender = await connection.createAppender('staged');
  for (let at = 0; at < rows.length; at += CHUNK_ROWS) {
    const page = rows.slice(at, at + CHUNK_ROWS);
    const chunk = DuckDBDataChunk.create(types, page.length);
    chunk.setColumns(columns.map((column) => page.map((row): Cell => row[column.name] ?? null)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/**
 * Adds one Parquet part of rows made in JavaScript to a lake; for results of a page up to some hundred
 * thousand rows, not for reading logs.
 *
 * @param rows by column name; a missing column is null, a name that the table lacks is a bug and throws.
 *   Times are ISO 8601 UTC text, a blob is hexadecimal text
 */
export async function writeRows(lake: string, table: LakeTable, rows: readonly Row[]): Promise<void> {
  const columns = columnsOf(table);
  const names = new Set(columns.map((column) => column.name));
  for (const row of rows) {
    for (const name of Object.keys(row)) {
      if (!names.has(name)) throw new TypeError(`table ${table} has no column ${name}`);
    }
  }
  const folder = join(lake, table);
  await mkdir(folder, { recursive: true });
  const number = (await readdir(folder)).length;
  const path = join(folder, `rows-${number}.parquet`);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    await stage(connection, table, rows);
    const casts = columns.map(({ name, kind, type }) =>
      kind === 'blob' ? `unhex("${name}") AS "${name}"` : `CAST("${name}" AS ${type}) AS "${name}"`,
    );
    await connection.run(
      `COPY (SELECT ${casts.join(', ')} FROM staged) TO ${sqlText(`${path}.part`)} ${PARQUET}`,
    );
    await rename(`${path}.part`, path);
  } finally {
    await rm(`${path}.part`, { force: true });
    connection.closeSync();
    instance.closeSync();
  }
}
