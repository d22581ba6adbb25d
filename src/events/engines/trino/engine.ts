import { UserError } from '../../../base/errors.ts';
import { filledTables } from '../engine.ts';
import type { Answer, Engine, Row } from '../engine.ts';
import { readRows } from './cells.ts';
import type { TrinoClient } from './client.ts';
import { TRINO } from './dialect.ts';

/** Trino, which reads a lake's Parquet where it lies, through external tables. It writes nothing, and so keeps nothing. */
export class TrinoEngine implements Engine {
  readonly dialect = TRINO;
  readonly can = { keeps: false };
  readonly #client: TrinoClient;
  readonly #signal: AbortSignal | undefined;

  /** @param signal stops the question that runs, at the server too */
  constructor(client: TrinoClient, signal?: AbortSignal) {
    this.#client = client;
    this.#signal = signal;
  }

  tables(): Promise<ReadonlySet<string>> {
    return filledTables({ query: (sql) => this.query(sql) });
  }

  async query(sql: string): Promise<Row[]> {
    return readRows(await this.#client.run(sql, this.#signal));
  }

  /** Who has a Trino asks it himself, with his own client and his own rights. */
  ask(): Promise<Answer> {
    return Promise.reject(
      new UserError('questions of your own are asked of the case, not of Trino', {
        hint: "abusedesk query CASE 'SELECT …'",
      }),
    );
  }

  keep(): Promise<void> {
    return Promise.reject(new TypeError('Trino keeps no rows'));
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
