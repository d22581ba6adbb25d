import { latin1At } from '../../formats/text/line-bytes.ts';
import { BACKSLASH, LF, QUOTE, SPACE } from '../../kernel/ascii.ts';
import type { ByteWriter } from './unwrapped.ts';

const LETTER_N = 110;
const ESCAPES: ReadonlyMap<number, number> = new Map([
  [98, 8],
  [102, 12],
  [LETTER_N, LF],
  [114, 13],
  [116, 9],
]);

/** Writes the character of `\u0041` at `at`, with its second half if it has one. @returns place behind it; -1: none */
function writeUnicode(bytes: Uint8Array, at: number, end: number, out: ByteWriter): number {
  const [escape, first = '', second = ''] =
    /^\\u([0-9a-f]{4})(?:\\u(d[c-f][0-9a-f]{2}))?/i.exec(latin1At(bytes, at, Math.min(end, at + 12))) ?? [];
  if (escape === undefined) return -1;
  const high = Number.parseInt(first, 16);
  const pair = high >= 0xd800 && high < 0xdc00 && second !== '';
  const codes = pair ? [high, Number.parseInt(second, 16)] : [high];
  out.text(high === LF ? ' ' : String.fromCharCode(...codes));
  return at + 6 * codes.length;
}

/** Writes the JSON string that begins behind the quote at `open`. @returns where it ends; -1: it is broken */
export function writeString(bytes: Uint8Array, open: number, end: number, out: ByteWriter): number {
  let from = open;
  for (let at = open; at < end;) {
    const byte = bytes[at]!;
    if (byte !== QUOTE && byte !== BACKSLASH) {
      at++;
      continue;
    }
    out.copy(bytes, from, at);
    if (byte === QUOTE) return at;
    const escape = bytes[at + 1] ?? 0;
    if (escape === LETTER_N && bytes[at + 2] !== QUOTE) {
      // What was one record stays one line.
      out.byte(SPACE);
      at += 2;
    } else if (escape === 117) {
      at = writeUnicode(bytes, at, end, out);
      if (at < 0) return -1;
    } else {
      out.byte(ESCAPES.get(escape) ?? escape);
      at += 2;
    }
    from = at;
  }
  return -1;
}
