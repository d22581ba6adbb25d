import type { Cell, Row } from '../engine.ts';
import type { TrinoRows } from './client.ts';

/** `2026-03-01 08:09:59.999999` as ISO 8601 UTC with as many decimals as the time has: none, three or six. */
function isoTime(text: string): string {
  const [whole = '', fraction = ''] = text.replace(' ', 'T').split('.');
  const micros = fraction.slice(0, 6).padEnd(6, '0');
  if (micros === '000000') return `${whole}Z`;
  return `${whole}.${micros.endsWith('000') ? micros.slice(0, 3) : micros}Z`;
}

/** A value as Trino's JSON has it, as a plain cell. @param type its column's type */
function cellOf(value: unknown, type: string): Cell {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value !== 'string') return JSON.stringify(value);
  if (type.startsWith('timestamp')) return isoTime(value);
  // Decimals, and the doubles that JSON lacks: `NaN`, `Infinity`.
  if (type.startsWith('decimal') || type === 'double' || type === 'real') return Number(value);
  if (type === 'varbinary') return Buffer.from(value, 'base64').toString('hex');
  return value;
}

/** Rows by column name; where two columns have one name, the second gets another. */
export function readRows({ columns, rows }: TrinoRows): Row[] {
  const names: string[] = [];
  for (const { name } of columns) {
    let free = name;
    for (let n = 1; names.includes(free); n += 1) free = `${name}_${n}`;
    names.push(free);
  }
  return rows.map((row) =>
    Object.fromEntries(names.map((name, place) => [name, cellOf(row[place] ?? null, columns[place]!.type)])),
  );
}
