import { addressTextFromBytes, formatV4 } from '../net/address.ts';
import type { TableName } from '../model/evidence.ts';
import type { AddressColumn, IntColumn, LongColumn, RowSink, TextColumn, TimeColumn } from './rows.ts';
import { MISSING } from './rows.ts';
import type { ColumnKind } from './tables.ts';
import { TABLES } from './tables.ts';

export type PlainRow = Record<string, string | number>;

/** `2026-07-01T10:00:00Z`, with its microseconds if there are any. */
function isoTime(seconds: number, micros: number): string {
  const whole = new Date(seconds * 1000).toISOString().slice(0, 19);
  return `${whole}${micros === 0 ? '' : `.${String(micros).padStart(6, '0')}`}Z`;
}

/**
 * A sink that keeps each row as a plain object: times as ISO text, unset columns absent. It knows the columns of
 * its table. Rows that go to a table beside are in the same list and say which: `table`.
 */
export class MemorySink implements RowSink {
  readonly table: TableName;
  readonly generation = 0;
  readonly rows: PlainRow[] = [];
  readonly #beside = new Map<TableName, MemorySink>();
  readonly #also: readonly TableName[];
  #first: MemorySink | undefined;
  #row: PlainRow = {};
  /** Rows that are set together. */
  #many: PlainRow[] = [];
  /** Values by their codes, the first is 1. */
  readonly #codes: string[] = [];

  /** @param also the tables beside that may be asked for */
  constructor(table: TableName, also: readonly TableName[] = []) {
    this.table = table;
    this.#also = also;
  }

  #check(name: string, kind: ColumnKind): void {
    const columns: Readonly<Record<string, ColumnKind>> = TABLES[this.table];
    if (columns[name] !== kind) throw new TypeError(`${this.table} has no column ${name} of kind ${kind}`);
  }
  #set(name: string, value: string | number | undefined): void {
    if (value !== undefined) this.#row[name] = value;
  }
  #setRows<Item>(
    name: string,
    items: ArrayLike<Item>,
    valueOf: (item: Item) => string | number | undefined,
  ): void {
    for (const [i, item] of Array.from(items).entries()) {
      const value = valueOf(item);
      const row = (this.#many[i] ??= {});
      if (value !== undefined) row[name] = value;
    }
  }
  int(name: string): IntColumn {
    this.#check(name, 'int');
    return {
      set: (value) => this.#set(name, value),
      setRows: (values) => this.#setRows(name, values, (value) => (value === MISSING ? undefined : value)),
    };
  }
  long(name: string): LongColumn {
    this.#check(name, 'long');
    return {
      set: (value) => this.#set(name, value),
      setRows: (values) => this.#setRows(name, values, (value) => (Number.isNaN(value) ? undefined : value)),
    };
  }
  time(name: string): TimeColumn {
    this.#check(name, 'time');
    return {
      set: (seconds, micros = 0) => this.#set(name, isoTime(seconds, micros)),
      setRows: (values) =>
        this.#setRows(name, values, (value) => (Number.isNaN(value) ? undefined : isoTime(value / 1e6, 0))),
    };
  }
  address(name: string): AddressColumn {
    this.#check(name, 'address');
    return {
      setV4: (value) => this.#set(name, formatV4(value)),
      setBytes: (bytes, start, end) => {
        const text = addressTextFromBytes(bytes, start, end);
        this.#set(name, text);
        return text !== undefined;
      },
      appendV4: (value) => this.#codes.push(formatV4(value)),
      codeOfBytes: (bytes, start, end) => {
        const text = addressTextFromBytes(bytes, start, end);
        return text === undefined ? 0 : this.#codes.push(text);
      },
      setRows: (codes) => this.#setRows(name, codes, (code) => this.#codes[code - 1]),
    };
  }
  text(name: string, decode: (raw: string) => string = (raw) => raw): TextColumn {
    this.#check(name, 'text');
    let last: string | undefined;
    const textOf = (bytes: Uint8Array, start: number, end: number): string =>
      decode(Buffer.from(bytes.subarray(start, end)).toString());
    return {
      setBytes: (bytes, start, end) => {
        last = textOf(bytes, start, end);
        this.#set(name, last);
      },
      setAgain: () => {
        if (last === undefined) throw new TypeError(`${name} was not set in this chunk`);
        this.#set(name, last);
      },
      setText: (value) => this.#set(name, value),
      codeOfBytes: (bytes, start, end) => this.#codes.push(textOf(bytes, start, end)),
      append: (bytes, start, end) =>
        this.#codes.push(Buffer.from(bytes.subarray(start, end)).toString('latin1')),
      setRows: (codes) => this.#setRows(name, codes, (code) => this.#codes[code - 1]),
    };
  }
  reserve(rows: number): void {
    this.#many = Array.from({ length: rows }, () => ({}));
  }
  nextRows(line: number, rows: number): void {
    if (rows !== this.#many.length) throw new TypeError(`${rows} rows of ${this.#many.length} reserved`);
    for (const [i, row] of this.#many.entries()) this.rows.push({ line: line + i, ...row });
    this.#many = [];
  }
  next(line: number): void {
    if (this.#first === undefined) this.rows.push({ line, ...this.#row });
    else this.#first.rows.push({ table: this.table, line, ...this.#row });
    this.#row = {};
  }
  undo(): void {
    this.#row = {};
    for (const sink of this.#beside.values()) sink.#row = {};
  }
  beside(table: TableName): MemorySink {
    if (this.#first !== undefined) return this.#first.beside(table);
    if (table === this.table) return this;
    if (!this.#also.includes(table)) throw new TypeError(`the format does not say that it fills ${table}`);
    let sink = this.#beside.get(table);
    if (sink === undefined) {
      sink = new MemorySink(table);
      sink.#first = this;
      this.#beside.set(table, sink);
    }
    return sink;
  }
}
