import type { PageWriter } from '../../../kernel/page-writer.ts';

/** Bytes before a value that say how many it has. */
const LENGTH = 4;
/** Longest text of an IPv4 address. */
export const MAX_DOTTED = 15;
const DOT = 46;

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

/** Appends a text in Parquet's PLAIN encoding: in UTF-8, behind its length in four bytes. */
export function appendText(writer: PageWriter, text: string): void {
  const bytes = Buffer.from(text);
  writer.appendInt32(bytes.length);
  writer.appendBytes(bytes);
}

/** Appends `values[from, to)`, IPv4 addresses as 32 bits, dotted, each as `appendText` does it. */
export function appendDotted(writer: PageWriter, values: Int32Array, from: number, to: number): void {
  // The digits of a part are copied as three bytes, whatever they are: the last may need two more than there are.
  const room = (to - from) * (LENGTH + MAX_DOTTED) + 2;
  let at = writer.extend(room);
  const most = at + room;
  const { bytes } = writer;
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
  writer.shrink(most - at);
}
