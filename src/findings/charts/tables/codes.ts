import { OTHER_SERVICE, sqlServiceNumber } from '../../sql/web-services.ts';
import type { Step } from '../../sql/steps.ts';
import { sqlCell } from './scope.ts';
import type { Scope } from './scope.ts';

/** A text that is the same in many requests, as the tables show it, and the table of its numbers. */
interface Coded {
  table: string;
  /** In a log whose texts are all short. */
  cell: string;
  /** In any log. */
  cut?: string;
}

/** Texts that have numbers; a provider's name is ours. */
const CODES = {
  provider: { table: 'provider_codes', cell: 'provider' },
  cs_uri_stem: column('cs_uri_stem', 'stem_codes'),
  cs_username: column('cs_username', 'user_codes'),
  user_agent: column('user_agent', 'agent_codes'),
  c_ip: column('c_ip', 'client_codes'),
} as const satisfies Record<string, Coded>;
export type CodedColumn = keyof typeof CODES;
const ALL = Object.keys(CODES).filter(isCoded);

function column(name: string, table: string): Coded {
  return { table, cell: name, cut: sqlCell(name) };
}

function isCoded(name: string): name is CodedColumn {
  return Object.hasOwn(CODES, name);
}

function cellOf(name: CodedColumn, { few }: Scope): string {
  const { cell, cut = cell }: Coded = CODES[name];
  return few ? cell : cut;
}

/** What else of a request the tables ask for. */
const OTHERS = ['service_number', 'ts', 'sc_status', 'sc_substatus', 'sc_bytes', 'time_taken'];

/** Of a path as it is in the log. */
const SERVICE_NUMBER = `${sqlServiceNumber("coalesce(cs_uri_stem, '')")} AS service_number`;

/** The number of an empty user agent, which is before all others and has one in every log. */
export const NO_AGENT = 1;

/** Each text of a column once, with its number in the order of the texts, so that numbers sort as the texts do. */
function codeStep(scope: Scope, name: CodedColumn): Step {
  const { few, from } = scope;
  const empty = name === 'user_agent' ? " UNION SELECT '' AS said" : '';
  const service = few && name === 'cs_uri_stem' ? `, ${sqlServiceNumber('said')} AS service_number` : '';
  return {
    name: CODES[name].table,
    few: true,
    shared: true,
    sql: `SELECT said, CAST(row_number() OVER (ORDER BY said) AS ${few ? 'INTEGER' : 'BIGINT'}) AS code${service}
  FROM (SELECT DISTINCT ${cellOf(name, scope)} AS said ${from}${empty}) AS texts WHERE said IS NOT NULL`,
  };
}

interface CodedColumns {
  /** Have numbers. */
  coded: readonly CodedColumn[];
  /** Are texts, as they are shown. */
  texts: readonly CodedColumn[];
  others: readonly string[];
}

function codedSql(scope: Scope, { coded, texts, others }: CodedColumns): string {
  const said = coded.map((name) => `${cellOf(name, scope)} AS said_${name}`);
  const shown = texts.map((name) => `${cellOf(name, scope)} AS ${name}`);
  const codes = coded.map((name) => `${CODES[name].table}.code AS ${name}`);
  const joins = coded.map(
    (name) => `LEFT JOIN ${CODES[name].table} ON ${CODES[name].table}.said = said_${name}`,
  );
  const given = others.filter((name) => !scope.few || name !== 'service_number');
  const outer = others.map((name) =>
    given.includes(name) ? name : `coalesce(${name}, ${OTHER_SERVICE}) AS ${name}`,
  );
  const inner = given.map((name) => (name === 'service_number' ? SERVICE_NUMBER : name));
  return `SELECT ${[...codes, ...texts, ...outer].join(', ')}
  FROM (SELECT ${[...said, ...shown, ...inner].join(', ')} ${scope.from}) AS asked
  ${joins.join('\n  ')}`;
}

/** Those that have numbers in this scope: the clients of a large log are too many to be put in order. */
function numbered({ few }: Scope, columns: readonly CodedColumn[]): CodedColumn[] {
  return columns.filter((name) => few || name !== 'c_ip');
}

/**
 * Steps up to `coded`: the requests that are counted, with numbers for texts. A browser's name is hundreds of characters, which
 * would be compared and moved with every row. What is null has no number. Of a log that is not too large they are made once
 * for all tables; of a larger one each table makes what it asks for.
 * @param others what else of the requests is asked for: columns, and `service_number`
 */
export function codedSteps(scope: Scope, columns: readonly CodedColumn[], others: readonly string[]): Step[] {
  if (columns.length + others.length === 0) return [];
  if (scope.few) {
    const sql = codedSql(scope, { coded: ALL, texts: [], others: OTHERS });
    return [...ALL.map((name) => codeStep(scope, name)), { name: 'coded', few: true, shared: true, sql }];
  }
  const coded = numbered(scope, columns);
  const texts = columns.filter((name) => !coded.includes(name));
  return [
    ...coded.map((name) => codeStep(scope, name)),
    { name: 'coded', sql: codedSql(scope, { coded, texts, others }) },
  ];
}

/** Rows with numbers, with their texts again. @param order how the rows with texts are listed */
export function decoded(
  scope: Scope,
  select: string,
  columns: readonly string[],
  coded: Readonly<Record<string, CodedColumn>>,
  order: string,
): string {
  const own = Object.entries(coded).filter(([, name]) => numbered(scope, [name]).length > 0);
  const tables = new Map(own.map(([shown, name]) => [shown, CODES[name].table]));
  const cells = columns.map((shown) => {
    const table = tables.get(shown);
    return table === undefined ? `counted."${shown}"` : `${table}.said AS "${shown}"`;
  });
  const joins = [...tables].map(
    ([shown, table]) => `LEFT JOIN ${table} ON ${table}.code = counted."${shown}"`,
  );
  return `SELECT ${cells.join(', ')} FROM (${select}) AS counted
${joins.join('\n')} ORDER BY ${order}`;
}
