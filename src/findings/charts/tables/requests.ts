import type { Cell, Engine } from '../../../events/engines/engine.ts';
import type { Table } from '../../../model/pictures.ts';
import type { ChartMessage } from '../messages.ts';

/** Rows that a table holds at most; a table that is cut says so in its title. */
const MAX_ROWS = 5000;
/**
 * What a client wrote is counted by its first so many characters in a table: a browser's name has 200, and of texts that are all
 * long and all different each copy of a row would be 16 KiB.
 */
const MAX_CELL = 1024;
/** Characters of all its cells: a row of an ordinary log has a few hundred, one of a hostile log ten times as many. */
const MAX_TEXT = 2 * 2 ** 20;

/** A client's text, as far as a table shows it. */
export function sqlCell(column: string): string {
  return `substr(${column}, 1, ${MAX_CELL})`;
}

/**
 * Whose requests the tables count. If any client's address belongs to a known cloud, the clouds' only: the
 * ordinary visitors are not what is asked about. Else every client's, with no provider.
 */
export interface Scope {
  engine: Engine;
  /** Providers are known. */
  known: boolean;
  /** `FROM requests … attribution`. */
  from: string;
}

export async function scopeOf(engine: Engine): Promise<Scope> {
  const join = 'JOIN attribution ON attribution.address = c_ip';
  const found = await engine.query(
    `SELECT 1 AS one FROM requests ${join} WHERE provider IS NOT NULL LIMIT 1`,
  );
  const known = found.length > 0;
  const from = known
    ? `FROM requests ${join} WHERE provider IS NOT NULL`
    : `FROM requests LEFT ${join} WHERE c_ip IS NOT NULL`;
  return { engine, known, from };
}

/** What a person wants to see of a request, beside where it stands. */
const SHOWN = [
  'ts',
  'c_ip',
  'cs_method',
  'cs_uri_stem',
  'cs_uri_query',
  'cs_username',
  'sc_status',
  'sc_substatus',
  'user_agent',
  'provider',
  'services',
  'region',
];

/** The requests that are counted, each with these further columns, given by their expressions. */
export function sqlLines({ from }: Scope, further: Readonly<Record<string, string>> = {}): string {
  const shown = SHOWN.filter((name) => !Object.hasOwn(further, name));
  const made = Object.entries(further).map(([name, expression]) => `${expression} AS ${name}`);
  return `SELECT requests.evidence AS evidence, requests.line AS line,
  ${[...shown, ...made].join(', ')}
${from}`;
}

function plain(cell: Cell | undefined): string | number | null {
  return typeof cell === 'boolean' ? Number(cell) : (cell ?? null);
}

type Row = Table['rows'][number];

function textOf(row: Row): number {
  return row.reduce<number>((sum, cell) => sum + (typeof cell === 'string' ? cell.length : 0), 0);
}

/** As many of the rows as fit, the busiest first, in their order. */
function fitting(rows: Row[], at: number): Row[] {
  if (rows.reduce((sum, row) => sum + textOf(row), 0) <= MAX_TEXT) return rows;
  let left = MAX_TEXT;
  const busiest = [...rows].sort((a, b) => Number(b[at]) - Number(a[at]));
  const kept = new Set(busiest.filter((row) => (left -= textOf(row)) >= 0));
  return rows.filter((row) => kept.has(row));
}

/**
 * Runs a table's SELECT, whose columns are named as the table's.
 * @param busiest column by which the rows are kept where there are more than `MAX_ROWS`, or more text than `MAX_TEXT`
 * @param order how they are listed
 */
export async function tableOf(
  { engine }: Pick<Scope, 'engine'>,
  table: Omit<Table, 'rows' | 'sql'>,
  select: { sql: string; busiest: string; order: string },
): Promise<Table> {
  const { sql, busiest, order } = select;
  const keep = `SELECT counted.*, count(*) OVER () AS table_rows FROM (${sql}) AS counted
ORDER BY ${busiest} DESC, ${table.columns.map((column) => `"${column}"`).join(', ')} LIMIT ${MAX_ROWS}`;
  const found = await engine.query(`SELECT * FROM (${keep}) AS kept ORDER BY ${order}`);
  const rows = fitting(
    found.map((row) => table.columns.map((column) => plain(row[column]))),
    table.columns.indexOf(busiest),
  );
  const total = Number(found[0]?.['table_rows'] ?? 0);
  const { message: title } = table;
  const cut: ChartMessage = {
    key: 'tableCut',
    params: { title, shown: rows.length, rows: total, by: busiest },
  };
  return {
    ...table,
    message: total > rows.length ? cut : title,
    sql: `${sql}\nORDER BY ${order}`,
    rows,
  };
}
