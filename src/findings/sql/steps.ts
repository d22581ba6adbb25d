import type { Engine, Row } from '../../events/engines/engine.ts';

/** A SELECT with a name, over the lake's tables and the steps before it. */
export interface Step {
  name: string;
  sql: string;
  /** Its rows are few beside those it is made from: where several questions follow, it is made once for all. */
  few?: true;
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
  const sql = (select: string): string => sqlOf(others, select);
  try {
    for (const step of steps) {
      if (step.few === undefined || !engine.can.keeps) {
        others.push(step);
        continue;
      }
      await engine.keep(step.name, sqlOf(others, step.sql));
      kept.push(step.name);
    }
    return await questions(Object.assign((select: string) => engine.query(sql(select)), { sql }));
  } finally {
    for (const name of kept) await engine.forget(name);
  }
}
