import { isUtf8 } from 'node:buffer';
import { BACKSLASH } from '../../kernel/ascii.ts';

/** Letters that stand for a byte behind a backslash (Apache, `ap_escape_logitem`). */
const LETTERS: ReadonlyMap<number, number> = new Map([
  [34, 34],
  [92, 92],
  [98, 8],
  [110, 10],
  [114, 13],
  [116, 9],
  [118, 11],
]);

function hexPair(bytes: Uint8Array, at: number): number {
  const pair = String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0);
  return /^[0-9a-f]{2}$/i.test(pair) ? Number.parseInt(pair, 16) : -1;
}

/**
 * What the client sent, from how Apache (`\"`, `\\`, `\n`, `\xhh`) or nginx (`\xHH`) wrote it. If the bytes are
 * not UTF-8 the text stays as it was written, so that nothing is lost.
 */
export function unescapeLog(raw: string): string {
  if (!raw.includes('\\')) return raw;
  const from = Buffer.from(raw);
  const to = Buffer.alloc(from.length);
  let length = 0;
  for (let at = 0; at < from.length; at++) {
    const byte = from[at]!;
    const next = from[at + 1];
    const hex = byte === BACKSLASH && next === 120 ? hexPair(from, at + 2) : -1;
    const letter = byte === BACKSLASH && next !== undefined ? LETTERS.get(next) : undefined;
    to[length++] = hex >= 0 ? hex : (letter ?? byte);
    if (hex >= 0) at += 3;
    else if (letter !== undefined) at++;
  }
  const sent = to.subarray(0, length);
  return isUtf8(sent) ? sent.toString() : raw;
}
