import { UserError } from '../../base/errors.ts';
import { LAKE_TABLES } from '../schema.ts';

/** A question needs more memory than the engine may have. */
export class OutOfMemory extends UserError {}

/** A value in a result row. 64-bit integers come as numbers, times as ISO 8601 UTC text, lists as JSON text. */
export type Cell = string | number | boolean | null;
export type Row = Record<string, Cell>;

/**
 * The functions in which the engines' SQL differs. A detector's SQL is written once against this object;
 * everything else in it is SQL that DuckDB and Trino both take, and read the same way.
 */
export interface Dialect {
  readonly name: string;
  /** TIMESTAMP literal from ISO 8601 UTC. */
  readonly timestamp: (instant: string) => string;
  /** Quoted text literal, whatever the text holds. */
  readonly text: (value: string) => string;
  /** Start of the bucket of `seconds` that the TIMESTAMP expression falls in. */
  readonly bucket: (expression: string, seconds: number) => string;
  /** Seconds since 1970, DOUBLE, of a TIMESTAMP expression. */
  readonly epoch: (expression: string) => string;
  /** `yyyy-mm`, `yyyy-mm-dd` of a TIMESTAMP expression. */
  readonly month: (expression: string) => string;
  readonly day: (expression: string) => string;
  /** At most `limit` distinct values of a group, the smallest first, as the text of a JSON array. */
  readonly sample: (expression: string, limit: number) => string;
  /** The value of a group at place `place` in ascending order; the last one where there are fewer. */
  readonly lowest: (expression: string, place: number) => string;
  /** What follows the last dot of a text; all of it where it has none. */
  readonly ending: (expression: string) => string;
  /**
   * Condition that a value, null too, is in the share `part` of `of`; each value is in one. Absent where the engine divides its
   * work itself, over other machines.
   */
  readonly share?: (expression: string, part: number, of: number) => string;
}

/** A value as a person is shown it: 64-bit integers and decimals as text, so that none is rounded; lists as lists. */
export type ExactCell = string | number | boolean | null | ExactCell[] | { [name: string]: ExactCell };

/** What came of a person's question; the rows come as they are found. */
export interface Answer {
  /** In order; two may have one name. Types as the engine names them. */
  readonly columns: readonly { name: string; type: string }[];
  /** Batches of rows, each cell in its column's place. To be read once. */
  readonly rows: AsyncIterable<ExactCell[][]>;
}

/** What an engine can do beside answering a question. */
interface Capabilities {
  /**
   * It keeps the rows of a SELECT for the questions that follow (`keep`). Where it cannot, a part that several questions
   * share is written into each of them.
   */
  readonly keeps: boolean;
}

/**
 * SQL over a lake: tables `flows`, `requests`, `logins`, `alerts`, `addresses`, `attribution`, each with all columns of
 * `schema.ts`, whether or not a part has them. It reads; what lies in the lake is written by others.
 */
export interface Engine {
  readonly dialect: Dialect;
  readonly can: Capabilities;
  /** Which tables hold rows. */
  tables(): Promise<ReadonlySet<string>>;
  /** Rows of one SELECT; meant for results that fit a page, not for tables. */
  query(sql: string): Promise<Row[]>;
  /**
   * Asks what a person wrote, who may have it from somebody else: it must be one SELECT over the lake's tables, and
   * reaches no file, network, setting or other program.
   * @throws UserError if it is anything else, or wrong
   */
  ask(sql: string, signal?: AbortSignal): Promise<Answer>;
  /**
   * Keeps the rows of a SELECT as a table for the questions that follow, until it is forgotten; an earlier one of that
   * name is replaced. It is not part of the lake. The name is the program's, never the evidence's.
   * @throws TypeError where `can.keeps` is false
   */
  keep(name: string, sql: string): Promise<void>;
  forget(name: string): Promise<void>;
  close(): Promise<void>;
}

/** The tables of a lake that hold rows, as any engine finds them. */
export async function filledTables({ query }: Pick<Engine, 'query'>): Promise<ReadonlySet<string>> {
  const filled = new Set<string>();
  for (const table of LAKE_TABLES) {
    if ((await query(`SELECT 1 AS one FROM ${table} LIMIT 1`)).length > 0) filled.add(table);
  }
  return filled;
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)Z?$/;

/** The literal of a TIMESTAMP without a zone, which every engine writes alike. @param instant ISO 8601, UTC */
export function timestampLiteral(instant: string): string {
  const parts = INSTANT.exec(instant);
  if (parts === null) throw new TypeError(`not an ISO 8601 UTC time: ${JSON.stringify(instant)}`);
  return `TIMESTAMP '${parts[1]} ${parts[2]}'`;
}
