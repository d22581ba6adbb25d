import type { Cell, Engine } from '../../../events/engines/engine.ts';
import type { Table } from '../../../model/pictures.ts';
import type { ChartMessage } from '../messages.ts';

/** Rows that a table holds at most; a table that is cut says so in its title. */
const MAX_ROWS = 5000;

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

/**
 * Runs a table's SELECT, whose columns are named as the table's.
 * @param busiest column by which the rows are kept where there are more than `MAX_ROWS`
 * @param order how they are listed
 */
export async function tableOf(
  { engine }: Scope,
  table: Omit<Table, 'rows' | 'sql'>,
  select: { sql: string; busiest: string; order: string },
): Promise<Table> {
  const { sql, busiest, order } = select;
  const keep = `SELECT counted.*, count(*) OVER () AS table_rows FROM (${sql}) AS counted
ORDER BY ${busiest} DESC, ${table.columns.map((column) => `"${column}"`).join(', ')} LIMIT ${MAX_ROWS}`;
  const found = await engine.query(`SELECT * FROM (${keep}) AS kept ORDER BY ${order}`);
  const total = Number(found[0]?.['table_rows'] ?? 0);
  const { message: title } = table;
  const cut: ChartMessage = { key: 'tableCut', params: { title, shown: MAX_ROWS, rows: total, by: busiest } };
  return {
    ...table,
    message: total > MAX_ROWS ? cut : title,
    sql: `${sql}\nORDER BY ${order}`,
    rows: found.map((row) => table.columns.map((column) => plain(row[column]))),
  };
}
