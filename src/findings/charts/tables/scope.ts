import type { Engine } from '../../../events/engines/engine.ts';

/**
 * What a client wrote is counted by its first so many characters in a table: a browser's name has 200, and of texts that are all
 * long and all different each copy of a row would be 16 KiB.
 */
const MAX_CELL = 1024;

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
