import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { DocumentFormat, Format, LineFormat } from '../../src/formats/format.ts';
import { fixture } from '../support.ts';
import { parseDocument } from '../evidence/evidence-support.ts';
import { parseAll } from './memory-sink.ts';
import type { PlainRow } from './memory-sink.ts';

/** A fixture of a format, as bytes. */
export function fixtureOf(format: Format, name: string): Buffer {
  return readFileSync(fixture('formats', format.name, name));
}

/** What a format makes of a text, whichever way it is read. */
export function readAs(
  format: LineFormat | DocumentFormat,
  content: string | Uint8Array,
): { rows: PlainRow[]; parsed: number; rejects: { line: number; reason: string }[]; notes: string[] } {
  if (format.kind === 'lines') return parseAll(format, content);
  return parseDocument(format, typeof content === 'string' ? Buffer.from(content) : content);
}

/** The row of a line; rows of a table beside say which with `table`. */
export function rowOf(rows: readonly PlainRow[], line: number, table?: string): PlainRow {
  const found = rows.find((row) => row['line'] === line && row['table'] === table);
  assert.ok(found, `line ${line} is a row${table === undefined ? '' : ` of ${table}`}`);
  return found;
}
