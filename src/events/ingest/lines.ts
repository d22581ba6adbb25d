import type { Chunk } from '../../tables/tally.ts';

/** Where files are cut; tests make them small. */
export interface CutLimits {
  /** Size of a block, more than `lineBytes`. */
  blockBytes: number;
  /** Longest line that is read, without its line end. */
  lineBytes: number;
}

export const CUT_LIMITS: CutLimits = { blockBytes: 4 * 2 ** 20, lineBytes: 2 ** 20 };

/** Whole lines in `bytes[start, end)`; `line` and `offset` are those of the first. */
export interface Block {
  kind: 'block';
  bytes: Uint8Array<ArrayBuffer>;
  start: number;
  end: number;
  line: number;
  offset: number;
  lines: number;
}

/** A line that is too long to be read; it was passed over without being held in memory. */
export interface LongLine {
  kind: 'long line';
  line: number;
  offset: number;
  length: number;
}

/** A line that is there in part only, as what follows was not read. */
export interface CutLine {
  kind: 'cut line';
  line: number;
  offset: number;
}

const LF = 10;

/** Number of line feeds in `bytes[start, end)`. To search for each takes a third of the time that to look at each byte does. */
export function countLines(bytes: Uint8Array, start: number, end: number): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, end);
  let count = 0;
  for (let at = buffer.indexOf(LF, start); at >= 0; at = buffer.indexOf(LF, at + 1)) count++;
  return count;
}

/** Where a line of a chunk begins in the file. @param line its number, at least the chunk's */
export function offsetIn(chunk: Chunk, line: number): number {
  const { bytes, end, start, offset } = chunk;
  let at = start;
  for (let number = chunk.line; number < line && at < end; number++) {
    const next = bytes.indexOf(LF, at);
    at = next < 0 ? end : next + 1;
  }
  return offset + at - start;
}

/** A line longer than the limit within `bytes[start, end)`, which ends behind a line end (or the file's end). */
function findLongLine(
  bytes: Uint8Array,
  start: number,
  end: number,
  limit: number,
): { from: number; to: number } | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  // A line longer than the limit covers a whole step of half the limit, so looking once per step finds it.
  const step = Math.max(1, limit >> 1);
  for (let at = start + step; at < end; at += step) {
    const next = buffer.indexOf(LF, at);
    const to = next < 0 || next >= end ? end : next;
    if (to - at < step) continue;
    const from = Math.max(start, buffer.lastIndexOf(LF, at - 1) + 1);
    if (to - from > limit) return { from, to };
  }
  return undefined;
}

/** Where blocks come from, and where one goes that is not yielded. */
export interface Buffers {
  /** A buffer of `blockBytes`, once there is one. */
  take(): Promise<Uint8Array<ArrayBuffer>>;
  give(buffer: Uint8Array<ArrayBuffer>): void;
}

/**
 * Cuts a file's content into blocks that end at line ends. At most one block and the beginning of one line are
 * held, whatever the content: a line over the limit is counted and dropped.
 *
 * A block that was yielded belongs to the caller.
 * @param isPart asked at the content's end: is it the beginning of a longer one? Then a line without a line end is half a line.
 */
export async function* cutLines(
  content: AsyncIterable<Uint8Array>,
  buffers: Buffers,
  limits: CutLimits = CUT_LIMITS,
  isPart: () => Promise<boolean> = async () => false,
): AsyncGenerator<Block | LongLine | CutLine> {
  let line = 1;
  let offset = 0;
  let block: Uint8Array<ArrayBuffer> | undefined;
  let filled = 0;
  /** Bytes of an over-long line that were dropped so far. */
  let dropped = 0;

  function* emit(bytes: Uint8Array<ArrayBuffer>, end: number): Generator<Block | LongLine> {
    let start = 0;
    let handedOver = false;
    const base = offset;
    for (;;) {
      const long = findLongLine(bytes, start, end, limits.lineBytes);
      const stop = long?.from ?? end;
      if (stop > start) {
        // Only the last piece may give the buffer away; an earlier one gets its own.
        const own = long === undefined ? bytes : bytes.slice(0, stop);
        const lines = countLines(own, start, stop) + Number(own[stop - 1] !== LF);
        handedOver = own === bytes;
        yield { kind: 'block', bytes: own, start, end: stop, line, offset: base + start, lines };
        line += lines;
      }
      if (long === undefined) break;
      yield { kind: 'long line', line, offset: base + long.from, length: long.to - long.from };
      line++;
      start = Math.min(end, long.to + 1);
    }
    if (!handedOver) buffers.give(bytes);
    offset = base + end;
  }

  for await (const piece of content) {
    let at = 0;
    while (at < piece.length) {
      if (dropped > 0) {
        const next = piece.indexOf(LF, at);
        const end = next < 0 ? piece.length : next;
        dropped += end - at;
        at = end;
        if (next < 0) break;
        at++;
        yield { kind: 'long line', line, offset, length: dropped };
        line++;
        offset += dropped + 1;
        dropped = 0;
        continue;
      }
      block ??= await buffers.take();
      const count = Math.min(limits.blockBytes - filled, piece.length - at);
      block.set(piece.subarray(at, at + count), filled);
      filled += count;
      at += count;
      if (filled < limits.blockBytes) continue;
      const cut = block.lastIndexOf(LF) + 1;
      const rest = block.slice(cut, filled);
      if (cut > 0) {
        yield* emit(block, cut);
        block = undefined;
      }
      filled = 0;
      if (rest.length > limits.lineBytes) {
        dropped = rest.length;
      } else {
        block ??= await buffers.take();
        block.set(rest);
        filled = rest.length;
      }
    }
  }
  const part = await isPart();
  if (part && dropped === 0) filled = (block?.lastIndexOf(LF, filled - 1) ?? -1) + 1;
  else if (dropped > 0 && !part) yield { kind: 'long line', line, offset, length: dropped };
  if (block !== undefined && filled > 0) yield* emit(block, filled);
  else if (block !== undefined) buffers.give(block);
  if (part) yield { kind: 'cut line', line, offset };
}
