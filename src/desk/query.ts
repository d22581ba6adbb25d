import { readCase, readLake } from '../cases/reading.ts';
import type { LakeReading } from '../cases/reading.ts';
import type { Environment, Files, Processes } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import { openEngine } from '../events/engines/duckdb/engine.ts';
import type { Answer, Engine, ExactCell } from '../events/engines/engine.ts';
import { inTemporaryFolder } from '../base/temporary.ts';

/** Where an answer goes, batch by batch. */
export interface AnswerSink {
  begin(columns: Answer['columns']): void;
  rows(rows: readonly ExactCell[][]): void;
  end(): void;
}

export interface Question {
  /** The case folder. */
  dir: string;
  sql: string;
  /** What DuckDB may hold in memory, as DuckDB writes it. */
  memory: string;
  signal?: AbortSignal;
}

/** Rows that are held back until the lake is known to be the same as before: most answers are shorter. */
const HELD_ROWS = 20_000;
/** How often a question is asked again because a run has put a new lake in the place of the one that answered. */
const ATTEMPTS = 3;

const REWRITTEN = 'another run has written the case anew while it was asked';

/** Asks one lake. False: it went away before anything was handed on, so that another one can be asked. */
async function askLake(
  lake: LakeReading,
  { sql, memory, signal }: Question,
  spill: string,
  sink: AnswerSink,
  effects: Processes,
): Promise<boolean> {
  let engine: Engine | undefined;
  let begun = false;
  try {
    engine = await openEngine(lake.folder, { threads: effects.cpus, memory, spill });
    const { columns, rows } = await engine.ask(sql, signal);
    const held: ExactCell[][] = [];
    const begin = (): void => {
      sink.begin(columns);
      sink.rows(held);
      begun = true;
    };
    for await (const batch of rows) {
      if (begun) sink.rows(batch);
      else held.push(...batch);
      if (!begun && held.length >= HELD_ROWS) begin();
    }
    if (!(await lake.isSame())) {
      if (!begun) return false;
      throw new UserError(`${REWRITTEN}: the rows may be of two runs`, { hint: 'Ask again.' });
    }
    if (!begun) begin();
    sink.end();
    return true;
  } catch (error) {
    // A part that is not there any more, or is half another, is no fault of the question.
    if (!begun && !(await lake.isSame())) return false;
    throw error;
  } finally {
    await engine?.close();
  }
}

/**
 * Asks a case one SELECT. The case is read only, and needs no lock.
 * @throws UserError (exit 2) if the question is no SELECT over the lake, is wrong, or the case cannot be read
 */
export async function askCase(
  question: Question,
  sink: AnswerSink,
  effects: Files & Processes & Environment,
): Promise<void> {
  const reading = await readCase(question.dir, effects);
  await inTemporaryFolder('query', effects, async (spill) => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const lake = await readLake(reading, effects);
      if (await askLake(lake, question, spill, sink, effects)) return;
    }
    throw new UserError(REWRITTEN, { file: reading.dir, hint: 'Ask again when the run has ended.' });
  });
}
