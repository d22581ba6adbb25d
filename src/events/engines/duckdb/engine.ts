// Without a port: DuckDB reads the parts itself, from the real file system; what it will find is looked up there too.
import { existsSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DuckDBConnection, DuckDBInstance as Instance } from '@duckdb/node-api';
import { DuckDBInstance } from './driver.ts';
import { columnsOf, LAKE_TABLES } from '../../lake/schema.ts';
import { UserError } from '../../../base/errors.ts';
import type { LakeTable } from '../../lake/schema.ts';
import { globPath, sqlText } from '../../sql.ts';
import { readChunk } from './cells.ts';
import { DUCKDB } from './dialect.ts';
import type { Engine, Row } from '../engine.ts';

/**
 * Enough for 89 million flows to 30 million addresses; with what the engine does not count, such a case takes twice
 * as much. With more, ten gigabytes of logs are answered in two thirds of the time.
 */
export const DEFAULT_MEMORY = '600MB';

export interface LakeOptions {
  /** How many threads one query may use; 4. */
  threads?: number;
  /** What DuckDB may hold in memory before it spills to disk, as DuckDB writes it; `DEFAULT_MEMORY`. */
  memory?: string;
}

/** An engine over a folder of Parquet parts. */
export interface LakeEngine extends Engine {
  /** Absolute path of the lake. */
  readonly folder: string;
  /** Looks again which parts there are; after a table was written. */
  refresh(): Promise<void>;
}

/**
 * Evidence shapes the data, never the statements; still the database is confined to the lake's folder:
 * no other file, no network, no extension, and no way to change these settings by SQL.
 */
async function confine(connection: DuckDBConnection, folder: string): Promise<void> {
  await connection.run(`SET temp_directory = ${sqlText(join(folder, '.spill'))}`);
  await connection.run('SET autoinstall_known_extensions = false');
  await connection.run('SET autoload_known_extensions = false');
  // DuckDB compares the pattern itself, before it is expanded, so the escaped spelling stands beside the plain.
  const allowed = [folder, globPath(folder)].map(sqlText).join(', ');
  await connection.run(`SET allowed_directories = [${allowed}]`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
}

async function hasParts(folder: string): Promise<boolean> {
  return existsSync(folder) && (await readdir(folder)).some((name) => name.endsWith('.parquet'));
}

/**
 * The table's rows, or no row, with all of the table's columns: a part has only those that its rows use, so a
 * column that no part has is added here.
 */
async function viewOf(connection: DuckDBConnection, lake: string, table: LakeTable): Promise<string> {
  const folder = join(lake, table);
  let source = '';
  let known = new Set<string>();
  if (await hasParts(folder)) {
    source = `FROM read_parquet(${sqlText(`${globPath(folder)}/*.parquet`)}, union_by_name = true)`;
    known = new Set((await connection.run(`SELECT * ${source} LIMIT 0`)).columnNames());
  }
  const columns = columnsOf(table).map(({ name, type }) =>
    known.has(name) ? `"${name}"` : `CAST(NULL AS ${type}) AS "${name}"`,
  );
  return `SELECT ${columns.join(', ')} ${source === '' ? 'WHERE false' : source}`;
}

class DuckLake implements LakeEngine {
  readonly dialect = DUCKDB;
  readonly folder: string;
  readonly #instance: Instance;
  readonly #connection: DuckDBConnection;
  /** Names of tables with the rows of SELECTs, by these. */
  readonly #reused = new Map<string, string>();

  readonly #memory: string;

  constructor(folder: string, instance: Instance, connection: DuckDBConnection, memory: string) {
    this.#memory = memory;
    this.folder = folder;
    this.#instance = instance;
    this.#connection = connection;
  }

  async refresh(): Promise<void> {
    for (const table of LAKE_TABLES) {
      const view = await viewOf(this.#connection, this.folder, table);
      await this.#connection.run(`CREATE OR REPLACE VIEW ${table} AS ${view}`);
    }
  }

  async tables(): Promise<ReadonlySet<string>> {
    const filled = new Set<string>();
    for (const table of LAKE_TABLES) {
      if ((await this.query(`SELECT 1 AS one FROM ${table} LIMIT 1`)).length > 0) filled.add(table);
    }
    return filled;
  }

  async query(sql: string): Promise<Row[]> {
    const result = await this.#run(sql);
    const names = result.deduplicatedColumnNames();
    const rows: Row[] = [];
    for (const chunk of await result.fetchAllChunks()) readChunk(chunk, names, rows);
    return rows;
  }

  async keep(name: string, sql: string): Promise<void> {
    await this.#run(`CREATE OR REPLACE TEMP TABLE "${name}" AS ${sql}`);
  }

  async forget(name: string): Promise<void> {
    await this.#connection.run(`DROP TABLE IF EXISTS "${name}"`);
  }

  async reuse(sql: string): Promise<void> {
    if (this.#reused.has(sql)) return;
    const name = `reused_${this.#reused.size}`;
    await this.keep(name, sql);
    this.#reused.set(sql, name);
  }

  async #run(sql: string): ReturnType<DuckDBConnection['run']> {
    let text = sql;
    for (const [part, name] of this.#reused) text = text.replaceAll(part, () => `SELECT * FROM ${name}`);
    try {
      return await this.#connection.run(text);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('Out of Memory')) throw error;
      throw new UserError('a question over the logs needs more memory than it may have', {
        hint: `Give more in abusedesk.yaml, for example: memory: 2GB (now ${this.#memory}).`,
        cause: error,
      });
    }
  }

  close(): Promise<void> {
    this.#connection.closeSync();
    this.#instance.closeSync();
    return Promise.resolve();
  }
}

/**
 * Opens the Parquet parts under `lake` (`lake/flows/*.parquet`, …) as the tables `flows`, `requests`, `logins`,
 * `alerts`, `addresses` and `attribution`. A table without parts is empty, with its columns.
 */
export async function openLake(lake: string, options: LakeOptions = {}): Promise<LakeEngine> {
  const folder = resolve(lake);
  await mkdir(folder, { recursive: true });
  const { threads = 4, memory = DEFAULT_MEMORY } = options;
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(threads),
    memory_limit: memory,
  });
  const connection = await instance.connect();
  await confine(connection, folder);
  const engine = new DuckLake(folder, instance, connection, memory);
  await engine.refresh();
  return engine;
}
