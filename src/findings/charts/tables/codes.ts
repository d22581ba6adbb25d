import type { Step } from '../../sql/steps.ts';
import { sqlCell } from './scope.ts';

/** Columns of long texts that are the same in many rows, each with the table of its codes. */
const CODES = {
  provider: 'provider_codes',
  cs_uri_stem: 'stem_codes',
  cs_username: 'user_codes',
  user_agent: 'agent_codes',
} as const;
export type CodedColumn = keyof typeof CODES;

/** What is coded in place of a column as the tables show it. */
export type Cells = Partial<Record<CodedColumn, string>>;

/** As the tables show it; a provider's name is ours. */
function cellOf(column: CodedColumn, cells: Cells): string {
  return cells[column] ?? (column === 'provider' ? column : sqlCell(column));
}

/** Each text of a column once, with its number in the order of the texts, so that numbers sort as the texts do. */
function codeStep(from: string, column: CodedColumn, cells: Cells): Step {
  return {
    name: CODES[column],
    few: true,
    sql: `SELECT said, row_number() OVER (ORDER BY said) AS code
  FROM (SELECT DISTINCT ${cellOf(column, cells)} AS said ${from}) AS texts WHERE said IS NOT NULL`,
  };
}

/**
 * Steps up to `coded`: the requests that are counted, with numbers for texts. A browser's name is hundreds of characters, which
 * would be compared and moved with every row. What is null has no number.
 * @param from the scope's
 * @param further columns of the requests, or expressions with a name, that are wanted beside them
 */
export function codedSteps(
  from: string,
  columns: readonly CodedColumn[],
  further: readonly string[],
  cells: Cells = {},
): readonly Step[] {
  const texts = columns.map((column) => `${cellOf(column, cells)} AS said_${column}`);
  const codes = columns.map((column) => `${CODES[column]}.code AS ${column}`);
  const names = further.map((one) => one.split(' AS ').at(-1)!);
  const joins = columns.map(
    (column) => `LEFT JOIN ${CODES[column]} ON ${CODES[column]}.said = said_${column}`,
  );
  return [
    ...columns.map((column) => codeStep(from, column, cells)),
    {
      name: 'coded',
      sql: `SELECT ${[...codes, ...names].join(', ')}
  FROM (SELECT ${[...texts, ...further].join(', ')} ${from}) AS asked
  ${joins.join('\n  ')}`,
    },
  ];
}

/** Rows with numbers, with their texts again. @param order how the rows with texts are listed */
export function decoded(
  select: string,
  columns: readonly string[],
  coded: readonly CodedColumn[],
  order: string,
): string {
  const isCoded = (column: string): column is CodedColumn =>
    coded.some((one) => one === column) && Object.hasOwn(CODES, column);
  const shown = columns.map((column) =>
    isCoded(column) ? `${CODES[column]}.said AS ${column}` : `counted."${column}"`,
  );
  const joins = coded.map(
    (column) => `LEFT JOIN ${CODES[column]} ON ${CODES[column]}.code = counted.${column}`,
  );
  return `SELECT ${shown.join(', ')} FROM (${select}) AS counted
${joins.join('\n')} ORDER BY ${order}`;
}
