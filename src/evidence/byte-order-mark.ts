import type { FileReading } from './evidence-file.ts';

/** U+FEFF in UTF-8, with which Windows begins what it writes. */
const MARK = [0xef, 0xbb, 0xbf] as const;

/** Length of the mark that a file begins with: 3 or 0. */
export function markLength(head: Uint8Array): number {
  return MARK.every((byte, at) => head[at] === byte) ? MARK.length : 0;
}

async function* behind(content: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const block of content) {
    const passed = Math.min(left, block.length);
    left -= passed;
    if (passed < block.length) yield block.subarray(passed);
  }
}

/**
 * The file without its mark, whatever format reads it: a first line that is not recognised for it can cost a transaction
 * of many lines, and what an attacker wrote into one of those is then on a line by itself. The hash stays that of the bytes
 * as stored.
 */
export function withoutMark(opened: FileReading, length: number): FileReading {
  if (length === 0) return opened;
  return { content: behind(opened.content, length), finished: () => opened.finished() };
}
