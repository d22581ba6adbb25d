import { MISSING } from '../../tables/rows.ts';
import type { AddressColumn, IntColumn, LongColumn, TextColumn, TimeColumn } from '../../tables/rows.ts';
import type { ColumnKind } from '../../tables/tables.ts';
import { AddressIndex } from './address-index.ts';
import { ByteIndex } from './byte-index.ts';
import { Dictionary, isPlain } from './dictionary.ts';

/** The row that is being set; shared by the columns of one table. */
export interface Cursor {
  row: number;
}

/**
 * One column of the part that is being filled: typed arrays, no object per row. Texts and addresses are codes of a
 * dictionary, 0 for null.
 */
export type Column = IntBuffer | LongBuffer | TimeBuffer | AddressBuffer | TextBuffer;

export class IntBuffer implements IntColumn {
  readonly kind = 'int';
  readonly #cursor: Cursor;
  items: Int32Array<ArrayBuffer>;

  constructor(cursor: Cursor, capacity: number) {
    this.#cursor = cursor;
    this.items = new Int32Array(capacity).fill(MISSING);
  }

  set(value: number): void {
    this.items[this.#cursor.row] = value;
  }

  setRows(values: Int32Array): void {
    this.items.set(values, this.#cursor.row);
  }

  /** The same value in many rows. */
  fill(from: number, to: number, value: number): void {
    this.items.fill(value, from, to);
  }

  unset(row: number): void {
    this.items[row] = MISSING;
  }

  grow(capacity: number): void {
    const items = new Int32Array(capacity).fill(MISSING, this.items.length);
    items.set(this.items);
    this.items = items;
  }

  clear(rows: number): void {
    this.items.fill(MISSING, 0, rows);
  }
}

/** Whole numbers to 2^53, NaN for null: no BigInt per row. */
class Doubles {
  protected readonly cursor: Cursor;
  items: Float64Array<ArrayBuffer>;

  constructor(cursor: Cursor, capacity: number) {
    this.cursor = cursor;
    this.items = new Float64Array(capacity).fill(Number.NaN);
  }

  setRows(values: Float64Array): void {
    this.items.set(values, this.cursor.row);
  }

  unset(row: number): void {
    this.items[row] = Number.NaN;
  }

  grow(capacity: number): void {
    const items = new Float64Array(capacity).fill(Number.NaN, this.items.length);
    items.set(this.items);
    this.items = items;
  }

  clear(rows: number): void {
    this.items.fill(Number.NaN, 0, rows);
  }
}

export class LongBuffer extends Doubles implements LongColumn {
  readonly kind = 'long';

  set(value: number): void {
    this.items[this.cursor.row] = value;
  }
}

/** Microseconds since 1970 UTC. */
export class TimeBuffer extends Doubles implements TimeColumn {
  readonly kind = 'time';
  /** A time was set that is no whole number of milliseconds. */
  fine = false;

  set(seconds: number, micros = 0): void {
    this.items[this.cursor.row] = seconds * 1_000_000 + micros;
    if (micros !== 0 && micros % 1000 !== 0) this.fine = true;
  }

  override clear(rows: number): void {
    super.clear(rows);
    this.fine = false;
  }
}

class Codes {
  readonly cursor: Cursor;
  items: Int32Array<ArrayBuffer>;

  constructor(cursor: Cursor, capacity: number) {
    this.cursor = cursor;
    this.items = new Int32Array(capacity);
  }

  setRows(codes: Int32Array): void {
    this.items.set(codes, this.cursor.row);
  }

  unset(row: number): void {
    this.items[row] = 0;
  }

  grow(capacity: number): void {
    const items = new Int32Array(capacity);
    items.set(this.items);
    this.items = items;
  }
}

export class AddressBuffer extends Codes implements AddressColumn {
  readonly kind = 'address';
  readonly dictionary = new AddressIndex();

  /** The code of an address in text; 0 if the text is no address. */
  codeOf(address: string): number {
    const bytes = Buffer.from(address);
    return this.dictionary.bytes(bytes, 0, bytes.length);
  }

  appendV4(value: number): number {
    return this.dictionary.appendV4(value);
  }

  codeOfBytes(bytes: Uint8Array, start: number, end: number): number {
    return this.dictionary.bytes(bytes, start, end);
  }

  setV4(value: number): void {
    this.items[this.cursor.row] = this.dictionary.v4(value);
  }

  setBytes(bytes: Uint8Array, start: number, end: number): boolean {
    const code = this.dictionary.bytes(bytes, start, end);
    if (code === 0) return false;
    this.items[this.cursor.row] = code;
    return true;
  }

  clear(rows: number): void {
    this.items.fill(0, 0, rows);
    this.dictionary.clear();
  }
}

type Decode = (raw: string) => string;

/** A column's texts as one format decodes them. */
class TextWriter implements TextColumn {
  readonly #column: TextBuffer;
  readonly #decode: Decode | undefined;
  readonly #index: ByteIndex;
  #last = 0;
  /** The bytes of the last new value, and what decodes them. */
  #bytes: Uint8Array = new Uint8Array(0);
  #view: Buffer = Buffer.alloc(0);

  constructor(column: TextBuffer, decode: Decode | undefined) {
    this.#column = column;
    this.#decode = decode;
    this.#index = new ByteIndex((bytes, start, end, crowded) => this.#codeOf(bytes, start, end, crowded));
  }

  setBytes(bytes: Uint8Array, start: number, end: number): void {
    const column = this.#column;
    const code = this.#index.code(bytes, start, end);
    this.#last = code;
    column.items[column.cursor.row] = code;
  }

  setAgain(): void {
    const column = this.#column;
    column.items[column.cursor.row] = this.#last;
  }

  setText(value: string): void {
    const column = this.#column;
    column.items[column.cursor.row] = column.dictionary.code(value);
  }

  codeOfBytes(bytes: Uint8Array, start: number, end: number): number {
    return this.#index.code(bytes, start, end);
  }

  append(bytes: Uint8Array, start: number, end: number): number {
    return this.#column.dictionary.append(bytes, start, end);
  }

  setRows(codes: Int32Array): void {
    this.#column.setRows(codes);
  }

  clear(): void {
    this.#index.clear();
  }

  /** The code of bytes that the index does not know. @param crowded nor will: it may have been asked before */
  #codeOf(bytes: Uint8Array, start: number, end: number, crowded: boolean): number {
    const column = this.#column;
    const decode = this.#decode;
    const plain = isPlain(bytes, start, end);
    if (plain && decode === undefined) return column.codeOf(bytes, start, end, crowded);
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    const raw = this.#view.toString(plain ? 'latin1' : 'utf8', start, end);
    const text = decode === undefined ? raw : decode(raw);
    const literal = text === raw && (plain || !UNSTORABLE.test(text));
    return literal ? column.codeOf(bytes, start, end, crowded) : column.dictionary.code(text);
  }
}

/** NUL, which is stored as U+FFFD, and U+FFFD itself, which bytes that are not UTF-8 have become. */
const UNSTORABLE = /[\0\uFFFD]/;

/** Writers that are kept from one part to the next. */
const MAX_WRITERS = 8;

export class TextBuffer extends Codes {
  readonly kind = 'text';
  readonly dictionary = new Dictionary();
  readonly #writers = new Map<Decode | undefined, TextWriter>();

  writer(decode?: Decode): TextColumn {
    let writer = this.#writers.get(decode);
    if (writer === undefined) {
      writer = new TextWriter(this, decode);
      this.#writers.set(decode, writer);
    }
    return writer;
  }

  /**
   * The code of bytes that are the text itself, and that one writer has not met before: then it is new, unless
   * another writer has it or it was the text of other bytes.
   * @param met the writer may have met them
   */
  codeOf(bytes: Uint8Array, start: number, end: number, met: boolean): number {
    const { dictionary } = this;
    return met || this.#writers.size > 1
      ? dictionary.codeOf(bytes, start, end)
      : dictionary.add(bytes, start, end);
  }

  clear(rows: number): void {
    this.items.fill(0, 0, rows);
    this.dictionary.clear();
    if (this.#writers.size > MAX_WRITERS) this.#writers.clear();
    else for (const writer of this.#writers.values()) writer.clear();
  }
}

export function createColumn(kind: ColumnKind, cursor: Cursor, capacity: number): Column {
  switch (kind) {
    case 'int':
      return new IntBuffer(cursor, capacity);
    case 'long':
      return new LongBuffer(cursor, capacity);
    case 'time':
      return new TimeBuffer(cursor, capacity);
    case 'address':
      return new AddressBuffer(cursor, capacity);
    default:
      return new TextBuffer(cursor, capacity);
  }
}
