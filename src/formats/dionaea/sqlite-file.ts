import { worded } from './worded.ts';
import { columnsOf, Cursor, recordOf } from './sqlite-record.ts';
import type { SqliteValue } from './sqlite-record.ts';

/**
 * Reads tables of an SQLite database, as the public file format has them (sqlite.org, "Database File Format"): the
 * B-trees of tables, with their overflow pages. No index, no SQL, no journal. Every number in the file may be
 * anything: pages that cannot be are reported and left out, none is read twice, and nothing is believed that leads
 * outside the file.
 */

/** A row, as its columns are in the table's definition. */
export interface SqliteRow {
  rowid: number;
  values: SqliteValue[];
  /** Where its cell is in the file. */
  offset: number;
}

/** A page or cell that cannot be read. */
export type BreakReport = (offset: number, reason: string) => void;

const HEADER_BYTES = 100;
const INTERIOR = 5;
const LEAF = 13;
const MAX_DEPTH = 20;
/** A record is a line of a log; a longer one was made to fill memory. */
const MAX_RECORD_BYTES = 2 ** 20;
/** How often the file's size may be read from overflow pages: chains that records share would be read for ever. */
const OVERFLOW_READS = 4;
export const SQLITE_MAGIC = 'SQLite format 3\0';

/** A table of the database. */
export interface SqliteTable {
  /** The page that its tree begins on. */
  root: number;
  /** In the order of a row's values, in lower case. */
  columns: readonly string[];
}

export class SqliteFile {
  readonly #view: Buffer;
  readonly #pageSize: number;
  /** Bytes of a page that are the file's, not an extension's. */
  readonly #usable: number;
  readonly #pages: number;
  readonly #broken: BreakReport;
  /** Bytes that may still be read from overflow pages. */
  #overflow: number;

  constructor(bytes: Uint8Array, broken: BreakReport) {
    this.#overflow = bytes.length * OVERFLOW_READS;
    this.#view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#broken = broken;
    const size = bytes.length >= HEADER_BYTES ? this.#view.readUInt16BE(16) : 0;
    const pageSize = size === 1 ? 65_536 : size;
    const valid = pageSize >= 512 && (pageSize & (pageSize - 1)) === 0;
    this.#pageSize = valid ? pageSize : 0;
    this.#usable = pageSize - (bytes[20] ?? 0);
    this.#pages = valid ? Math.ceil(bytes.length / pageSize) : 0;
    if (!valid || this.#usable < 480) {
      this.#pages = 0;
      broken(0, worded('dioHeader'));
    }
  }

  /** Whether changes may be in a file beside it, named `-wal`, which is not read. */
  get writesAhead(): boolean {
    return this.#view[18] === 2 || this.#view[19] === 2;
  }

  /** The tables by name, in lower case. */
  tables(): ReadonlyMap<string, SqliteTable> {
    const tables = new Map<string, SqliteTable>();
    for (const { values } of this.rows(1)) {
      const [type, name, , root, sql] = values;
      if (type !== 'table' || typeof name !== 'string' || typeof root !== 'number') continue;
      if (typeof sql === 'string') tables.set(name.toLowerCase(), { root, columns: columnsOf(sql) });
    }
    return tables;
  }

  /** The rows of the table whose tree begins on this page, in the order of their rowid. */
  *rows(root: number): Generator<SqliteRow> {
    const visited = new Set<number>();
    // Pages to read, the next one last; a page is in it once, so it is bounded by their number.
    const waiting = [{ page: root, depth: 0 }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { page, depth } = next;
      if (visited.has(page) || depth > MAX_DEPTH) {
        this.#broken(this.#offset(page), worded('dioLinked', { page }));
        continue;
      }
      visited.add(page);
      const kind = this.#kind(page);
      if (kind === LEAF) yield* this.#leaf(page);
      else if (kind === INTERIOR) {
        const children = this.#children(page).toReversed();
        waiting.push(...children.map((child) => ({ page: child.page, depth: depth + 1 })));
      } else this.#broken(this.#offset(page), worded('dioNoPage', { page }));
    }
  }

  /** The row with this number; undefined if there is none. */
  row(root: number, rowid: number): SqliteRow | undefined {
    let page = root;
    for (let depth = 0; depth <= MAX_DEPTH; depth++) {
      const kind = this.#kind(page);
      if (kind !== LEAF && kind !== INTERIOR) return undefined;
      const header = kind === LEAF ? 8 : 12;
      const cell = this.#firstNotBelow(page, header, rowid);
      if (kind === LEAF) {
        const found = cell !== undefined && this.#rowidAt(page, header, cell) === rowid;
        return found ? this.#row(page, cell) : undefined;
      }
      page = this.#view.readUInt32BE(cell ?? this.#begin(page) + 8);
    }
    return undefined;
  }

  /** The first cell of a page whose rowid is not below this one; they are in order. */
  #firstNotBelow(page: number, header: number, rowid: number): number | undefined {
    let low = 0;
    let high = this.#cellCount(page, header);
    const behind = high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#rowidAt(page, header, this.#cell(page, header, middle)) < rowid) low = middle + 1;
      else high = middle;
    }
    const cell = low < behind ? this.#cell(page, header, low) : -1;
    return cell < 0 || cell + 4 > this.#view.length ? undefined : cell;
  }

  #rowidAt(page: number, header: number, cell: number): number {
    const end = Math.min(page * this.#pageSize, this.#view.length);
    const cursor = new Cursor(this.#view, header === 8 ? cell : cell + 4, end);
    // In a leaf the length of the record comes before it.
    if (header === 8) cursor.varint();
    return cursor.varint();
  }

  #offset(page: number): number {
    return page >= 1 && page <= this.#pages ? (page - 1) * this.#pageSize : 0;
  }

  /** Where the page's own header begins: page 1 has the file's before it. -1: there is no such page. */
  #begin(page: number): number {
    if (!(page >= 1 && page <= this.#pages)) return -1;
    const begin = (page - 1) * this.#pageSize + (page === 1 ? HEADER_BYTES : 0);
    return begin + 12 <= this.#view.length ? begin : -1;
  }

  #kind(page: number): number {
    const begin = this.#begin(page);
    return begin < 0 ? -1 : this.#view[begin]!;
  }

  #cellCount(page: number, header: number): number {
    const begin = this.#begin(page);
    const room = Math.min(this.#pageSize, this.#view.length - begin);
    return Math.min(this.#view.readUInt16BE(begin + 3), Math.floor((room - header) / 2));
  }

  /** Where a cell is in the file. */
  #cell(page: number, header: number, place: number): number {
    const start = (page - 1) * this.#pageSize;
    return start + this.#view.readUInt16BE(this.#begin(page) + header + place * 2);
  }

  #cells(page: number, header: number): number[] {
    const cells: number[] = [];
    for (let place = 0; place < this.#cellCount(page, header); place++)
      cells.push(this.#cell(page, header, place));
    return cells;
  }

  /** The pages below an interior page, each with the highest rowid on it. */
  #children(page: number): { page: number; upTo: number }[] {
    const end = Math.min(page * this.#pageSize, this.#view.length);
    const children: { page: number; upTo: number }[] = [];
    for (const cell of this.#cells(page, 12)) {
      if (cell + 5 > end) continue;
      const upTo = new Cursor(this.#view, cell + 4, end).varint();
      children.push({ page: this.#view.readUInt32BE(cell), upTo });
    }
    children.push({ page: this.#view.readUInt32BE(this.#begin(page) + 8), upTo: Infinity });
    return children;
  }

  *#leaf(page: number): Generator<SqliteRow> {
    for (const cell of this.#cells(page, 8)) {
      const row = this.#row(page, cell);
      if (row === undefined) this.#broken(cell, worded('dioRow', { page }));
      else yield row;
    }
  }

  #row(page: number, cell: number): SqliteRow | undefined {
    const end = Math.min(page * this.#pageSize, this.#view.length);
    const cursor = new Cursor(this.#view, cell, end);
    const length = cursor.varint();
    const rowid = cursor.varint();
    if (length < 0 || rowid < 0 || length > MAX_RECORD_BYTES) return undefined;
    const payload = this.#payload(cursor.at, end, length);
    const values = payload === undefined ? undefined : recordOf(payload);
    return values === undefined ? undefined : { rowid, values, offset: cell };
  }

  /** A record's bytes: what has no room in the page goes on in a chain of others. */
  #payload(at: number, end: number, length: number): Buffer | undefined {
    const usable = this.#usable;
    const here = length <= usable - 35 ? length : this.#localBytes(length);
    if (at + here > end) return undefined;
    const parts = [this.#view.subarray(at, at + here)];
    let missing = length - here;
    if (missing === 0) return parts[0];
    this.#overflow -= missing;
    if (at + here + 4 > end || this.#overflow < 0) return undefined;
    let next = this.#view.readUInt32BE(at + here);
    while (missing > 0) {
      const begin = next >= 2 && next <= this.#pages ? (next - 1) * this.#pageSize : -1;
      const size = Math.min(missing, usable - 4);
      if (begin < 0 || begin + 4 + size > this.#view.length) return undefined;
      parts.push(this.#view.subarray(begin + 4, begin + 4 + size));
      missing -= size;
      next = this.#view.readUInt32BE(begin);
    }
    return Buffer.concat(parts);
  }

  /** How much of a record that has to go on elsewhere is in the page itself, by the format's formula. */
  #localBytes(length: number): number {
    const usable = this.#usable;
    const least = Math.floor(((usable - 12) * 32) / 255) - 23;
    const rest = least + ((length - least) % (usable - 4));
    return rest <= usable - 35 ? rest : least;
  }
}
