import { filledTables } from '../engine.ts';
import type { Answer, Engine, Row } from '../engine.ts';
import { readRows } from './cells.ts';
import { Connection } from './connection.ts';
import type { LakeOptions } from './connection.ts';
import { DUCKDB } from './dialect.ts';
import { checkQuestion } from './question.ts';

/** DuckDB, which runs in this process and reads the lake's Parquet. */
export class DuckEngine implements Engine {
  readonly dialect = DUCKDB;
  readonly can = { keeps: true };
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  tables(): Promise<ReadonlySet<string>> {
    return filledTables({ query: (sql) => this.query(sql) });
  }

  async query(sql: string): Promise<Row[]> {
    return readRows(await this.#connection.run(sql));
  }

  async ask(sql: string, signal?: AbortSignal): Promise<Answer> {
    await checkQuestion(this.#connection, sql);
    return this.#connection.ask(sql, signal);
  }

  async keep(name: string, sql: string): Promise<void> {
    await this.#connection.run(`CREATE OR REPLACE TEMP TABLE "${name}" AS ${sql}`);
  }

  async forget(name: string): Promise<void> {
    await this.#connection.run(`DROP TABLE IF EXISTS "${name}"`);
  }

  close(): Promise<void> {
    this.#connection.close();
    return Promise.resolve();
  }
}

/** Opens a lake for questions. Nothing is written into it, but for what does not fit in memory (see `spill`). */
export async function openEngine(lake: string, options: LakeOptions = {}): Promise<DuckEngine> {
  return new DuckEngine(await Connection.to(lake, options));
}
