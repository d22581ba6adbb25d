import type { Cell, Engine, Row as Found } from '../../../events/engines/engine.ts';
import { askSteps } from '../../sql/steps.ts';
import type { Step } from '../../sql/steps.ts';
import { codedSteps, decoded } from './codes.ts';
import type { CodedColumn } from './codes.ts';
import type { Scope } from './scope.ts';
import type { Table } from '../../../model/pictures.ts';
import type { ChartMessage } from '../messages.ts';

/** Rows that a table holds at most; a table that is cut says so in its title. */
const MAX_ROWS = 5000;
/** Characters of all its cells: a row of an ordinary log has a few hundred, one of a hostile log ten times as many. */
const MAX_TEXT = 2 * 2 ** 20;

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

/** How a table's rows are found. */
interface TableSelect {
  /** The table's SELECT, whose columns are named as the table's: it is what the case says. */
  sql: string;
  /** Column by which the rows are kept where there are more than `MAX_ROWS`, or more text than `MAX_TEXT`. */
  busiest: string;
  /** How they are listed. */
  order: string;
  /** The same rows found in a faster way: with numbers in place of texts, from `coded`. */
  coded?: CodedSelect;
}

interface CodedSelect {
  scope: Scope;
  /** Columns of the table that have numbers in place of texts, each with what the texts are. */
  columns: Readonly<Record<string, CodedColumn>>;
  /** What else of the requests is asked for. */
  others: readonly string[];
  steps?: readonly Step[];
  sql: string;
}

/** The busiest rows of a SELECT, each with how many there are of all. */
function sqlBusiest(sql: string, busiest: string, columns: readonly string[]): string {
  return `SELECT counted.*, count(*) OVER () AS table_rows FROM (${sql}) AS counted
ORDER BY ${busiest} DESC, ${columns.map((column) => `"${column}"`).join(', ')} LIMIT ${MAX_ROWS}`;
}

function findRows(
  engine: Engine,
  columns: readonly string[],
  { sql, busiest, order, coded }: TableSelect,
): Promise<Found[]> {
  if (coded === undefined)
    return engine.query(`SELECT * FROM (${sqlBusiest(sql, busiest, columns)}) AS kept ORDER BY ${order}`);
  const { scope, others, columns: texts } = coded;
  const steps = [...codedSteps(scope, Object.values(texts), others), ...(coded.steps ?? [])];
  const kept = sqlBusiest(coded.sql, busiest, columns);
  const shown = [...columns, 'table_rows'];
  return askSteps(engine, steps, (ask) => ask(decoded(scope, kept, shown, texts, order)));
}

/** Runs a table's SELECT. */
export async function tableOf(
  { engine }: Pick<Scope, 'engine'>,
  table: Omit<Table, 'rows' | 'sql'>,
  select: TableSelect,
): Promise<Table> {
  const { sql, busiest, order } = select;
  const found = await findRows(engine, table.columns, select);
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
