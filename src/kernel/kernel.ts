import { randomFillSync } from 'node:crypto';
// Without a port: the program's own WebAssembly, read once as it is loaded.
import { readFileSync } from 'node:fs';
import { parseDay, parseStamp } from './byte-time.ts';

/** What `assembly/index.ts` exports; places are in the kernel's memory. */
export interface Exports {
  readonly memory: WebAssembly.Memory;
  /** Read lines in `[from, end)`, see there. @returns where they stopped */
  readAccess(from: number, end: number): number;
  readFields(from: number, end: number, fields: number): number;
  /** Encode whole numbers of 32 bits, see `assembly/pack.ts`. @returns bytes written */
  packHybrid(from: number, count: number, base: number, width: number, to: number): number;
  /** @returns how many codes are not 0 */
  present(from: number, rows: number, levels: number): number;
  /** Answer lines of addresses, see `assembly/answers.ts`. @returns where it stopped */
  answerLines(
    from: number,
    end: number,
    out: number,
    outEnd: number,
    entry: number,
    starts: number,
    tails: number,
  ): number;
  readonly answered: WebAssembly.Global;
  readonly answersEnd: WebAssembly.Global;
  readonly unknownSegment: WebAssembly.Global;
  /** Forgets all values. */
  forget(seed: bigint): void;
  /** Forgets all rows. */
  fetched(): void;
  readonly rows: WebAssembly.Global;
  /** Not 0: there was no room for another value. */
  readonly crowded: WebAssembly.Global;
}

/** Whom the kernel asks what it does not know; `start`, `end` and `at` are places in its memory. */
export interface Host {
  /** @param flags what is in the text, see `FLAG` */
  textCode(field: number, start: number, end: number, flags: number): number;
  v4Code(field: number, address: number): number;
  /** 0: it is no address. */
  addressCode(field: number, start: number, end: number): number;
}

/** What the kernel says of the bytes of a text. */
export const FLAG = {
  /** Bytes that are not ASCII, or NUL. */
  unstorable: 1,
  /** A backslash. */
  escape: 2,
  plus: 4,
} as const;

/** Numbers of `assembly/layout.ts`. */
const LAYOUT = [
  'ROWS',
  'KINDS_AT',
  'MOST_AT',
  'WRITERS_AT',
  'COLUMNS_AT',
  'STRIDE',
  'TEXT_AT',
  'SLACK',
] as const;
type Layout = Record<(typeof LAYOUT)[number], number>;

const PAGE_BYTES = 65_536;

const SEED = new BigUint64Array(1);

const NOBODY: Host = { textCode: () => 0, v4Code: () => 0, addressCode: () => 0 };

/** A line of more fields the kernel does not read; `FIELDS` of `assembly/layout.ts`. */
export const MAX_FIELDS = 128;

/** More writers than one table's columns have; they are forgotten then. */
const MAX_WRITERS = 1000;

/** The inner loops of reading, compiled to WebAssembly, and the memory that they work on. */
export class Kernel {
  readonly calls: Exports;
  readonly layout: Layout;
  host: Host = NOBODY;
  /** A view of the memory, a new one when it has grown. */
  bytes: Uint8Array = new Uint8Array(0);
  /** Whose codes it knows: they outlive a chunk, as the rows do. */
  #owner: object | undefined;
  #generation = 0;
  /** Numbers of those that write values: the same bytes may mean another text to another one. */
  readonly #writers = new Map<object, number>();
  #ints: Int32Array[] = [];
  #doubles: Float64Array[] = [];

  constructor() {
    const module = new WebAssembly.Module(readFileSync(new URL('./kernel.wasm', import.meta.url)));
    const host = {
      textCode: (field: number, start: number, end: number, flags: number) =>
        this.host.textCode(field, start, end, flags),
      v4Code: (field: number, address: number) => this.host.v4Code(field, address),
      addressCode: (field: number, start: number, end: number) => this.host.addressCode(field, start, end),
      dayAt: (at: number) => parseDay(this.bytes, at),
      stampAt: (at: number) => parseStamp(this.bytes, at),
    };
    const { exports } = new WebAssembly.Instance(module, { host });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is built together with this file
    this.calls = exports as unknown as Exports;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same
    const globals = exports as unknown as Record<string, WebAssembly.Global>;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all names are there
    this.layout = Object.fromEntries(LAYOUT.map((name) => [name, globals[name]!.value])) as Layout;
  }

  /** Knows the codes of this owner's generation from here on, and no others. */
  serve(owner: object, generation: number): void {
    if (this.#owner === owner && this.#generation === generation) return;
    this.#owner = owner;
    this.#generation = generation;
    this.#writers.clear();
    this.forget();
  }

  /** Says who writes the values of each field; undefined: nobody. */
  setWriters(writers: readonly (object | undefined)[]): void {
    if (this.#writers.size > MAX_WRITERS) {
      this.#writers.clear();
      this.forget();
    }
    const numbers = new Int32Array(this.calls.memory.buffer, this.layout.WRITERS_AT, MAX_FIELDS);
    for (const [field, writer] of writers.entries()) {
      if (writer !== undefined) numbers[field] = this.#numberOf(writer);
    }
  }

  #numberOf(writer: object): number {
    let number = this.#writers.get(writer);
    if (number === undefined) {
      number = this.#writers.size + 1;
      this.#writers.set(writer, number);
    }
    return number;
  }

  /** Forgets all values and their codes. */
  forget(): void {
    this.calls.forget(randomFillSync(SEED)[0]!);
  }

  /** Puts a text in place of the one before. @returns where it begins */
  load(text: Uint8Array): number {
    const { TEXT_AT, SLACK } = this.layout;
    this.#reserve(TEXT_AT + text.length + SLACK);
    this.bytes.set(text, TEXT_AT);
    return TEXT_AT;
  }

  /** Room for other work, in the place of the text. @returns where it begins, a multiple of 64 */
  room(bytes: number): number {
    const { TEXT_AT } = this.layout;
    this.#reserve(TEXT_AT + bytes);
    return TEXT_AT;
  }

  /** A column of whole numbers of 32 bits, or of numbers of values. */
  ints(field: number): Int32Array {
    return (this.#ints[field] ??= new Int32Array(
      this.calls.memory.buffer,
      this.#columnAt(field),
      this.layout.ROWS,
    ));
  }

  /** A column of other numbers. */
  doubles(field: number): Float64Array {
    return (this.#doubles[field] ??= new Float64Array(
      this.calls.memory.buffer,
      this.#columnAt(field),
      this.layout.ROWS,
    ));
  }

  #columnAt(field: number): number {
    return this.layout.COLUMNS_AT + field * this.layout.STRIDE;
  }

  #reserve(bytes: number): void {
    const { memory } = this.calls;
    const missing = bytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    if (this.bytes.buffer === memory.buffer) return;
    this.bytes = new Uint8Array(memory.buffer);
    this.#ints = [];
    this.#doubles = [];
  }
}

let shared: Kernel | undefined;

/** This thread's kernel; it holds one text at a time. */
export function sharedKernel(): Kernel {
  shared ??= new Kernel();
  return shared;
}
