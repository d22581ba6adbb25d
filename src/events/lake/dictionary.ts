import { ByteIndex } from './byte-index.ts';
import type { PageWriter } from '../../kernel/page-writer.ts';

/** The values of one column of one part, most of them once. Codes count from 1; 0 is null. */
export interface Distinct {
  readonly size: number;
  /** Bytes held, for bounding memory. */
  readonly held: number;
  textOf(code: number): string;
  /** Appends all values in Parquet's PLAIN encoding, that of code 1 first: its length in four bytes, and the text. */
  appendPlain(out: PageWriter): void;
}

/** Bytes before a text that say how long it is. */
const LENGTH = 4;

/** What a VARCHAR can hold: UTF-8. Bytes that are not UTF-8, and NUL, become U+FFFD. */
function storable(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
}

/** Room for a text's bytes while it is looked up. */
let scratch = Buffer.alloc(4096);

/** Writes a text into `scratch` as UTF-8, lone surrogates as U+FFFD. @returns its length */
function encode(text: string): number {
  const { length } = text;
  if (length * 3 > scratch.length) scratch = Buffer.alloc(length * 6);
  // A short text is written faster than the library is asked to.
  if (length > 64) return scratch.write(text);
  for (let at = 0; at < length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 127) return scratch.write(text);
    scratch[at] = unit;
  }
  return length;
}

/** The texts of a column, as their UTF-8 bytes: strings are made of them when they are asked for. */
export class Dictionary implements Distinct {
  /** The texts as Parquet's PLAIN encoding has them. */
  #bytes = Buffer.allocUnsafe(16_384);
  /** Where the text of code c ends at c; behind it come the next one's length and that text. */
  #ends = new Int32Array(512);
  size = 0;
  /** Made when it is first needed: most texts are found by the bytes they come from, and then are known to be new. */
  #index: ByteIndex | undefined;
  /** Codes of all texts, once one of them has found no slot in the index. */
  #crowded: Map<string, number> | undefined;

  get held(): number {
    return this.#ends[this.size]!;
  }

  textOf(code: number): string {
    return this.#bytes.toString('utf8', this.#ends[code - 1]! + LENGTH, this.#ends[code]);
  }

  appendPlain(out: PageWriter): void {
    out.appendBytes(this.#bytes.subarray(0, this.#ends[this.size]));
  }

  /** The code of a text, a new one if it is new. */
  code(text: string): number {
    const length = encode(storable(text));
    return this.codeOf(scratch, 0, length);
  }

  /** The code of a text whose UTF-8 bytes are given; they hold no NUL. */
  codeOf(bytes: Uint8Array, start: number, end: number): number {
    this.#index ??= this.#indexed();
    return this.#index.code(bytes, start, end);
  }

  /** The same of a text that no other call of `add` was given; only if the others were called does it look for it. */
  add(bytes: Uint8Array, start: number, end: number): number {
    return this.#index === undefined ? this.#push(bytes, start, end) : this.#index.code(bytes, start, end);
  }

  /** A new code, without a look for the one that the text may have. */
  append(bytes: Uint8Array, start: number, end: number): number {
    return this.#push(bytes, start, end);
  }

  /** Forgets all texts, and keeps the room: a column that needed an index in one part needs one in the next. */
  clear(): void {
    this.size = 0;
    this.#index?.clear();
    this.#crowded = undefined;
  }

  /** An index of the texts so far, which finds or adds. */
  #indexed(): ByteIndex {
    const { size } = this;
    let known = 1;
    const index = new ByteIndex((bytes, start, end, crowded) => {
      if (crowded) this.#crowded ??= this.#byText();
      return known <= size ? known : this.#find(bytes, start, end);
    });
    for (; known <= size; known++) {
      index.code(this.#bytes, this.#ends[known - 1]! + LENGTH, this.#ends[known]!);
    }
    return index;
  }

  #byText(): Map<string, number> {
    const codes = new Map<string, number>();
    for (let code = 1; code <= this.size; code++) codes.set(this.textOf(code), code);
    return codes;
  }

  /** The code of a text that the index does not have. */
  #find(bytes: Uint8Array, start: number, end: number): number {
    if (this.#crowded === undefined) return this.#push(bytes, start, end);
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString();
    const known = this.#crowded.get(text);
    if (known !== undefined) return known;
    const code = this.#push(bytes, start, end);
    this.#crowded.set(text, code);
    return code;
  }

  #push(bytes: Uint8Array, start: number, end: number): number {
    const from = this.#ends[this.size]! + LENGTH;
    const to = from + end - start;
    this.#reserve(to);
    const kept = this.#bytes;
    const length = end - start;
    kept[from - 4] = length;
    kept[from - 3] = length >>> 8;
    kept[from - 2] = length >>> 16;
    kept[from - 1] = length >>> 24;
    copy(bytes, start, end, kept, from);
    this.#ends[++this.size] = to;
    return this.size;
  }

  #reserve(bytes: number): void {
    if (bytes > this.#bytes.length) {
      const wider = Buffer.allocUnsafe(Math.max(bytes, this.#bytes.length * 2));
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    if (this.size + 1 >= this.#ends.length) {
      const more = new Int32Array(this.#ends.length * 2);
      more.set(this.#ends);
      this.#ends = more;
    }
  }
}

/** Longer texts are copied by the library, shorter ones byte by byte, which is faster than to ask it. */
const LONG = 128;

function copy(from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): void {
  if (end - start > LONG) to.set(from.subarray(start, end), at);
  else for (let i = start; i < end; i++) to[at + i - start] = from[i]!;
}

/** Are the bytes ASCII without NUL? Then they are the text that they are, and may be stored as it. */
export function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === 0 || byte > 127) return false;
  }
  return true;
}
