import type { DuckDBDataChunk, DuckDBResult, DuckDBValue } from '@duckdb/node-api';
import {
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
} from './driver.ts';
import type { Cell, ExactCell, Row } from '../engine.ts';

/** ISO 8601 UTC with as many decimals as the time has: none, three or six. */
function isoTime(micros: bigint): string {
  const fraction = Number(((micros % 1_000_000n) + 1_000_000n) % 1_000_000n);
  const date = new Date(Number((micros - BigInt(fraction)) / 1000n));
  const whole = date.toISOString().slice(0, -5);
  if (fraction === 0) return `${whole}Z`;
  const digits = String(fraction).padStart(6, '0');
  return `${whole}.${digits.endsWith('000') ? digits.slice(0, 3) : digits}Z`;
}

/** A DuckDB value as a plain cell: 64-bit and wider numbers as numbers, times as text, a list as JSON text. */
function cellOf(value: DuckDBValue): Cell {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    case 'bigint':
      return Number(value);
    default:
      return value === null ? null : objectCell(value);
  }
}

function objectCell(value: Exclude<DuckDBValue, null | string | number | boolean | bigint>): Cell {
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) {
    return isoTime(value.micros);
  }
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBDateValue) return value.toString();
  if (value instanceof DuckDBListValue) return JSON.stringify(value.items.map(cellOf));
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('hex');
  return value.toString();
}

/** Numbers that JSON lacks are said in words. */
function exactNumber(value: number): ExactCell {
  return Number.isFinite(value) ? value : String(value);
}

/** A DuckDB value without loss: integers of 64 bits and more as text, and decimals too. */
function exactCell(value: DuckDBValue): ExactCell {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return exactNumber(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof DuckDBDecimalValue) return value.toString();
  if (value instanceof DuckDBListValue) return value.items.map(exactCell);
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([name, item]) => [name, exactCell(item)]));
  }
  return objectCell(value);
}

/** A chunk's rows, each cell in its column's place. */
export function exactRows(chunk: DuckDBDataChunk, width: number): ExactCell[][] {
  const rows = Array.from({ length: chunk.rowCount }, (): ExactCell[] => []);
  for (let c = 0; c < width; c++) {
    const vector = chunk.getColumnVector(c);
    rows.forEach((row, r) => row.push(exactCell(vector.getItem(r))));
  }
  return rows;
}

/** All rows of a result; where two columns have one name, the second gets another. */
export async function readRows(result: DuckDBResult): Promise<Row[]> {
  const names = result.deduplicatedColumnNames();
  const rows: Row[] = [];
  for (const chunk of await result.fetchAllChunks()) readChunk(chunk, names, rows);
  return rows;
}

/** Adds a chunk's rows to `rows`. */
function readChunk(chunk: DuckDBDataChunk, names: readonly string[], rows: Row[]): void {
  const base = rows.length;
  const count = chunk.rowCount;
  for (let r = 0; r < count; r++) rows.push({});
  names.forEach((name, c) => {
    const vector = chunk.getColumnVector(c);
    for (let r = 0; r < count; r++) rows[base + r]![name] = cellOf(vector.getItem(r));
  });
}
