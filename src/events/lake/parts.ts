import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TableName } from '../../evidence/evidence.ts';
import { MISSING } from '../../evidence/rows.ts';
import type { Column } from './columns.ts';
import { ColumnEncoder } from './parquet/encode.ts';
import { writeFileMetadata } from './parquet/metadata.ts';
import type { ColumnInfo } from './parquet/metadata.ts';
import { Output } from './parquet/output.ts';
import { appendColumn } from './parquet/pages.ts';
import type { EncodedColumn } from './parquet/pages.ts';
import { columnsOf } from './schema.ts';
import type { TableSink } from './sink.ts';

/** `PAR1`, with which a Parquet file begins and ends. */
const MAGIC = 0x3152_4150;

/**
 * Writes full sinks as Parquet parts, one row group each: columns are encoded straight from the sink's typed
 * arrays, and a dictionary's texts are written once. One writer belongs to one thread.
 */
export class PartWriter {
  readonly #lake: string;
  readonly #name: string;
  readonly #encoder = new ColumnEncoder();
  #parts = 0;

  /** @param name distinguishes the parts of this writer from those of others */
  constructor(lake: string, name: string) {
    this.#lake = lake;
    this.#name = name;
  }

  /** Writes the sink's rows as a part of its table and empties it. */
  async write(sink: TableSink): Promise<void> {
    if (sink.rows === 0) return;
    const out = new Output(await this.pathOf(sink.table));
    try {
      this.#append(sink, out);
    } finally {
      out.close();
    }
    sink.clear();
  }

  /** Path of the next part of a table. */
  async pathOf(table: TableName): Promise<string> {
    const folder = join(this.#lake, table);
    await mkdir(folder, { recursive: true });
    return join(folder, `${this.#name}-${this.#parts++}.parquet`);
  }

  #append(sink: TableSink, out: Output): void {
    out.small.appendUint32(MAGIC);
    const columns: ColumnInfo[] = [];
    for (const { name } of columnsOf(sink.table)) {
      const column = sink.columns.get(name);
      const encoded = column === undefined ? undefined : this.#encode(name, column, sink.rows);
      if (encoded !== undefined) columns.push(appendColumn(out, sink.rows, encoded));
    }
    writeFileMetadata(out.small, columns, sink.rows);
    out.small.appendUint32(MAGIC);
    out.flush();
  }

  /** Undefined: the column holds nothing, and the part goes without it; the lake's view adds it. */
  #encode(name: string, column: Column, rows: number): EncodedColumn | undefined {
    const encoder = this.#encoder;
    switch (column.kind) {
      case 'int':
        return encoder.ints(name, column.items, rows, MISSING);
      case 'long':
        return encoder.longs(name, 'long', column.items, rows, 1);
      case 'time':
        // Micros are kept where there are any; whole milliseconds take ten bits less each.
        return column.fine
          ? encoder.longs(name, 'micros', column.items, rows, 1)
          : encoder.longs(name, 'millis', column.items, rows, 1000);
      default:
        return encoder.texts(name, column.items, rows, column.dictionary);
    }
  }
}
