import { sharedKernel } from '../../../kernel/kernel.ts';
import { bitWidth, packHybrid, packRun } from '../../../kernel/bit-pack.ts';
import { MAX_DELTA_RANGE, packDeltas } from './delta.ts';
import { ENCODING } from './metadata.ts';
import type { ColumnType } from './metadata.ts';
import { appendPlain, FewNumbers, Numbers, rangeOf } from './numbers.ts';
import { PageWriter } from '../../../kernel/page-writer.ts';
import type { EncodedColumn } from './pages.ts';

/** Distinct texts, which can write themselves in Parquet's PLAIN encoding: each behind its length in four bytes. */
export interface PlainTexts {
  readonly size: number;
  appendPlain(out: PageWriter): void;
}

export type NumberType = Exclude<ColumnType, 'text'>;

/** Encodes columns, one after the other: what it returns is good until the next one. Undefined: all rows are null. */
export class ColumnEncoder {
  readonly #page = new PageWriter(2 ** 18);
  readonly #dictionary = new PageWriter(2 ** 18);
  readonly #numbers = new Numbers();
  readonly #few = new FewNumbers();
  /** A row's code, without those of null. */
  #codes = new Int32Array(0);
  /** A row's definition level: 0 is null. */
  #levels = new Int32Array(0);

  /**
   * @param codes from 1, 0 for null
   * @param distinct the text of code 1 first
   */
  texts(name: string, codes: Int32Array, rows: number, distinct: PlainTexts): EncodedColumn | undefined {
    this.#reserve(rows);
    const count = this.#presentCodes(codes, rows);
    if (count === 0) return undefined;
    const levels = this.#begin(rows, count);
    this.#appendCodes(count === rows ? codes : this.#codes, count, 1, distinct.size);
    this.#dictionary.clear();
    distinct.appendPlain(this.#dictionary);
    return {
      name,
      type: 'text',
      nulls: rows - count,
      encoding: ENCODING.dictionary,
      levels,
      page: this.#page.getBytes(),
      dictionary: { size: distinct.size, bytes: this.#dictionary.getBytes() },
    };
  }

  /** @param missing the value that stands for null */
  ints(name: string, items: Int32Array, rows: number, missing: number): EncodedColumn | undefined {
    this.#reserve(rows);
    this.#numbers.ofInts(items, rows, missing, this.#levels);
    return this.#encode(name, 'int', rows);
  }

  /** @param items NaN stands for null @param divisor what the values are to be divided by */
  longs(
    name: string,
    type: NumberType,
    items: Float64Array,
    rows: number,
    divisor: number,
  ): EncodedColumn | undefined {
    this.#reserve(rows);
    this.#numbers.ofDoubles(items, rows, divisor, this.#levels);
    return this.#encode(name, type, rows);
  }

  #encode(name: string, type: NumberType, rows: number): EncodedColumn | undefined {
    const { values, count } = this.#numbers;
    if (count === 0) return undefined;
    const levels = this.#begin(rows, count);
    const few = this.#few;
    const isFew = few.find(this.#numbers, this.#codes);
    const { min, max } = isFew ? rangeOf(few.values, few.size) : rangeOf(values, count);
    const column = { name, type, nulls: rows - count, levels, range: { min, max } };
    const width = type === 'int' ? 4 : 8;
    if (isFew) {
      this.#appendCodes(this.#codes, count, 0, few.size);
      this.#dictionary.clear();
      appendPlain(this.#dictionary, few.values, few.size, width);
      const dictionary = { size: few.size, bytes: this.#dictionary.getBytes() };
      return { ...column, encoding: ENCODING.dictionary, page: this.#page.getBytes(), dictionary };
    }
    const narrow = max - min < MAX_DELTA_RANGE && Math.abs(max) < MAX_DELTA_RANGE;
    if (narrow) packDeltas(this.#page, values, count);
    else appendPlain(this.#page, values, count, width);
    return { ...column, encoding: narrow ? ENCODING.delta : ENCODING.plain, page: this.#page.getBytes() };
  }

  /** Appends codes that count from `base`, behind the byte that says how wide they are. */
  #appendCodes(codes: Int32Array, count: number, base: number, distinct: number): void {
    const width = Math.max(1, bitWidth(distinct - 1));
    this.#page.appendUint8(width);
    if (distinct === 1) packRun(this.#page, 0, count, width);
    else packHybrid(this.#page, codes, count, base, width);
  }

  /** A column without a value. */
  nulls(name: string, type: ColumnType, rows: number): EncodedColumn {
    this.#page.clear();
    packRun(this.#page, 0, rows, 1);
    const levels = this.#page.index;
    return { name, type, nulls: rows, levels, encoding: ENCODING.plain, page: this.#page.getBytes() };
  }

  /** Begins the page with the rows' levels. @returns how many bytes that took */
  #begin(rows: number, count: number): number {
    this.#page.clear();
    if (count === rows) packRun(this.#page, 1, rows, 1);
    else packHybrid(this.#page, this.#levels, rows, 0, 1);
    return this.#page.index;
  }

  /** Puts the codes of values that are not null side by side. @returns how many there are */
  #presentCodes(codes: Int32Array, rows: number): number {
    const kernel = sharedKernel();
    const from = kernel.room(rows * 8);
    const [found, levels] = [from, from + rows * 4].map(
      (at) => new Int32Array(kernel.bytes.buffer, at, rows),
    );
    found!.set(codes.subarray(0, rows));
    const count = kernel.calls.present(from, rows, from + rows * 4);
    if (count === rows) return rows;
    this.#levels.set(levels!);
    this.#codes.set(found!.subarray(0, count));
    return count;
  }

  #reserve(rows: number): void {
    if (this.#codes.length >= rows) return;
    this.#codes = new Int32Array(rows);
    this.#levels = new Int32Array(rows);
  }
}
