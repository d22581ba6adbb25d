import type { DuckDBConnection } from '@duckdb/node-api';
import type { ParquetFormat } from '../../formats/format.ts';
import { DuckDBInstance } from '../engines/duckdb/driver.ts';
import { columnsOf } from '../lake/schema.ts';
import { globPath, sqlText } from '../sql.ts';
import { CountingTally, noCounts } from './tally.ts';
import type { Counts } from './tally.ts';

/** One row group per part, and the delta encodings of Parquet's second version, as the other parts have them. */
const PART_OPTIONS =
  '(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, PARQUET_VERSION v2, ROW_GROUP_SIZE 100000000)';

/** First line of a DuckDB message: the rest shows the statement. */
function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A file that is no Parquet, or not of these columns: one record, rejected. */
function refused(reason: string): Counts {
  const tally = new CountingTally();
  tally.rejected(1, 0, reason);
  return tally.counts;
}

/**
 * Copies a Parquet file into the lake as one part, its columns mapped in SQL. `line` is the record's number in
 * the file, from 1.
 *
 * @param part path of the part; none is written if there is no row
 */
export async function copyParquet(
  file: string,
  evidence: number,
  format: ParquetFormat,
  part: string,
): Promise<Counts> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    return await copy(connection, file, evidence, format, part);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function copy(
  connection: DuckDBConnection,
  file: string,
  evidence: number,
  format: ParquetFormat,
  part: string,
): Promise<Counts> {
  const source = `read_parquet(${sqlText(globPath(file))}, file_row_number = true)`;
  let mapped: ReturnType<ParquetFormat['map']>;
  try {
    const described = await connection.run(`DESCRIBE SELECT * FROM ${source}`);
    const names = (await described.getRowsJS()).map(([name]) => (typeof name === 'string' ? name : ''));
    mapped = format.map(names.filter((name) => name !== 'file_row_number'));
  } catch (error) {
    return refused(firstLine(error));
  }
  const kept = mapped.skips.map(({ where }) => `(${where}) IS NOT TRUE`).join(' AND ') || 'true';
  const select = columnsOf(format.table).map(({ name, type }) => {
    if (name === 'evidence') return `CAST(${evidence} AS INTEGER) AS evidence`;
    if (name === 'line') return 'file_row_number + 1 AS line';
    const expression = Object.hasOwn(mapped.select, name) ? mapped.select[name] : 'NULL';
    return `CAST(${expression} AS ${type}) AS ${quoteName(name)}`;
  });
  const counts = noCounts();
  try {
    // Each row goes to the first reason that fits it, so the reasons' counts add up to the skipped rows.
    const reasons = mapped.skips.map(({ where }, i) => `WHEN ${where} THEN ${i}`).join(' ');
    const reason = reasons === '' ? 'CAST(NULL AS INTEGER)' : `CASE ${reasons} END`;
    const counted = await connection.run(
      `SELECT reason, count(*) FROM (SELECT ${reason} AS reason FROM ${source}) GROUP BY reason`,
    );
    for (const [number, count] of await counted.getRowsJS()) {
      if (number === null) {
        counts.parsed += Number(count);
      } else {
        counts.skipped += Number(count);
        counts.skips.set(mapped.skips[Number(number)]?.reason ?? 'skipped', Number(count));
      }
    }
    if (counts.parsed > 0) {
      await connection.run(
        `COPY (SELECT ${select.join(', ')} FROM ${source} WHERE ${kept}) TO ${sqlText(part)} ${PART_OPTIONS}`,
      );
    }
  } catch (error) {
    return refused(firstLine(error));
  }
  if (counts.parsed > 0) counts.rows[format.table] = counts.parsed;
  return counts;
}
