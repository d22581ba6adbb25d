import { headBytes } from '../../src/evidence/recognise.ts';
import { addressTextFromBytes, formatV4 } from '../../src/net/address.ts';
import type { TableName } from '../../src/model/evidence.ts';
import type { Head, LineFormat, ReadOptions } from '../../src/formats/format.ts';
import type { Chunk, Tally } from '../../src/tables/tally.ts';
import type {
  AddressColumn,
  IntColumn,
  LongColumn,
  RowSink,
  TextColumn,
  TimeColumn,
} from '../../src/tables/rows.ts';
import { latin1At } from '../../src/formats/text/line-bytes.ts';
import { MISSING } from '../../src/tables/rows.ts';
import type { ColumnKind } from '../../src/tables/tables.ts';
import { TABLES } from '../../src/tables/tables.ts';

export type PlainRow = Record<string, string | number>;

/** `2026-07-01T10:00:00Z`, with its microseconds if there are any. */
function isoTime(seconds: number, micros: number): string {
  const whole = new Date(seconds * 1000).toISOString().slice(0, 19);
  return `${whole}${micros === 0 ? '' : `.${String(micros).padStart(6, '0')}`}Z`;
}

/**
 * A sink that keeps each row as a plain object: times as ISO text, unset columns absent. It knows the columns of
 * its table. Rows that go to a table beside stand in the same list and say which: `table`.
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
      append: (bytes, start, end) => this.#codes.push(latin1At(bytes, start, end)),
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

export interface Parsed {
  rows: PlainRow[];
  read: number;
  parsed: number;
  skipped: Record<string, number>;
  rejects: { line: number; offset: number; reason: string }[];
  notes: string[];
}

/** The beginning of a file as recognition sees it. */
export function headOf(content: Uint8Array, name = 'file'): Head {
  const bytes = content.subarray(0, headBytes(content));
  return { bytes, text: Buffer.from(bytes).toString('latin1'), name, whole: bytes.length === content.length };
}

/** Cuts at the first line end at or after each multiple of `size` bytes. */
function* chunksOf(content: Uint8Array, size: number): Generator<Chunk> {
  let line = 1;
  for (let start = 0; start < content.length;) {
    const feed = content.indexOf(10, Math.min(start + size, content.length) - 1);
    const end = feed < 0 ? content.length : feed + 1;
    // Bytes around the chunk that are not its own must not be looked at.
    const bytes = new Uint8Array(end - start + 8).fill(35);
    bytes.set(content.subarray(start, end), 4);
    yield { bytes, start: 4, end: 4 + end - start, line, offset: start };
    for (let at = start; at < end; at++) if (content[at] === 10) line++;
    start = end;
  }
}

/** Counts into a result; a note that was made before is one, as in a run. */
export function tallyInto(result: Omit<Parsed, 'rows' | 'read'>): Tally {
  return {
    parsed: (records = 1) => void (result.parsed += records),
    skipped: (reason) => void (result.skipped[reason] = (result.skipped[reason] ?? 0) + 1),
    rejected: (line, offset, reason) => void result.rejects.push({ line, offset, reason }),
    note: (text) => void (result.notes.includes(text) || result.notes.push(text)),
  };
}

/** Reads the content in chunks of about `size` bytes, the state carried on as the feeder does it. */
export function parseAll<State>(
  format: LineFormat<State>,
  content: string | Uint8Array,
  size = 1 << 20,
  options: ReadOptions = {},
): Parsed {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
  const result: Parsed = { rows: [], read: 0, parsed: 0, skipped: {}, rejects: [], notes: [] };
  const tally = tallyInto(result);
  let state = format.start(headOf(bytes), options);
  for (const chunk of chunksOf(bytes, size)) {
    const next = format.carry(chunk, structuredClone(state));
    const sink = new MemorySink(format.table, format.also);
    format.parse(chunk, structuredClone(state), sink, tally);
    result.rows.push(...sink.rows);
    state = next;
  }
  const cut = format.atEnd?.(state);
  if (cut !== undefined) tally.note(cut);
  const feeds = bytes.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
  result.read = feeds + (bytes.length > 0 && bytes.at(-1) !== 10 ? 1 : 0);
  return result;
}

/** The sum that must hold for every file. */
export function accounted(result: Parsed): number {
  const skipped = Object.values(result.skipped).reduce((sum, count) => sum + count, 0);
  return result.parsed + result.rejects.length + skipped;
}

/** Line and reason of each reject. */
export function reasonsOf(rejects: readonly { line: number; reason: string }[]): [number, string][] {
  return rejects.map(({ line, reason }) => [line, reason]);
}
