import type { TableName } from '../model/evidence.ts';
import type { ColumnName } from './tables.ts';

/** Stands for null among the whole numbers of many rows, as NaN does among others. No format reads one so small. */
export const MISSING = -(2 ** 31);

/**
 * Where a format puts its rows. It is written for the hot path: a format asks for its columns once per
 * chunk, then for each record sets what it has and calls `next()`. What is not set is null.
 * Bytes become strings once per distinct value, never once per row.
 *
 * Rows that are read many at a time are given column by column: `reserve()`, each column's `setRows()`, `nextRows()`.
 * Texts and addresses then are codes, 0 for null.
 */
export interface RowSink<T extends TableName = TableName> {
  readonly table: T;
  /** Codes are good as long as this stays the same. */
  readonly generation: number;
  int(name: ColumnName<T>): IntColumn;
  /** Whole numbers up to 2^53. */
  long(name: ColumnName<T>): LongColumn;
  time(name: ColumnName<T>): TimeColumn;
  address(name: ColumnName<T>): AddressColumn;
  /** @param decode turns the raw text into what is stored, once per distinct value (`+` to space, escapes). */
  text(name: ColumnName<T>, decode?: (raw: string) => string): TextColumn;
  /** Ends the row that began after the last `next()`. @param line counted from 1 */
  next(line: number): void;
  /** Makes room for so many rows more. */
  reserve(rows: number): void;
  /** Ends so many rows, each of a line of its own. @param line the first one's, counted from 1 */
  nextRows(line: number, rows: number): void;
  /** Forgets what was set since the last `next()`, here and in the sinks beside: the record turned out to be broken. */
  undo(): void;
  /**
   * The sink of another table that the same record fills: one that the format names in `also`. Rows go there
   * with their own `next(line)`.
   */
  beside(table: TableName): RowSink;
}

export interface IntColumn {
  set(value: number): void;
  setRows(values: Int32Array): void;
}
export interface LongColumn {
  set(value: number): void;
  setRows(values: Float64Array): void;
}
export interface TimeColumn {
  /** Seconds since 1970 UTC, and microseconds within the second. */
  set(seconds: number, micros?: number): void;
  /** @param values microseconds since 1970 UTC, whole seconds */
  setRows(values: Float64Array): void;
}
export interface AddressColumn {
  /** @param value the IPv4 address as an unsigned 32-bit number */
  setV4(value: number): void;
  /** Reads the address from bytes; false (and nothing set) if they are not an IPv4 or IPv6 address. */
  setBytes(bytes: Uint8Array, start: number, end: number): boolean;
  /** A code for an address that may have others. */
  appendV4(value: number): number;
  /** 0: the bytes are no address. */
  codeOfBytes(bytes: Uint8Array, start: number, end: number): number;
  setRows(codes: Int32Array): void;
}
export interface TextColumn {
  setBytes(bytes: Uint8Array, start: number, end: number): void;
  /** What `setBytes` set last in this chunk, without a search for it. */
  setAgain(): void;
  setText(value: string): void;
  codeOfBytes(bytes: Uint8Array, start: number, end: number): number;
  /** A code for bytes that are stored as they are, ASCII without NUL; the text may have others. */
  append(bytes: Uint8Array, start: number, end: number): number;
  setRows(codes: Int32Array): void;
}
