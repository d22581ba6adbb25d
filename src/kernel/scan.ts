import type { Chunk, Tally } from '../tables/tally.ts';
import type { RowSink } from '../tables/rows.ts';
import type { FieldPlan } from './fields.ts';
import { FLAG, MAX_FIELDS, sharedKernel } from './kernel.ts';
import type { Exports, Host, Kernel } from './kernel.ts';
import type { Target } from './target.ts';

/**
 * Reads the good lines of a chunk into a sink, many at a time. What is not good it leaves to who called: the kernel
 * stops before such a line, and goes on behind it when it is called again.
 */
export class Scan implements Host {
  readonly #kernel: Kernel = sharedKernel();
  readonly #sink: RowSink;
  readonly #tally: Tally;
  /** The kernel's place of a byte, less the chunk's. */
  readonly #shift: number;
  #targets: readonly Target[] = [];
  #read: (calls: Exports, from: number, end: number) => number = (_calls, from) => from;

  /** Number of the line at the place that `read` returned. */
  line: number;

  constructor(chunk: Chunk, sink: RowSink, tally: Tally) {
    this.#sink = sink;
    this.#tally = tally;
    this.#shift = this.#kernel.load(chunk.bytes.subarray(chunk.start, chunk.end)) - chunk.start;
    this.line = chunk.line;
    this.#kernel.host = this;
    // Rows of a reading that something ended in its middle.
    this.#kernel.calls.fetched();
    this.#kernel.serve(sink, sink.generation);
  }

  /** Access logs from here on. @param targets by the numbers that `assembly/access.ts` gives its columns */
  useAccess(targets: readonly Target[]): void {
    this.#use(targets);
    this.#read = (calls, from, end) => calls.readAccess(from, end);
  }

  /**
   * Lines of fields from here on, a space between them.
   * @throws RangeError if there are more than `MAX_FIELDS`
   */
  useFields({ kinds, most, targets }: FieldPlan): void {
    const { bytes, layout, calls } = this.#kernel;
    if (kinds.length > MAX_FIELDS) throw new RangeError(`${kinds.length} fields`);
    bytes.set(kinds, layout.KINDS_AT);
    new Int32Array(calls.memory.buffer, layout.MOST_AT, MAX_FIELDS).set(most);
    this.#use(targets);
    this.#read = (exports, from, end) => exports.readFields(from, end, kinds.length);
  }

  /**
   * Reads lines from `at` on, the first of them number `line`.
   * @param end behind a line feed
   * @returns place of the line that is left, or `end`; its number is in `line`
   */
  read(at: number, end: number, line: number): number {
    const { calls, layout } = this.#kernel;
    const last = end + this.#shift;
    let place = at + this.#shift;
    let refused = -1;
    this.line = line;
    while (place < last) {
      place = this.#read(calls, place, last);
      const full = calls.rows.value === layout.ROWS;
      const crowded = calls.crowded.value !== 0;
      this.#fetch();
      if (crowded) this.#kernel.forget();
      // A line that does not even fit a kernel that knows no values is left.
      if (crowded ? place === refused : !full) break;
      if (crowded) refused = place;
    }
    return place - this.#shift;
  }

  #use(targets: readonly Target[]): void {
    this.#kernel.setWriters(targets.map((target) => target?.column));
    this.#targets = targets;
  }

  /** Moves the kernel's rows into the sink. */
  #fetch(): void {
    const { calls } = this.#kernel;
    const rows = calls.rows.value;
    if (rows === 0) return;
    this.#sink.reserve(rows);
    for (const [field, target] of this.#targets.entries()) {
      if (target !== undefined) this.#move(field, target, rows);
    }
    this.#sink.nextRows(this.line, rows);
    this.#tally.parsed(rows);
    this.line += rows;
    calls.fetched();
  }

  #move(field: number, target: Exclude<Target, undefined>, rows: number): void {
    const kernel = this.#kernel;
    switch (target.kind) {
      case 'int':
        target.column.setRows(kernel.ints(field).subarray(0, rows));
        break;
      case 'long':
      case 'time':
        target.column.setRows(kernel.doubles(field).subarray(0, rows));
        break;
      default:
        target.column.setRows(kernel.ints(field).subarray(0, rows));
    }
  }

  textCode(field: number, start: number, end: number, flags: number): number {
    const target = this.#targets[field];
    if (target?.kind !== 'text') return 0;
    const { column, special = 0 } = target;
    const { bytes } = this.#kernel;
    if (target.codeOf !== undefined) return target.codeOf(bytes, start, end);
    return (flags & (FLAG.unstorable | special)) === 0
      ? column.append(bytes, start, end)
      : column.codeOfBytes(bytes, start, end);
  }

  v4Code(field: number, address: number): number {
    const target = this.#targets[field];
    return target?.kind === 'address' ? target.column.appendV4(address) : 0;
  }

  addressCode(field: number, start: number, end: number): number {
    const target = this.#targets[field];
    return target?.kind === 'address' ? target.column.codeOfBytes(this.#kernel.bytes, start, end) : 0;
  }
}
