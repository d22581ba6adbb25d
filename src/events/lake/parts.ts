// Without a port: worker threads write parts, see `parquet/output.ts`.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TableName } from '../../model/evidence.ts';
import { MISSING } from '../../tables/rows.ts';
import type { Column } from './columns.ts';
import { ColumnEncoder } from './parquet/encode.ts';
import { writeFileMetadata } from './parquet/metadata.ts';
import type { ColumnInfo, ColumnType, RowGroup } from './parquet/metadata.ts';
import { Output } from './parquet/output.ts';
import { appendColumn } from './parquet/pages.ts';
import type { EncodedColumn } from './parquet/pages.ts';
import { columnsOf } from '../schema.ts';
import type { TableSink } from './sink.ts';

/** `PAR1`, with which a Parquet file begins and ends. */
const MAGIC = 0x3152_4150;

/**
 * Row groups of one part. Files cost memory and time when they are opened, so they are few; what a part's end says
 * of its groups is held until it is complete.
 */
const MAX_GROUPS = 128;

/** A part that is being written: row groups of the same columns. */
class Part {
  readonly out: Output;
  readonly groups: RowGroup[] = [];
  /** The columns of the first group of rows; empty before there is one. */
  types: ReadonlyMap<string, ColumnType> = new Map();

  constructor(path: string) {
    this.out = new Output(path);
    this.out.small.appendUint32(MAGIC);
  }

  append(rows: number, columns: readonly ColumnInfo[]): void {
    if (this.groups.length === 0) this.types = new Map(columns.map(({ name, type }) => [name, type]));
    this.groups.push({ rows, columns });
    this.out.flush();
  }

  finish(): void {
    writeFileMetadata(this.out.small, this.groups);
    this.out.small.appendUint32(MAGIC);
    this.out.flush();
    this.out.close();
  }
}

/**
 * Writes full sinks as row groups of Parquet parts: columns are encoded straight from the sink's typed arrays, and a
 * dictionary's texts are written once. One writer belongs to one thread. A part can be read when it is finished.
 */
export class PartWriter {
  readonly #lake: string;
  readonly #name: string;
  readonly #encoder = new ColumnEncoder();
  readonly #open = new Map<TableName, Part>();
  #parts = 0;

  /** @param name distinguishes the parts of this writer from those of others */
  constructor(lake: string, name: string) {
    this.#lake = lake;
    this.#name = name;
  }

  /** Writes the sink's rows as a row group of its table and empties it. */
  async write(sink: TableSink): Promise<void> {
    if (sink.rows === 0) return;
    const { table, rows } = sink;
    let part = this.#open.get(table) ?? (await this.#begin(table));
    let columns = this.#encodeAll(sink, part);
    if (columns === undefined) {
      this.#finish(table, part);
      part = await this.#begin(table);
      columns = this.#encodeAll(sink, part) ?? [];
    }
    part.append(rows, columns);
    if (part.groups.length === MAX_GROUPS) this.#finish(table, part);
    sink.clear();
  }

  /** Completes the parts. */
  finish(): void {
    for (const [table, part] of this.#open) this.#finish(table, part);
  }

  /** Closes the files and leaves them as they are: nobody will read them. */
  stop(): void {
    for (const { out } of this.#open.values()) out.close();
    this.#open.clear();
  }

  /** Path of the next part of a table. */
  async pathOf(table: TableName): Promise<string> {
    const folder = join(this.#lake, table);
    await mkdir(folder, { recursive: true });
    return join(folder, `${this.#name}-${this.#parts++}.parquet`);
  }

  async #begin(table: TableName): Promise<Part> {
    const part = new Part(await this.pathOf(table));
    this.#open.set(table, part);
    return part;
  }

  #finish(table: TableName, part: Part): void {
    this.#open.delete(table);
    part.finish();
  }

  /**
   * Appends all columns to a part. A column that is in none of its groups is not in it; the lake's view adds it.
   * @returns undefined if they are not those of the part's other groups: what was appended then is in no group
   */
  #encodeAll(sink: TableSink, part: Part): ColumnInfo[] | undefined {
    const first = part.groups.length === 0;
    const columns: ColumnInfo[] = [];
    for (const { name } of columnsOf(sink.table)) {
      const column = sink.columns.get(name);
      const type = part.types.get(name);
      let encoded = column && this.#encode(name, column, sink.rows, type);
      if (encoded === undefined && type !== undefined) encoded = this.#encoder.nulls(name, type, sink.rows);
      if (encoded === undefined) continue;
      if (!first && encoded.type !== type) return undefined;
      columns.push(appendColumn(part.out, sink.rows, encoded));
    }
    return columns;
  }

  /** Undefined: the column holds nothing. @param type what it is in other groups */
  #encode(
    name: string,
    column: Column,
    rows: number,
    type: ColumnType | undefined,
  ): EncodedColumn | undefined {
    const encoder = this.#encoder;
    switch (column.kind) {
      case 'int':
        return encoder.ints(name, column.items, rows, MISSING);
      case 'long':
        return encoder.longs(name, 'long', column.items, rows, 1);
      case 'time':
        // Micros are kept where there are any; whole milliseconds take ten bits less each.
        return column.fine || type === 'micros'
          ? encoder.longs(name, 'micros', column.items, rows, 1)
          : encoder.longs(name, 'millis', column.items, rows, 1000);
      default:
        return encoder.texts(name, column.items, rows, column.dictionary);
    }
  }
}
