import { MAX_FIELD_BYTES } from '../text/line-bytes.ts';
import { parseDigits } from '../../kernel/byte-time.ts';
import { BACKSLASH } from '../../kernel/ascii.ts';
import type { Instant } from '../text/instant.ts';
import type { ZeekLayout } from './zeek-record.ts';

const DOT = 46;
/** How many microseconds the last digit stands for, by the number of digits behind the point. */
const SCALES = [0, 100_000, 10_000, 1000, 100, 10, 1];

/**
 * The cells of one line as bytes: where each begins and ends. For logs whose separator is one byte, as Zeek writes
 * them; nothing becomes a string.
 */
export class Cells {
  bytes: Uint8Array = new Uint8Array();
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly #separator: number;
  readonly #unset: Uint8Array;
  readonly #empty: Uint8Array;
  readonly #places: ReadonlyMap<string, number>;

  constructor(layout: ZeekLayout) {
    const width = layout.fields?.length ?? 0;
    this.starts = new Int32Array(width + 1);
    this.ends = new Int32Array(width + 1);
    this.#separator = layout.separator.charCodeAt(0);
    this.#unset = Buffer.from(layout.unset);
    this.#empty = Buffer.from(layout.empty);
    this.#places = new Map(layout.fields?.map((name, place) => [name, place]));
  }

  /** Whether the separator is a single byte that is part of no escape and of no character of several bytes. */
  static fit({ separator }: ZeekLayout): boolean {
    const code = separator.charCodeAt(0);
    return separator.length === 1 && code < 128 && code !== BACKSLASH;
  }

  /** Place of a field; -1: the log does not have it. */
  placeOf(name: string): number {
    return this.#places.get(name) ?? -1;
  }

  /**
   * Takes a line apart.
   * @returns how many cells it has, of too many one more than there are fields; -1: it holds an escape or is so long
   *   that a text may have to be cut, and is to be read as text
   */
  take(bytes: Uint8Array, start: number, end: number): number {
    if (end - start > MAX_FIELD_BYTES) return -1;
    this.bytes = bytes;
    const { starts, ends } = this;
    const separator = this.#separator;
    const width = starts.length;
    let count = 0;
    starts[0] = start;
    for (let at = start; at < end; at++) {
      const byte = bytes[at]!;
      if (byte === separator) {
        if (count + 1 >= width) return width;
        ends[count++] = at;
        starts[count] = at + 1;
      } else if (byte === BACKSLASH) return -1;
    }
    ends[count] = end;
    return count + 1;
  }

  #is(place: number, mark: Uint8Array): boolean {
    const start = this.starts[place]!;
    if (this.ends[place]! - start !== mark.length) return false;
    for (let at = 0; at < mark.length; at++) if (this.bytes[start + at] !== mark[at]) return false;
    return true;
  }

  /** Whether the cell has a value. */
  has(place: number): boolean {
    if (place < 0) return false;
    const length = this.ends[place]! - this.starts[place]!;
    if (length !== this.#unset.length && length !== this.#empty.length) return length > 0;
    return length > 0 && !this.#is(place, this.#unset) && !this.#is(place, this.#empty);
  }

  /** The whole number of a cell; -1 if it holds none. */
  count(place: number): number {
    return this.has(place) ? parseDigits(this.bytes, this.starts[place]!, this.ends[place]!) : -1;
  }

  /** Up to six bytes of a cell as one number, to look them up; 0: nothing, -1: it is longer. */
  word(place: number): number {
    if (!this.has(place)) return 0;
    const end = this.ends[place]!;
    if (end - this.starts[place]! > 6) return -1;
    let key = 0;
    for (let at = this.starts[place]!; at < end; at++) key = key * 256 + this.bytes[at]!;
    return key;
  }

  /** Reads seconds since 1970 with up to six digits behind the point. @returns false if the cell is no such number */
  seconds(place: number, into: Instant): boolean {
    if (!this.has(place)) return false;
    const start = this.starts[place]!;
    const end = this.ends[place]!;
    let point = end - 1;
    while (point > end - 7 && point > start && this.bytes[point] !== DOT) point--;
    if (this.bytes[point] !== DOT) point = end;
    if (point - start > 10 || point === end - 1) return false;
    const seconds = parseDigits(this.bytes, start, point);
    const micros = point === end ? 0 : parseDigits(this.bytes, point + 1, end);
    if (seconds < 0 || micros < 0) return false;
    into.seconds = seconds;
    into.micros = point === end ? 0 : micros * SCALES[end - point - 1]!;
    return true;
  }
}

/** What `Cells.word` makes of a text. */
export function wordKey(text: string): number {
  let key = 0;
  for (let at = 0; at < text.length; at++) key = key * 256 + text.charCodeAt(at);
  return key;
}
