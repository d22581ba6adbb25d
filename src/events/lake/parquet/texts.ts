import type { ByteWriter } from 'hyparquet-writer';
import { extend } from './bit-pack.ts';

/** Bytes before a value that say how many it has. */
const LENGTH = 4;
/** Longest text of an IPv4 address. */
export const MAX_DOTTED = 15;
const DOT = 46;
/** A character of a string is at most three bytes of UTF-8. */
const MAX_UTF8 = 3;

/** The digits of each number from 0 to 255, and how many they are, in four bytes. */
const DIGITS = new Uint8Array(256 * 4);
for (let part = 0; part < 256; part++) {
  const digits = Buffer.from(String(part));
  DIGITS.set(digits, part * 4);
  DIGITS[part * 4 + 3] = digits.length;
}

function putPart(to: Uint8Array, at: number, part: number): number {
  const from = part * 4;
  to[at] = DIGITS[from]!;
  to[at + 1] = DIGITS[from + 1]!;
  to[at + 2] = DIGITS[from + 2]!;
  return at + DIGITS[from + 3]!;
}

/** Says that only `written` of the room that `extend` made is used. */
function shrink(writer: ByteWriter, end: number): void {
  writer.offset -= writer.index - end;
  writer.index = end;
}

/** Appends texts in Parquet's PLAIN encoding: each in UTF-8, behind its length in four bytes. */
export function appendTexts(writer: ByteWriter, texts: readonly string[]): void {
  let buffer = Buffer.from(writer.buffer);
  for (const text of texts) {
    writer.ensure(LENGTH + text.length * MAX_UTF8);
    if (buffer.buffer !== writer.buffer) buffer = Buffer.from(writer.buffer);
    const at = writer.index;
    const length = buffer.write(text, at + LENGTH);
    writer.appendInt32(length);
    writer.index += length;
    writer.offset += length;
  }
}

/** Appends `values[from, to)`, IPv4 addresses as 32 bits, dotted, as `appendTexts` does it with texts. */
export function appendDotted(writer: ByteWriter, values: Int32Array, from: number, to: number): void {
  const room = (to - from) * (LENGTH + MAX_DOTTED);
  // The digits of a part are copied as three bytes, whatever they are.
  writer.ensure(room + LENGTH);
  let at = extend(writer, room);
  const bytes = new Uint8Array(writer.buffer);
  for (let i = from; i < to; i++) {
    const value = values[i]!;
    const begin = at + LENGTH;
    let end = putPart(bytes, begin, value >>> 24);
    bytes[end] = DOT;
    end = putPart(bytes, end + 1, (value >>> 16) & 255);
    bytes[end] = DOT;
    end = putPart(bytes, end + 1, (value >>> 8) & 255);
    bytes[end] = DOT;
    end = putPart(bytes, end + 1, value & 255);
    bytes[at] = end - begin;
    bytes[at + 1] = 0;
    bytes[at + 2] = 0;
    bytes[at + 3] = 0;
    at = end;
  }
  shrink(writer, at);
}
