import type { Hash } from 'node:crypto';
import type { Files } from '../base/ports.ts';
import type { Outcome } from './archives/gunzip.ts';
import { fsReason } from '../base/fs-reason.ts';

/** Measured: larger blocks are no faster, smaller ones cost a turn of the event loop each. */
export const BLOCK_BYTES = 4 * 2 ** 20;
/** For a file that grew since its size was taken. */
const MIN_BLOCK_BYTES = 4096;

/** A file on disk: its name, as bytes where it is not valid UTF-8, and its size as the survey saw it. */
export interface Stored {
  at: string | Buffer;
  bytes: number;
}

/** Memory that is not cleared first. No `Buffer`, whose `slice` does not copy what is only lent. */
function block(bytes: number): Uint8Array {
  return new Uint8Array(Buffer.allocUnsafeSlow(bytes).buffer);
}

/**
 * The file in blocks, hashed on the way; the next block is read while the caller works on the last one, into
 * the other of two buffers. A read error ends it and is left in `outcome`.
 */
export async function* readBlocks(
  file: Stored,
  blockBytes: number,
  hash: Hash | undefined,
  outcome: Outcome,
  effects: Files,
): AsyncGenerator<Uint8Array> {
  try {
    const handle = await effects.fs.open(file.at, 'r');
    try {
      // One byte more than the file has, so that the second read sees its end.
      const size = Math.min(blockBytes, Math.max(file.bytes + 1, MIN_BLOCK_BYTES));
      const buffers = [block(size), block(size)] as const;
      let turn = 0;
      const read = async (): Promise<Uint8Array> => {
        const buffer = buffers[turn === 0 ? 0 : 1];
        turn = 1 - turn;
        const { bytesRead } = await handle.read(buffer, 0, size, null);
        return buffer.subarray(0, bytesRead);
      };
      let pending = read();
      try {
        for (;;) {
          const filled = await pending;
          if (filled.length === 0) return;
          pending = read();
          hash?.update(filled);
          yield filled;
        }
      } finally {
        await Promise.allSettled([pending]);
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    outcome.problem = `reading failed: ${fsReason(error)}`;
  }
}
