import type { TableName } from '../../model/evidence.ts';
import type {
  AddressColumn,
  IntColumn,
  LongColumn,
  RowSink,
  TextColumn,
  TimeColumn,
} from '../../tables/rows.ts';
import { AddressBuffer, createColumn, IntBuffer, LongBuffer, TextBuffer, TimeBuffer } from './columns.ts';
import type { Column, Cursor } from './columns.ts';
import { LAKE } from '../schema.ts';

const FIRST_CAPACITY = 16_384;

/**
 * Enough rows for one Parquet part. Measured with 4 workers: with 160,000 the arrays and tables of all workers no
 * longer fit the processor's cache, which costs a seventh more; with 40,000 the addresses that come in every part
 * are written too often. With the last block's rows these fit the columns' capacity of 2^17.
 */
const PART_ROWS = 44_000;
/** Or so many characters of distinct texts in one column: unique query strings fill memory before rows do. */
const PART_CHARACTERS = 24_000_000;

/** The sinks that one record may fill together. */
interface Neighbours {
  beside(table: TableName): TableSink;
  readonly open: readonly TableSink[];
}

/** The rows of one table until they are written as a part. */
export class TableSink implements RowSink {
  readonly table: TableName;
  generation = 0;
  readonly #cursor: Cursor = { row: 0 };
  readonly #columns = new Map<string, Column>();
  #capacity = FIRST_CAPACITY;
  readonly #evidence: IntBuffer;
  readonly #line: LongBuffer;
  readonly #neighbours: Neighbours;

  constructor(table: TableName, neighbours: Neighbours) {
    this.table = table;
    this.#neighbours = neighbours;
    this.#evidence = new IntBuffer(this.#cursor, this.#capacity);
    this.#line = new LongBuffer(this.#cursor, this.#capacity);
    this.#columns.set('evidence', this.#evidence);
    this.#columns.set('line', this.#line);
  }

  get rows(): number {
    return this.#cursor.row;
  }

  /** True when it is time to write a part. */
  get full(): boolean {
    if (this.rows >= PART_ROWS) return true;
    for (const column of this.#columns.values()) {
      if ('dictionary' in column && column.dictionary.held > PART_CHARACTERS) return true;
    }
    return false;
  }

  /** The columns that the rows use, by name. */
  get columns(): ReadonlyMap<string, Column> {
    return this.#columns;
  }

  int(name: string): IntColumn {
    return this.intBuffer(name);
  }

  intBuffer(name: string): IntBuffer {
    const column = this.#column(name);
    if (column instanceof IntBuffer) return column;
    throw wrongKind(this.table, name, 'int');
  }

  long(name: string): LongColumn {
    const column = this.#column(name);
    if (column instanceof LongBuffer) return column;
    throw wrongKind(this.table, name, 'long');
  }

  time(name: string): TimeColumn {
    const column = this.#column(name);
    if (column instanceof TimeBuffer) return column;
    throw wrongKind(this.table, name, 'time');
  }

  address(name: string): AddressColumn {
    return this.addressBuffer(name);
  }

  addressBuffer(name: string): AddressBuffer {
    const column = this.#column(name);
    if (column instanceof AddressBuffer) return column;
    throw wrongKind(this.table, name, 'address');
  }

  text(name: string, decode?: (raw: string) => string): TextColumn {
    const column = this.#column(name);
    if (column instanceof TextBuffer) return column.writer(decode);
    throw wrongKind(this.table, name, 'text');
  }

  next(line: number): void {
    this.#line.set(line);
    if (++this.#cursor.row === this.#capacity) this.#grow();
  }

  reserve(rows: number): void {
    while (this.#cursor.row + rows >= this.#capacity) this.#grow();
  }

  nextRows(line: number, rows: number): void {
    const { items } = this.#line;
    const from = this.#cursor.row;
    for (let i = 0; i < rows; i++) items[from + i] = line + i;
    this.#cursor.row = from + rows;
  }

  /** Says which file the rows from `from` on come from. */
  originate(from: number, evidence: number): void {
    this.#evidence.fill(from, this.rows, evidence);
  }

  /** Number of the line or record that a row was made of. */
  lineOf(row: number): number {
    return this.#line.items[row]!;
  }

  /** Takes rows back. @param rows ascending */
  take(rows: readonly number[]): void {
    const [first] = rows;
    if (first === undefined) return;
    for (const column of this.#columns.values()) {
      const { items } = column;
      let to = first;
      for (const [i, row] of rows.entries()) {
        const until = rows[i + 1] ?? this.rows;
        items.copyWithin(to, row + 1, until);
        to += until - row - 1;
      }
      for (; to < this.rows; to++) column.unset(to);
    }
    this.#cursor.row -= rows.length;
  }

  undo(): void {
    for (const sink of this.#neighbours.open) sink.#unset();
  }

  beside(table: TableName): TableSink {
    return this.#neighbours.beside(table);
  }

  #unset(): void {
    const row = this.#cursor.row;
    for (const column of this.#columns.values()) column.unset(row);
  }

  /** Forgets all rows: they were written. */
  clear(): void {
    // The row that was being set counts too: what it has must not show in the next part's first row.
    const rows = Math.min(this.#cursor.row + 1, this.#capacity);
    for (const column of this.#columns.values()) column.clear(rows);
    this.#cursor.row = 0;
    this.generation++;
  }

  #column(name: string): Column {
    const known = this.#columns.get(name);
    if (known !== undefined) return known;
    const kind = LAKE[this.table][name];
    if (kind === undefined || kind === 'blob')
      throw new TypeError(`table ${this.table} has no column ${name}`);
    const column = createColumn(kind, this.#cursor, this.#capacity);
    this.#columns.set(name, column);
    return column;
  }

  #grow(): void {
    this.#capacity *= 2;
    for (const column of this.#columns.values()) column.grow(this.#capacity);
  }
}

function wrongKind(table: string, name: string, kind: string): TypeError {
  return new TypeError(`column ${name} of ${table} is not of kind ${kind}`);
}
