import type { Hash } from 'node:crypto';
import type { Files } from '../base/ports.ts';
import { openRegular } from '../base/regular-file.ts';
import type { Outcome } from './archives/gunzip.ts';
import { messageOf } from '../model/reason.ts';
import { changeBefore, changeWhile, identityAt, identityOf, sameState } from './identity.ts';
import type { Identity } from './identity.ts';
import { systemMessage } from './system-reason.ts';
import { worded } from './worded.ts';

/** Measured: larger blocks are no faster, smaller ones cost a turn of the event loop each. */
export const BLOCK_BYTES = 4 * 2 ** 20;
/** For very small files. */
const MIN_BLOCK_BYTES = 4096;

/** A file on disk: its name, as bytes where it is not valid UTF-8, and its size as the survey saw it. */
export interface StoredFile {
  at: string | Buffer;
  bytes: number;
  /** All of it, where the survey unpacked it to memory; it has no name then. */
  content?: Uint8Array;
  /** As the survey saw it. Absent of what the survey wrote itself. */
  found?: Identity;
  /** As it was when it was first read to its end: what is read again is no more of it than that. */
  asRead?: Identity;
  /** SHA-256 of those bytes. */
  sha256?: string;
}

/** Memory that is not cleared first. No `Buffer`, whose `slice` does not copy what is only lent. */
function block(bytes: number): Uint8Array {
  return new Uint8Array(Buffer.allocUnsafeSlow(bytes).buffer);
}

/** What happened to a file that was read to its end. Undefined: nothing. */
function changeOf(
  { found, asRead }: StoredFile,
  opened: Identity,
  { read, after, there }: { read: number; after: Identity; there: Identity | undefined },
): string | undefined {
  if (asRead !== undefined) {
    return sameState(asRead, after) ? undefined : worded('changedSince');
  }
  const before = found === undefined ? undefined : changeBefore(found, opened);
  const during = changeWhile(opened, read, after, there);
  return before === undefined || during === undefined
    ? (before ?? during)
    : worded('changedTwice', { before: messageOf(before), during: messageOf(during) });
}

/** How reading ended. */
export interface Reading extends Outcome {
  /** The file's state when it was opened. */
  opened?: Identity;
  /** What happened to the file since it was found, or while it was read to its end. */
  changed?: string;
}

/**
 * The file in blocks, hashed on the way; the next block is read while the caller works on the last one, into
 * the other of two buffers. It ends where the file ended when it was opened, or was read first: what a running program
 * appends is not half read. A read error ends it and is left in `outcome`.
 */
export async function* readBlocks(
  file: StoredFile,
  blockBytes: number,
  hash: Hash | undefined,
  outcome: Reading,
  effects: Files,
): AsyncGenerator<Uint8Array> {
  if (file.content !== undefined) {
    hash?.update(file.content);
    if (file.content.length > 0) yield file.content;
    return;
  }
  try {
    const handle = await openRegular(file.at, effects);
    try {
      const opened = await identityOf(handle);
      outcome.opened = opened;
      // Files that the kernel makes up as they are read have no size.
      const end = Number(file.asRead?.size ?? opened.size) || Infinity;
      let total = 0;
      // One byte more than the file has, so that the second read sees its end.
      const size = Math.min(blockBytes, Math.max(end + 1, MIN_BLOCK_BYTES));
      const buffers = [block(size), block(size)] as const;
      let turn = 0;
      const read = async (): Promise<Uint8Array> => {
        const buffer = buffers[turn === 0 ? 0 : 1];
        turn = 1 - turn;
        const { bytesRead } = await handle.read(buffer, 0, Math.min(size, end - total), null);
        total += bytesRead;
        return buffer.subarray(0, bytesRead);
      };
      let pending = read();
      try {
        for (;;) {
          const filled = await pending;
          if (filled.length === 0) {
            // Of what is only looked at nothing is said.
            if (hash === undefined) return;
            const after = await identityOf(handle);
            const there = await identityAt(file.at, effects);
            const changed = changeOf(file, opened, { read: total, after, there });
            if (changed !== undefined) outcome.changed = changed;
            return;
          }
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
    outcome.problem = worded('readFails', { why: systemMessage(error) });
  }
}
