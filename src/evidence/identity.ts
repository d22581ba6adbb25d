import type { FileHandle } from 'node:fs/promises';
import type { Files } from '../base/ports.ts';
import { worded } from './worded.ts';

/** What tells one state of a file from another: which file it is, how long, and when its bytes and its entry changed last. */
export interface Identity {
  dev: bigint;
  ino: bigint;
  size: bigint;
  mtimeNs: bigint;
  ctimeNs: bigint;
}

/** The identity of an open file. */
export async function identityOf(handle: FileHandle): Promise<Identity> {
  return pick(await handle.stat({ bigint: true }));
}

/** The identity of the file that the path leads to now; undefined if it leads nowhere. */
export async function identityAt(at: string | Buffer, effects: Files): Promise<Identity | undefined> {
  return effects.fs.stat(at, { bigint: true }).then(pick, () => undefined);
}

export function pick({ dev, ino, size, mtimeNs, ctimeNs }: Identity): Identity {
  return { dev, ino, size, mtimeNs, ctimeNs };
}

function sameFile(one: Identity, other: Identity): boolean {
  return one.dev === other.dev && one.ino === other.ino;
}

/**
 * Whether both identities are of the same bytes, as far as the system shows: a program can set back the time at which a file's bytes
 * changed (mtime), but not the time at which its entry did (ctime).
 */
export function sameState(one: Identity, other: Identity): boolean {
  return (
    sameFile(one, other) &&
    one.size === other.size &&
    one.mtimeNs === other.mtimeNs &&
    one.ctimeNs === other.ctimeNs
  );
}

/** What happened to a file between being found and being opened. Undefined: nothing that matters. */
export function changeBefore(found: Identity, opened: Identity): string | undefined {
  if (!sameFile(found, opened)) {
    return worded('changedOther', { now: Number(opened.size), before: Number(found.size) });
  }
  if (opened.size < found.size) {
    return worded('changedShort', { now: Number(opened.size), before: Number(found.size) });
  }
  if (opened.size > found.size)
    return worded('changedGrew', { before: Number(found.size), now: Number(opened.size) });
  return opened.mtimeNs === found.mtimeNs ? undefined : worded('changedWritten');
}

/**
 * What happened to a file while it was read.
 * @param opened its state when it was opened
 * @param read how many bytes were read
 * @param after the open file's state at the end
 * @param there what its name leads to at the end
 */
export function changeWhile(
  opened: Identity,
  read: number,
  after: Identity,
  there: Identity | undefined,
): string | undefined {
  if (BigInt(read) < opened.size) {
    return worded('changingShort', { read, size: Number(opened.size) });
  }
  if (after.size > opened.size) {
    return worded('changingGrew', { read, later: Number(after.size - opened.size) });
  }
  if (after.mtimeNs !== opened.mtimeNs) return worded('changingWritten');
  if (there === undefined || !sameFile(there, opened)) {
    return worded('changingMoved');
  }
  return undefined;
}
