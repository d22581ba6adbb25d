// Without a port: DuckDB reads the parts itself, from the real file system; what it will find is looked up there too.
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DuckDBConnection, DuckDBInstance as Instance } from '@duckdb/node-api';
import { UserError } from '../../../base/errors.ts';
import { columnsOf, LAKE_TABLES } from '../../schema.ts';
import type { LakeTable } from '../../schema.ts';
import { OutOfMemory } from '../engine.ts';
import type { Answer, ExactCell } from '../engine.ts';
import { exactRows } from './cells.ts';
import { DuckDBDataChunk, DuckDBInstance, StatementType, VARCHAR } from './driver.ts';
import { FreedMemory } from './freed.ts';
import { globPath, sqlText } from './quote.ts';

/**
 * Enough for 89 million flows to 30 million addresses; with what the engine does not count, such a case takes twice
 * as much. With more, ten gigabytes of logs are answered in two thirds of the time.
 */
export const DEFAULT_MEMORY = '600MB';

/** Freed memory goes back to the system from so much on; by default DuckDB keeps 128 MB beyond what it counts. */
const GIVEN_BACK = '16MB';

export interface LakeOptions {
  /** How many threads one query may use; 4. */
  threads?: number;
  /** What DuckDB may hold in memory before it spills to disk, as DuckDB writes it; `DEFAULT_MEMORY`. */
  memory?: string;
  /** Folder for what does not fit in memory; it need not be there. `.spill` in the lake if left out. */
  spill?: string;
  /** Folder that rows are copied to, beside the lake the only place that is reached; it is there. */
  target?: string;
}

/**
 * Evidence shapes the data, never the statements; still the database is confined to the lake's folder:
 * no other file, no network, no extension, and no way to change these settings by SQL.
 */
async function confine(
  connection: DuckDBConnection,
  folders: readonly string[],
  spill: string,
): Promise<void> {
  await connection.run(`SET temp_directory = ${sqlText(spill)}`);
  await connection.run('SET autoinstall_known_extensions = false');
  await connection.run('SET autoload_known_extensions = false');
  // DuckDB compares the pattern itself, before it is expanded, so the escaped spelling is beside the plain.
  const allowed = folders
    .flatMap((folder) => [folder, globPath(folder)])
    .map(sqlText)
    .join(', ');
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
    source = `FROM read_parquet(${sqlText(`${globPath(folder)}/*.parquet`)}, union_by_name = true, hive_partitioning = false)`;
    known = new Set((await connection.run(`SELECT * ${source} LIMIT 0`)).columnNames());
  }
  const columns = columnsOf(table).map(({ name, type }) =>
    known.has(name) ? `"${name}"` : `CAST(NULL AS ${type}) AS "${name}"`,
  );
  return `SELECT ${columns.join(', ')} ${source === '' ? 'WHERE false' : source}`;
}

/** DuckDB's word on a wrong question: the first line; what follows shows the statement. */
function asUserError(error: unknown): unknown {
  if (error instanceof UserError || error instanceof TypeError || !(error instanceof Error)) return error;
  const [first = '', ...more] = error.message.split('\n').filter((line) => line.trim() !== '');
  const candidates = more.find((line) => /^(Candidate|Did you mean)/.test(line));
  return new UserError(`DuckDB: ${first}`, {
    hint: candidates ?? 'The tables and their columns: docs/reference/tables.md, or ask DESCRIBE flows.',
    cause: error,
  });
}

/** Rows of a chunk: DuckDB's standard vector. */
const CHUNK_ROWS = 2048;

/** DuckDB's words for it: its own, and those of the allocator below it. */
const NO_MEMORY = /^Out of Memory|bad_alloc|failed to allocate|could not allocate/i;

/** DuckDB's words for a part that is no Parquet, or is damaged where it says what is in it. */
const NO_PARQUET = /magic bytes|too small to be a Parquet|Parquet|footer|thrift/i;

/** A lake whose parts cannot be read; any other error as it is. */
function unreadable(error: unknown, folder: string): unknown {
  if (error instanceof UserError || !(error instanceof Error)) return error;
  const [first = ''] = error.message.split('\n');
  if (!NO_PARQUET.test(first)) return error;
  return new UserError(`the lake of the case cannot be read: ${first}`, {
    file: folder,
    hint: 'Run `abusedesk investigate` again with this case folder.',
    cause: error,
  });
}

/** A database in memory whose tables are the views of one lake, and which reaches nothing else. */
export class Connection {
  /** Absolute path of the lake. */
  readonly folder: string;
  readonly #instance: Instance;
  readonly #connection: DuckDBConnection;
  readonly #memory: string;
  readonly #freed = new FreedMemory();

  private constructor(folder: string, instance: Instance, connection: DuckDBConnection, memory: string) {
    this.folder = folder;
    this.#instance = instance;
    this.#connection = connection;
    this.#memory = memory;
  }

  /** Opens the Parquet parts under `lake` (`lake/flows/*.parquet`, …). A table without parts is empty, with its columns. */
  static async to(lake: string, options: LakeOptions): Promise<Connection> {
    const folder = resolve(lake);
    const { threads = 4, memory = DEFAULT_MEMORY, spill = join(folder, '.spill'), target } = options;
    const instance = await DuckDBInstance.create(':memory:', {
      threads: String(threads),
      memory_limit: memory,
      allocator_flush_threshold: GIVEN_BACK,
      allocator_bulk_deallocation_flush_threshold: GIVEN_BACK,
    });
    const inner = await instance.connect();
    const connection = new Connection(folder, instance, inner, memory);
    try {
      await confine(inner, [folder, ...(target === undefined ? [] : [target])], spill);
      await connection.refresh();
    } catch (error) {
      connection.close();
      throw unreadable(error, folder);
    }
    return connection;
  }

  /** Looks again which parts there are; after a table was written. */
  async refresh(): Promise<void> {
    for (const table of LAKE_TABLES) {
      const view = await viewOf(this.#connection, this.folder, table);
      await this.#connection.run(`CREATE OR REPLACE VIEW ${table} AS ${view}`);
    }
  }

  /** Runs statements of ours. @throws UserError where the memory does not suffice */
  async run(sql: string): ReturnType<DuckDBConnection['run']> {
    try {
      return await this.#freed.around(() => this.#connection.run(sql));
    } catch (error) {
      throw this.explained(error);
    }
  }

  /** The first column of a SELECT's rows, chunk by chunk; meanwhile other statements may run. Nulls are left out. */
  async *texts(sql: string): AsyncIterable<string[]> {
    const connection = await this.#instance.connect();
    try {
      const result = await connection.stream(sql);
      for (;;) {
        const chunk = await result.fetchChunk();
        if (chunk === null || chunk.rowCount === 0) return;
        yield chunk.getColumnValues(0).filter((value) => typeof value === 'string');
      }
    } catch (error) {
      throw this.explained(error);
    } finally {
      connection.closeSync();
    }
  }

  /** Adds rows of texts to a table of this database. */
  async append(table: string, rows: readonly (readonly string[])[]): Promise<void> {
    const [first] = rows;
    if (first === undefined) return;
    const appender = await this.#connection.createAppender(table);
    const types = first.map(() => VARCHAR);
    for (let at = 0; at < rows.length; at += CHUNK_ROWS) {
      const page = rows.slice(at, at + CHUNK_ROWS);
      const chunk = DuckDBDataChunk.create(types, page.length);
      chunk.setColumns(first.map((_, column) => page.map((row) => row[column] ?? null)));
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  }

  /**
   * How DuckDB reads a text: its statements as JSON (`json_serialize_sql`), or why it does not. Nothing is looked up or
   * run for it. Only SELECTs have such a form.
   */
  async parse(sql: string): Promise<unknown> {
    const result = await this.#connection.runAndReadAll(
      'SELECT json_serialize_sql($1::VARCHAR, skip_default := true)',
      [sql],
    );
    return JSON.parse(String(result.getRows()[0]?.[0]));
  }

  /** Asks a question that was checked, and gives its rows as they come. @throws UserError what is wrong with it */
  async ask(sql: string, signal: AbortSignal | undefined): Promise<Answer> {
    const interrupt = (): void => this.#connection.interrupt();
    const guarded = async <T>(step: () => Promise<T>): Promise<T> => {
      signal?.throwIfAborted();
      signal?.addEventListener('abort', interrupt);
      try {
        return await step();
      } catch (error) {
        signal?.throwIfAborted();
        throw asUserError(this.explained(error));
      } finally {
        signal?.removeEventListener('abort', interrupt);
      }
    };
    const result = await guarded(async () => {
      const prepared = await this.#connection.prepare(sql);
      // The second of three walls: the question was read as one SELECT, and the settings hold whatever it is.
      if (prepared.statementType !== StatementType.SELECT) throw new TypeError('the question is no SELECT');
      return prepared.stream();
    });
    const names = result.columnNames();
    const columns = result.columnTypes().map((type, i) => ({ name: names[i] ?? '', type: type.toString() }));
    async function* rows(): AsyncIterable<ExactCell[][]> {
      for (;;) {
        const chunk = await guarded(() => result.fetchChunk());
        if (chunk === null || chunk.rowCount === 0) return;
        yield exactRows(chunk, columns.length);
      }
    }
    return { columns, rows: rows() };
  }

  /** What to do where the memory did not suffice; any other error as it is. */
  explained(error: unknown): unknown {
    if (!(error instanceof Error) || !NO_MEMORY.test(error.message.split('\n', 1)[0] ?? '')) return error;
    return new OutOfMemory('a question over the logs needs more memory than it may have', {
      hint: `Give more in abusedesk.yaml, for example: memory: 2GB (now ${this.#memory}).`,
      cause: error,
    });
  }

  close(): void {
    this.#freed.close();
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}
