import { UserError } from '../../../base/errors.ts';
import { LAKE_TABLES } from '../../schema.ts';
import type { Connection } from './connection.ts';

/** Longer is no question that a person wrote. */
const MAX_LENGTH = 2 ** 20;

/** Functions that are written in the place of a table and make rows of their arguments alone. */
const TABLE_FUNCTIONS = new Set(['range', 'generate_series', 'unnest', 'repeat', 'json_each', 'json_tree']);

/**
 * Functions that look at this machine or change the session. Most that do are written in the place of a table and are not in the
 * list above; these are called like any other (DuckDB 1.5, `duckdb_functions()`, those that are volatile or read settings).
 */
const OTHER_FUNCTIONS = new Set([
  'write_log',
  'current_setting',
  'getenv',
  'getvariable',
  'setseed',
  'sleep_ms',
  'pg_sleep',
  'nextval',
  'currval',
  'stats',
  'current_query',
]);

type Node = Record<string, unknown>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object within an object; an empty one where there is none. */
function inner(node: Node, key: string): Node {
  const value = node[key];
  return isNode(value) ? value : {};
}

/** Every object in the JSON of a statement, however deep. */
function* nodesOf(root: unknown): Generator<Node> {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (isNode(value)) yield value;
    // One by one: a list of a hundred thousand values is too much for a call's arguments.
    for (const each of Object.values(value)) open.push(each);
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Names that a WITH part gives, in lower case. */
function partNames(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => {
    const { map } = inner(node, 'cte_map');
    return Array.isArray(map) ? map.filter(isNode).map((part) => textOf(part['key']).toLowerCase()) : [];
  });
}

/** Why what is in the place of a table cannot be asked; undefined: it can. */
function tableProblem(node: Node, known: ReadonlySet<string>): string | undefined {
  const name = textOf(node['table_name']);
  switch (node['type']) {
    case 'BASE_TABLE': {
      const place = [node['catalog_name'], node['schema_name']].map(textOf).filter((part) => part !== '');
      if (place.length === 0 && known.has(name.toLowerCase())) return undefined;
      return `there is no table ${JSON.stringify([...place, name].join('.'))} in the lake`;
    }
    case 'TABLE_FUNCTION': {
      const called = textOf(inner(node, 'function')['function_name']);
      return TABLE_FUNCTIONS.has(called.toLowerCase())
        ? undefined
        : `${JSON.stringify(called)} reaches outside the lake`;
    }
    case 'SHOW_REF':
      // DESCRIBE and SUMMARIZE hold a query, which is looked at by itself; SHOW TABLES is the only other.
      return 'query' in node || name === '"tables"' ? undefined : 'of SHOW only SHOW TABLES can be asked';
    default:
      return undefined;
  }
}

function functionProblem(node: Node): string | undefined {
  const called = textOf(node['function_name']);
  return OTHER_FUNCTIONS.has(called.toLowerCase())
    ? `${JSON.stringify(called)} looks at this machine, not at the lake`
    : undefined;
}

function refuse(message: string, hint?: string): never {
  throw new UserError(message, {
    hint:
      hint ??
      `Ask one SELECT over the tables of the lake: ${LAKE_TABLES.join(', ')}. See docs/how-to/ask-your-own-questions.md.`,
  });
}

/**
 * Lets a question pass that is one SELECT over the lake's tables and calls nothing that reaches out of them. DuckDB reads it
 * for this by itself, and nothing is looked up or run: to prepare a statement can already write (EXPORT DATABASE makes its
 * folder). The first of three walls, see `Connection.ask`.
 * @throws UserError
 */
export async function checkQuestion(connection: Pick<Connection, 'parse'>, sql: string): Promise<void> {
  if (sql.length > MAX_LENGTH) refuse('the question is longer than 1 MiB');
  // For DuckDB's C interface a text ends there.
  if (sql.includes('\0')) refuse('the question holds a NUL character');
  const parsed = await connection.parse(sql);
  if (!isNode(parsed)) throw new TypeError('DuckDB gave no statements');
  if (parsed['error'] === true) {
    const reason = textOf(parsed['error_message']);
    // DuckDB's type of error for a statement that its `json_serialize_sql` does not take, which is all but SELECT.
    if (parsed['error_type'] === 'not implemented') refuse('the question is no SELECT');
    refuse(`DuckDB: ${reason.split('\n')[0]}`, 'See docs/how-to/ask-your-own-questions.md for examples.');
  }
  const statements = parsed['statements'];
  if (!Array.isArray(statements) || statements.length !== 1) {
    refuse(`the question is ${Array.isArray(statements) ? statements.length : 0} statements, not one`);
  }
  const nodes = [...nodesOf(statements)];
  const known = new Set<string>([...LAKE_TABLES, ...partNames(nodes)]);
  for (const node of nodes) {
    const problem = tableProblem(node, known) ?? functionProblem(node);
    if (problem !== undefined) refuse(problem);
  }
}
