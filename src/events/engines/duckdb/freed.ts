import type { DuckDBConnection, DuckDBInstance as Instance } from '@duckdb/node-api';
import { DuckDBInstance } from './driver.ts';

/** So many bytes more than when it was last given back are worth giving back. */
const MUCH = 64_000_000;

/** How often a running question is looked at. */
const LOOK_MS = 200;

/**
 * What DuckDB frees stays with its allocator, beside what it counts against its limit: after a question hundreds of
 * megabytes, which the next one, on other threads, may not use again. DuckDB has the whole process's freed memory given
 * back to the system when the number of its threads changes. The number of a database with locked settings does not, so that
 * of a second and empty one is changed here, which takes a millisecond.
 */
export class FreedMemory {
  #instance: Instance | undefined;
  #connection: DuckDBConnection | undefined;
  #threads = 1;
  #giving: Promise<void> | undefined;
  /** Bytes resident between questions, after the last giving back. */
  #between = process.memoryUsage.rss();

  async #changeThreads(): Promise<void> {
    this.#instance ??= await DuckDBInstance.create(':memory:', {
      threads: '1',
      memory_limit: '16MB',
      enable_external_access: 'false',
    });
    this.#connection ??= await this.#instance.connect();
    this.#threads = 3 - this.#threads;
    await this.#connection.run(`SET threads = ${this.#threads}`);
  }

  /** Once at a time, whoever asks. */
  #giveBack(): Promise<void> {
    this.#giving ??= this.#changeThreads().finally(() => {
      this.#giving = undefined;
    });
    return this.#giving;
  }

  /** Asks a question; what was freed before it and meanwhile is given back. */
  async around<T>(question: () => Promise<T>): Promise<T> {
    if (process.memoryUsage.rss() - this.#between >= MUCH) {
      await this.#giveBack();
      this.#between = process.memoryUsage.rss();
    }
    this.#between = Math.min(this.#between, process.memoryUsage.rss());
    let last = this.#between;
    let giving = Promise.resolve();
    let failed: { error: unknown } | undefined;
    const looking = setInterval(() => {
      const resident = process.memoryUsage.rss();
      if (resident - last < MUCH) return;
      last = resident;
      giving = this.#giveBack()
        .catch((error: unknown) => {
          failed ??= { error };
        })
        .finally(() => {
          last = Math.min(last, process.memoryUsage.rss());
        });
    }, LOOK_MS);
    const answer = await question().finally(async () => {
      clearInterval(looking);
      await giving;
    });
    if (failed !== undefined) throw failed.error;
    return answer;
  }

  close(): void {
    this.#connection?.closeSync();
    this.#instance?.closeSync();
  }
}
