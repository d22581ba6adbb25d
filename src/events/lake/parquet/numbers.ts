import { seed } from '../byte-index.ts';
import type { PageWriter } from '../../../kernel/page-writer.ts';

const TWO_TO_32 = 2 ** 32;
const MULTIPLIER = 0x9e37_79b1;
/** With more distinct values than this, their differences take about as little room. */
const MAX_DISTINCT = 1024;
const SLOTS = MAX_DISTINCT * 4;

/** A column's numbers without its nulls. */
export class Numbers {
  /** The first `count` of them; good until the next column. */
  values: Float64Array = new Float64Array(0);
  count = 0;
  #room = new Float64Array(0);

  /**
   * @param missing the value that stands for null
   * @param levels gets of each row whether it is null (0) or not (1), if any is null
   */
  ofInts(items: Int32Array, rows: number, missing: number, levels: Int32Array): void {
    const values = this.#reserve(rows);
    this.values = values;
    if (!items.subarray(0, rows).includes(missing)) {
      values.set(items.subarray(0, rows));
      this.count = rows;
      return;
    }
    let count = 0;
    for (let row = 0; row < rows; row++) {
      const value = items[row]!;
      levels[row] = value === missing ? 0 : 1;
      values[count] = value;
      if (value !== missing) count++;
    }
    this.count = count;
  }

  /** @param items NaN stands for null @param divisor what the values are to be divided by @param levels as above */
  ofDoubles(items: Float64Array, rows: number, divisor: number, levels: Int32Array): void {
    const complete = !items.subarray(0, rows).includes(Number.NaN);
    if (complete && divisor === 1) {
      this.values = items;
      this.count = rows;
      return;
    }
    const values = this.#reserve(rows);
    this.values = values;
    let count = 0;
    for (let row = 0; row < rows; row++) {
      const value = items[row]!;
      const missing = Number.isNaN(value);
      levels[row] = missing ? 0 : 1;
      values[count] = value / divisor;
      if (!missing) count++;
    }
    this.count = count;
  }

  /** Room for the values of so many rows, and one more. */
  #reserve(rows: number): Float64Array<ArrayBuffer> {
    if (this.#room.length <= rows) this.#room = new Float64Array(rows + 1);
    return this.#room;
  }
}

/** The least and the most of the first `count` values. */
export function rangeOf(values: Float64Array, count: number): { min: number; max: number } {
  let min = values[0]!;
  let max = min;
  for (let i = 1; i < count; i++) {
    const value = values[i]!;
    if (value < min) min = value;
    else if (value > max) max = value;
  }
  return { min, max };
}

/** Finds the distinct values of a column that has few. */
export class FewNumbers {
  readonly #slots = new Int16Array(SLOTS);
  readonly #seed = seed();
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
    let hash = Math.imul(value ^ this.#seed, MULTIPLIER);
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
