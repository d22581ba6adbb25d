import type { Engine, Row } from '../../events/engines/engine.ts';

/** A SELECT with a name, over the lake's tables and the steps before it. */
export interface Step {
  name: string;
  sql: string;
  /**
   * Its rows are few beside those it is made from: where several questions follow, it is made once for all. A number: they
   * may be few, and it is made once if there are no more than so many.
   */
  few?: true | number;
  /** Other questions have the same step: within `sharing` it is made once for all of them. For steps of few rows. */
  shared?: true;
}

/** The steps that are kept for all who ask an engine, by name: what each was made from. */
const SHARED = new WeakMap<Engine, Map<string, string>>();

/**
 * While this runs, shared steps are made once, by who asks first, and kept for all others: detectors and tables say the steps
 * that they need, and none of them knows who else does.
 */
export async function sharing<T>(engine: Engine, work: () => Promise<T>): Promise<T> {
  const made = new Map<string, string>();
  SHARED.set(engine, made);
  try {
    return await work();
  } finally {
    SHARED.delete(engine);
    for (const name of made.keys()) await engine.forget(name);
  }
}

/**
 * A SELECT with the steps that it needs before it, as `WITH` clauses. A step that nothing reads is left out: DuckDB
 * would count it as a second reader of those before it, and write out the rows of what has two.
 */
export function sqlOf(steps: readonly Step[], select: string): string {
  const clauses: string[] = [];
  let readers = select;
  for (const { name, sql } of steps.toReversed()) {
    if (!new RegExp(`\\b${name}\\b`).test(readers)) continue;
    clauses.unshift(`${name} AS (\n  ${sql}\n)`);
    readers += sql;
  }
  return clauses.length === 0 ? select : `WITH ${clauses.join(', ')}\n${select}`;
}

/** Asks for the rows of a SELECT over steps; `sql`: the SELECT with what it needs of them, while they are kept. */
export interface Ask {
  (select: string): Promise<Row[]>;
  sql(select: string): string;
}

async function isFew(engine: Engine, select: string, few: true | number): Promise<boolean> {
  if (few === true) return true;
  const [row] = await engine.query(
    `SELECT count(*) AS n FROM (SELECT 1 AS one FROM (${select}) AS step LIMIT ${few + 1}) AS counted`,
  );
  return Number(row?.['n']) <= few;
}

/**
 * Several questions over the same steps: those of few rows are made once, and kept meanwhile, where the engine can. The
 * rows are those that `sqlOf` would give.
 */
export async function askSteps<T>(
  engine: Engine,
  steps: readonly Step[],
  questions: (ask: Ask) => Promise<T>,
): Promise<T> {
  const others: Step[] = [];
  const kept: string[] = [];
  const made = SHARED.get(engine);
  // What a step is made from: its SQL, and in the same way the kept steps that the SQL names.
  const origins = new Map<string, string>();
  const sql = (select: string): string => sqlOf(others, select);
  try {
    for (const step of steps) {
      const { name, few, shared } = step;
      const select = sqlOf(others, step.sql);
      const named = [...origins].filter(([other]) => new RegExp(`\\b${other}\\b`).test(select));
      const origin = JSON.stringify([select, named.map(([, from]) => from)]);
      const isThere = shared !== undefined && made?.get(name) === origin;
      if (!isThere && !(few !== undefined && engine.can.keeps && (await isFew(engine, select, few)))) {
        others.push(step);
        continue;
      }
      origins.set(name, origin);
      if (isThere) continue;
      await engine.keep(name, select);
      if (made !== undefined && (shared !== undefined || made.has(name))) made.set(name, origin);
      else kept.push(name);
    }
    return await questions(Object.assign((select: string) => engine.query(sql(select)), { sql }));
  } finally {
    for (const name of kept) await engine.forget(name);
  }
}
