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
  /** They are so few, and their texts so short, that they are kept once for all tables, with numbers in place of texts. */
  few: boolean;
}

/** So many requests with numbers in place of texts take 180 MB; more are read from the lake for each table. */
const MOST_KEPT = 2_000_000;
const TEXTS = ['cs_uri_stem', 'cs_username', 'user_agent', 'c_ip'];

/** Asked before any text is moved, as a number in place of an attacker's long texts saves nothing. */
async function areFew(engine: Engine): Promise<boolean> {
  if (!engine.can.keeps) return false;
  const [row] = await engine.query(`SELECT count(*) AS requests FROM requests`);
  if (Number(row?.['requests']) > MOST_KEPT) return false;
  const lengths = TEXTS.map((column) => `max(length(${column})) AS ${column}`);
  const [longest = {}] = await engine.query(`SELECT ${lengths.join(', ')} FROM requests`);
  return Object.values(longest).every((length) => Number(length) <= MAX_CELL);
}

/** @param keeps its requests may be kept for all who ask; else they are read from the lake */
export async function scopeOf(engine: Engine, keeps = false): Promise<Scope> {
  const join = 'JOIN attribution ON attribution.address = c_ip';
  const found = await engine.query(
    `SELECT 1 AS one FROM requests ${join} WHERE provider IS NOT NULL LIMIT 1`,
  );
  const known = found.length > 0;
  const from = known
    ? `FROM requests ${join} WHERE provider IS NOT NULL`
    : `FROM requests LEFT ${join} WHERE c_ip IS NOT NULL`;
  const few = keeps && (await areFew(engine));
  return { engine, known, from, few };
}
