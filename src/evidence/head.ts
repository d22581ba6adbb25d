import type { Files } from '../base/ports.ts';
import type { Outcome } from './archives/gunzip.ts';
import type { Packing } from './archives/packings/index.ts';
import type { StoredFile } from './blocks.ts';
import { readBlocks } from './blocks.ts';

const SMALL_BLOCK_BYTES = 64 * 1024;

/** The beginning of a file, or all of it. */
interface Start {
  bytes: Uint8Array;
  whole: boolean;
  /** Why there is not more. */
  problem?: string;
}

/** The first `max` bytes of the content. */
async function firstOf(content: AsyncIterable<Uint8Array>, max: number, outcome: Outcome): Promise<Start> {
  const bytes = new Uint8Array(max);
  let length = 0;
  let whole = true;
  for await (const piece of content) {
    const fits = piece.subarray(0, max - length);
    bytes.set(fits, length);
    length += fits.length;
    if (fits.length < piece.length) {
      whole = false;
      break;
    }
  }
  return { bytes: bytes.subarray(0, length), whole, ...(outcome.problem && { problem: outcome.problem }) };
}

/** The first `max` bytes of a file as stored. */
export async function readHead(file: StoredFile, max: number, effects: Files): Promise<Start> {
  const outcome: Outcome = {};
  const size = Math.min(max, file.bytes + 1);
  return firstOf(readBlocks(file, SMALL_BLOCK_BYTES, undefined, outcome, effects), size, outcome);
}

/**
 * The first `max` bytes of what a compressed file holds.
 * @param stored its beginning; if that is all of it, the file is not opened again
 */
export async function unpackHead(
  file: StoredFile,
  { unpack }: Packing,
  stored: Start,
  max: number,
  effects: Files,
): Promise<Start> {
  async function* once(): AsyncGenerator<Uint8Array> {
    yield stored.bytes;
  }
  const outcome: Outcome = {};
  const source = stored.whole ? once() : readBlocks(file, SMALL_BLOCK_BYTES, undefined, outcome, effects);
  try {
    return await firstOf(unpack(source, undefined, outcome), max, outcome);
  } finally {
    await source.return(undefined);
  }
}
