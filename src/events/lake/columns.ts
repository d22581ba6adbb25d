import type { AddressColumn, IntColumn, LongColumn, TextColumn, TimeColumn } from '../../evidence/rows.ts';
import type { ColumnKind } from '../../evidence/tables.ts';
import { AddressIndex } from './address-index.ts';
import { ByteIndex, Dictionary } from './dictionary.ts';

const TWO_TO_MINUS_32 = 2 ** -32;

/** The row that is being set; shared by the columns of one table. */
export interface Cursor {
  row: number;
}

/**
 * One column of the part that is being filled: typed arrays, no object per row. Whole numbers have a byte per
 * row that says whether it is set; texts and addresses are codes of a dictionary, 0 for null.
 */
export type Column = IntBuffer | LongBuffer | TimeBuffer | AddressBuffer | TextBuffer;

function grown<T extends Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(from: T, to: T): T {
  to.set(from);
  return to;
}

export class IntBuffer implements IntColumn {
  readonly kind = 'int';
  readonly #cursor: Cursor;
  items: Int32Array<ArrayBuffer>;
  present: Uint8Array<ArrayBuffer>;

  constructor(cursor: Cursor, capacity: number) {
    this.#cursor = cursor;
    this.items = new Int32Array(capacity);
    this.present = new Uint8Array(capacity);
  }

  set(value: number): void {
    const row = this.#cursor.row;
    this.items[row] = value;
    this.present[row] = 1;
  }

  /** The same value in many rows. */
  fill(from: number, to: number, value: number): void {
    this.items.fill(value, from, to);
    this.present.fill(1, from, to);
  }

  unset(row: number): void {
    this.present[row] = 0;
  }

  grow(capacity: number): void {
    this.items = grown(this.items, new Int32Array(capacity));
    this.present = grown(this.present, new Uint8Array(capacity));
  }

  clear(rows: number): void {
    this.present.fill(0, 0, rows);
  }
}

/** 64-bit values as two 32-bit halves, the low one first: no BigInt per row. */
class Halves {
  readonly #cursor: Cursor;
  items: Int32Array<ArrayBuffer>;
  present: Uint8Array<ArrayBuffer>;

  constructor(cursor: Cursor, capacity: number) {
    this.#cursor = cursor;
    this.items = new Int32Array(capacity * 2);
    this.present = new Uint8Array(capacity);
  }

  protected put(value: number): void {
    const row = this.#cursor.row;
    this.items[row * 2] = value;
    this.items[row * 2 + 1] = Math.floor(value * TWO_TO_MINUS_32);
    this.present[row] = 1;
  }

  unset(row: number): void {
    this.present[row] = 0;
  }

  grow(capacity: number): void {
    this.items = grown(this.items, new Int32Array(capacity * 2));
    this.present = grown(this.present, new Uint8Array(capacity));
  }

  clear(rows: number): void {
    this.present.fill(0, 0, rows);
  }
}

export class LongBuffer extends Halves implements LongColumn {
  readonly kind = 'long';

  set(value: number): void {
    this.put(value);
  }
}

export class TimeBuffer extends Halves implements TimeColumn {
  readonly kind = 'time';

  set(seconds: number, micros = 0): void {
    this.put(seconds * 1_000_000 + micros);
  }
}

class Codes {
  readonly cursor: Cursor;
  items: Int32Array<ArrayBuffer>;

  constructor(cursor: Cursor, capacity: number) {
    this.cursor = cursor;
    this.items = new Int32Array(capacity);
  }

  unset(row: number): void {
    this.items[row] = 0;
  }

  grow(capacity: number): void {
    this.items = grown(this.items, new Int32Array(capacity));
  }
}

export class AddressBuffer extends Codes implements AddressColumn {
  readonly kind = 'address';
  readonly dictionary = new AddressIndex();

  /** The code of an address in text; 0 if it is none. */
  codeOf(address: string): number {
    const bytes = Buffer.from(address);
    return this.dictionary.bytes(bytes, 0, bytes.length);
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

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** What a VARCHAR can hold: UTF-8. Bytes that are none, and NUL, become U+FFFD. */
function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').replace(LONE_SURROGATE, '\uFFFD');
}

type Decode = (raw: string) => string;

/** A column's texts as one format decodes them. */
class TextWriter implements TextColumn {
  readonly #column: TextBuffer;
  readonly #index: ByteIndex;
  /** The bytes of the last new value, and what decodes them. */
  #bytes: Uint8Array = new Uint8Array(0);
  #view: Buffer = Buffer.alloc(0);

  constructor(column: TextBuffer, decode: Decode | undefined) {
    this.#column = column;
    this.#index = new ByteIndex((bytes, start, end, crowded) => {
      if (bytes !== this.#bytes) {
        this.#bytes = bytes;
        this.#view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      }
      const raw = this.#view.toString('utf8', start, end);
      const text = decode === undefined ? raw : decode(raw);
      return column.codeOf(text, text === raw && !crowded);
    });
  }

  setBytes(bytes: Uint8Array, start: number, end: number): void {
    const column = this.#column;
    column.items[column.cursor.row] = this.#index.code(bytes, start, end);
  }

  setText(value: string): void {
    const column = this.#column;
    column.items[column.cursor.row] = column.codeOf(value, false);
  }
}

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
   * @param literal the text is what the bytes say, and this writer has not met these bytes before: then it is new,
   *   unless another writer has it or it was the text of other bytes
   */
  codeOf(text: string, literal: boolean): number {
    // Bytes that are not UTF-8 become U+FFFD, so several become the same text.
    if (!literal || this.#writers.size > 1 || text.includes('\uFFFD') || text.includes('\0'))
      return this.dictionary.code(storable(text));
    return this.dictionary.add(text);
  }

  clear(rows: number): void {
    this.items.fill(0, 0, rows);
    this.dictionary.clear();
    this.#writers.clear();
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
