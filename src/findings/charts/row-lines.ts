import type { Dialect } from '../../events/engines/engine.ts';
import type { Table } from '../../model/pictures.ts';

function literal(value: string | number, dialect: Dialect): string {
  return typeof value === 'number' ? String(value) : dialect.text(value);
}

/**
 * The question for the events that a row of a table counts, in the order of the evidence: `evidence`, `line`, and what they
 * are. Undefined for a table that does not say how it came about, and a row that it has not.
 * @param place the row's, from 0
 */
export function sqlOfRow(
  { columns, rows, lines }: Pick<Table, 'columns' | 'rows' | 'lines'>,
  place: number,
  dialect: Dialect,
): string | undefined {
  const row = rows[place];
  if (lines === undefined || row === undefined) return undefined;
  const conditions = lines.by.map((name) => {
    const value = row[columns.indexOf(name)];
    const quoted = `"${name.replaceAll('"', '""')}"`;
    return value === null || value === undefined
      ? `${quoted} IS NULL`
      : `${quoted} = ${literal(value, dialect)}`;
  });
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}\n`;
  return `SELECT * FROM (
${lines.sql}
) AS counted
${where}ORDER BY evidence, line`;
}
