import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance as Instance,
  DuckDBType,
} from '@duckdb/node-api';
import bindings from '@duckdb/node-bindings';
import type { TableName } from '../../evidence/evidence.ts';
import {
  BIGINT,
  DuckDBInstance,
  DuckDBLogicalType,
  DuckDBTableFunction,
  INTEGER,
  TIMESTAMP,
} from '../duckdb.ts';
import { sqlText } from '../sql.ts';
import type { Column } from './columns.ts';
import { columnsOf } from './schema.ts';
import type { TableSink } from './sink.ts';

/** Rows of one DuckDB vector. */
const VECTOR_ROWS = 2048;

/**
 * One row group per part (a dictionary is written once per row group), and the delta encodings of Parquet's
 * second version for line numbers and times. zstd's level 1 leaves as many bytes as its default and takes a tenth
 * less of the time: what it gets is encoded already.
 */
export const PART_OPTIONS =
  '(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, PARQUET_VERSION v2, ROW_GROUP_SIZE 100000000)';

/** Writes a column's rows [from, from + count) into vector `vector` of a chunk. */
type Feed = (vector: bindings.Vector, from: number, count: number) => void;

interface FedColumn {
  name: string;
  type: DuckDBType;
  feed: Feed;
}

function writeValidity(vector: bindings.Vector, valid: Uint8Array<ArrayBuffer>): void {
  bindings.vector_ensure_validity_writable(vector);
  bindings.copy_data_to_vector_validity(vector, 0, valid.buffer, 0, valid.byteLength);
}

const validity = new Uint8Array(VECTOR_ROWS / 8);

function validityOf(present: ArrayLike<number>, from: number, count: number): Uint8Array<ArrayBuffer> {
  validity.fill(0);
  for (let i = 0; i < count; i++) {
    if (present[from + i] !== 0) validity[i >> 3]! |= 1 << (i & 7);
  }
  return validity;
}

/** Numbers and times are copied as they are. */
function feedItems(items: Int32Array<ArrayBuffer>, present: Uint8Array, rows: number, width: number): Feed {
  const complete = present.subarray(0, rows).indexOf(0) < 0;
  return (vector, from, count) => {
    bindings.copy_data_to_vector(vector, 0, items.buffer, from * width, count * width);
    if (!complete) writeValidity(vector, validityOf(present, from, count));
  };
}

/** Codes count from 1 with 0 for null; an ENUM's count from 0, in the narrowest width that holds them. */
function feedCodes(codes: Int32Array, distinct: number, rows: number): Feed {
  const complete = codes.subarray(0, rows).indexOf(0) < 0;
  const Width = distinct <= 0xff ? Uint8Array : distinct <= 0xffff ? Uint16Array : Uint32Array;
  const out = new Width(VECTOR_ROWS);
  return (vector, from, count) => {
    for (let i = 0; i < count; i++) {
      const code = codes[from + i]!;
      out[i] = code === 0 ? 0 : code - 1;
    }
    bindings.copy_data_to_vector(vector, 0, out.buffer, 0, count * out.BYTES_PER_ELEMENT);
    if (!complete) writeValidity(vector, validityOf(codes, from, count));
  };
}

/** `ENUM(values)` without the index of the values that the library would make and nothing here needs. */
function enumOf(values: readonly string[]): DuckDBType {
  const type: Pick<DuckDBType, 'toLogicalType'> = {
    toLogicalType: () => DuckDBLogicalType.createEnum(values),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a bound column is only asked for its logical type
  return type as DuckDBType;
}

/**
 * Undefined: the column holds nothing, and the part goes without it. Written as NULL, the two thirds of a table that
 * one format does not know took a fifth of the time that writing takes; the lake's view adds them.
 */
function fed(name: string, column: Column, rows: number): FedColumn | undefined {
  if (column.kind === 'address' || column.kind === 'text') {
    const { size } = column.dictionary;
    if (size === 0) return undefined;
    return { name, type: enumOf(column.dictionary.texts()), feed: feedCodes(column.items, size, rows) };
  }
  if (column.present.subarray(0, rows).indexOf(1) < 0) return undefined;
  const type = column.kind === 'int' ? INTEGER : column.kind === 'long' ? BIGINT : TIMESTAMP;
  const width = column.kind === 'int' ? 4 : 8;
  return { name, type, feed: feedItems(column.items, column.present, rows, width) };
}

/**
 * Writes full sinks as Parquet parts.
 *
 * A part is a COPY from a table function that reads the sink's typed arrays. Texts and addresses are handed
 * over as ENUMs, so DuckDB writes their dictionary as it is and never hashes a string per row; in the file they
 * are plain strings. One writer belongs to one thread.
 */
export class PartWriter {
  readonly #instance: Instance;
  readonly #connection: DuckDBConnection;
  readonly #lake: string;
  readonly #name: string;
  #parts = 0;
  #columns: FedColumn[] = [];
  #rows = 0;
  #at = 0;

  private constructor(lake: string, name: string, instance: Instance, connection: DuckDBConnection) {
    this.#lake = lake;
    this.#name = name;
    this.#instance = instance;
    this.#connection = connection;
    // A table function is bound anew by each statement, so one function serves parts of any shape.
    this.#connection.registerTableFunction(
      DuckDBTableFunction.create({
        name: 'rows_of_part',
        bindFunction: (bind) => {
          for (const { name: column, type } of this.#columns) bind.addResultColumn(column, type);
          bind.setCardinality(this.#rows, true);
        },
        initFunction: (init) => {
          init.setMaxThreads(1);
          this.#at = 0;
        },
        mainFunction: (_info, chunk) => this.#fill(chunk),
      }),
    );
  }

  /** @param name distinguishes the parts of this writer from those of others */
  static async create(lake: string, name: string): Promise<PartWriter> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const connection = await instance.connect();
    await connection.run('SET preserve_insertion_order = true');
    return new PartWriter(lake, name, instance, connection);
  }

  /** Writes the sink's rows as a part of its table and empties it. */
  async write(sink: TableSink): Promise<void> {
    if (sink.rows === 0) return;
    this.#rows = sink.rows;
    this.#columns = [];
    for (const [name, column] of sink.columns) {
      const column_ = fed(name, column, sink.rows);
      if (column_ !== undefined) this.#columns.push(column_);
    }
    const path = await this.pathOf(sink.table);
    await this.#connection.run(
      `COPY (SELECT ${this.#select(sink.table)} FROM rows_of_part()) TO ${sqlText(path)} ${PART_OPTIONS}`,
    );
    this.#columns = [];
    sink.clear();
  }

  /** Path of the next part of a table. */
  async pathOf(table: TableName): Promise<string> {
    const folder = join(this.#lake, table);
    await mkdir(folder, { recursive: true });
    return join(folder, `${this.#name}-${this.#parts++}.parquet`);
  }

  get connection(): DuckDBConnection {
    return this.#connection;
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  /** The part's columns in the lake's order. */
  #select(table: TableName): string {
    const used = new Set(this.#columns.map(({ name }) => name));
    const names = columnsOf(table).map(({ name }) => name);
    return names
      .filter((name) => used.has(name))
      .map((name) => `"${name}"`)
      .join(', ');
  }

  #fill(chunk: DuckDBDataChunk): void {
    const from = this.#at;
    const count = Math.min(VECTOR_ROWS, this.#rows - from);
    chunk.rowCount = count;
    if (count === 0) return;
    for (let i = 0; i < this.#columns.length; i++) {
      this.#columns[i]!.feed(bindings.data_chunk_get_vector(chunk.chunk, i), from, count);
    }
    this.#at = from + count;
  }
}
