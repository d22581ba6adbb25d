import type { PageWriter } from './page-writer.ts';

const TWO_TO_32 = 2 ** 32;
const MULTIPLIER = 0x9e37_79b1;
/** With more distinct values than this, their differences take about as little room. */
const MAX_DISTINCT = 1024;
const SLOTS = MAX_DISTINCT * 4;

/** A column's numbers without its nulls. */
export class Numbers {
  values = new Float64Array(0);
  count = 0;
  min = 0;
  max = 0;

  /** Room for the values of so many rows, and one more. */
  room(rows: number): Float64Array {
    if (this.values.length <= rows) this.values = new Float64Array(rows + 1);
    return this.values;
  }

  /** Says how many values were put in, and finds the least and the most. */
  end(count: number): void {
    this.count = count;
    const values = this.values;
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < count; i++) {
      const value = values[i]!;
      if (value < min) min = value;
      if (value > max) max = value;
    }
    this.min = min;
    this.max = max;
  }
}

/** Finds the distinct values of a column that has few. */
export class FewNumbers {
  readonly #slots = new Int16Array(SLOTS);
  readonly values = new Float64Array(MAX_DISTINCT);
  size = 0;

  /** Puts each value's number among the distinct ones into `codes`; false if there are too many. */
  find(numbers: Numbers, codes: Int32Array): boolean {
    const { values, count } = numbers;
    this.#slots.fill(0);
    this.size = 0;
    let last = Number.NaN;
    let code = 0;
    for (let i = 0; i < count; i++) {
      const value = values[i]!;
      if (value !== last) {
        code = this.#codeOf(value);
        if (code < 0) return false;
        last = value;
      }
      codes[i] = code;
    }
    return true;
  }

  #codeOf(value: number): number {
    const slots = this.#slots;
    let hash = Math.imul(value | 0, MULTIPLIER);
    hash ^= hash >>> 15;
    for (let slot = hash & (SLOTS - 1); ; slot = (slot + 1) & (SLOTS - 1)) {
      const code = slots[slot]! - 1;
      if (code < 0) return this.#add(slot, value);
      if (this.values[code] === value) return code;
    }
  }

  #add(slot: number, value: number): number {
    if (this.size === MAX_DISTINCT) return -1;
    this.values[this.size] = value;
    this.#slots[slot] = ++this.size;
    return this.size - 1;
  }
}

/** Appends whole numbers as they are, 4 or 8 bytes each, the low byte first. */
export function appendPlain(writer: PageWriter, values: Float64Array, count: number, width: 4 | 8): void {
  const at = writer.extend(count * width);
  const view = writer.view;
  for (let i = 0; i < count; i++) {
    const value = values[i]!;
    view.setInt32(at + i * width, value, true);
    if (width === 8) view.setInt32(at + i * width + 4, Math.floor(value / TWO_TO_32), true);
  }
}
