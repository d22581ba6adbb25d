import { OutOfMemory } from '../../events/engines/engine.ts';
import type { Engine, Row } from '../../events/engines/engine.ts';

/**
 * Conditions that leave one share of the rows, by an expression that the question groups by: all rows of a group are in the
 * same share. None where the rows are asked for as a whole.
 */
export type Share = (expression: string) => string[];

const WHOLE: Share = () => [];

/** Into so many shares a question is divided, one after the other, as long as the memory does not suffice. */
const SHARES = [8, 64];

/**
 * Rows of a question that groups very many rows: as a whole, or, where that needs more memory than there may be, share by share.
 * A group is whole in its share, so that the rows are the same, but for their order, which is the caller's.
 * @param sql the question over one share; every table that it reads is to be restricted to it, by the same values
 * @throws OutOfMemory where not even the smallest shares fit, or where the engine divides its work itself
 */
export async function inShares(engine: Engine, sql: (share: Share) => string): Promise<Row[]> {
  try {
    return await engine.query(sql(WHOLE));
  } catch (error) {
    const { share } = engine.dialect;
    if (!(error instanceof OutOfMemory) || share === undefined) throw error;
    return askShares(engine, sql, share, error);
  }
}

async function askShares(
  engine: Engine,
  sql: (share: Share) => string,
  share: NonNullable<Engine['dialect']['share']>,
  whole: OutOfMemory,
): Promise<Row[]> {
  let last = whole;
  for (const of of SHARES) {
    try {
      const rows: Row[] = [];
      for (let part = 0; part < of; part++)
        rows.push(...(await engine.query(sql((expression) => [share(expression, part, of)]))));
      return rows;
    } catch (error) {
      if (!(error instanceof OutOfMemory)) throw error;
      last = error;
    }
  }
  throw last;
}
