import { dirname } from 'node:path';
import { errorCode, UserError } from './errors.ts';
import type { Environment, Files, Ids } from './ports.ts';

/** Makes a folder's entries durable. Windows has no such call, and needs none. */
export async function syncFolder(folder: string, effects: Files & Environment): Promise<void> {
  if (effects.platform === 'win32') return;
  const handle = await effects.fs.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Makes a folder, and those above it. Not by `recursive`: where the system says that there is no such file although the
 * folder above is there, as under /proc, Node (20 to 26) tries again without end.
 */
export async function makeFolder(path: string, effects: Files): Promise<void> {
  const above = dirname(path);
  try {
    await makeOne(path, effects);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || above === path) throw error;
    await makeFolder(above, effects);
    await makeOne(path, effects);
  }
}

async function makeOne(path: string, effects: Files): Promise<void> {
  try {
    await effects.fs.mkdir(path);
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && (await effects.fs.stat(path)).isDirectory()) return;
    throw error;
  }
}

/** What a file is to hold, as a whole or in pieces. */
type Content = string | Uint8Array | Iterable<string | Uint8Array>;

function piecesOf(content: Content): Iterable<string | Uint8Array> {
  return typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
}

/**
 * Writes a file so that a reader, or a kill at any moment, sees the old content or the new one, never a part:
 * a new file beside it, synced, then renamed over it.
 */
export async function writeAtomic(
  path: string,
  content: Content,
  effects: Files & Ids & Environment,
): Promise<void> {
  const temporary = `${path}.${effects.uuid()}.tmp`;
  try {
    const handle = await effects.fs.open(temporary, 'wx');
    try {
      // Each piece is written behind the one before.
      for (const piece of piecesOf(content)) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await effects.fs.rename(temporary, path);
  } catch (error) {
    await effects.fs.rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path), effects);
}

const MENDABLE: Readonly<Record<string, string>> = {
  EACCES: 'Check who owns the folder and its rights, or name another one with --case.',
  EPERM: 'Check who owns the folder and its rights, or name another one with --case.',
  EROFS: 'Name a folder on a disk that can be written to with --case.',
  ENOSPC: 'Free some space on the disk, or name a folder on another one with --case.',
  EDQUOT: 'Free some of your quota, or name a folder on another disk with --case.',
  ENOTDIR: 'A part of the path is a file; name another folder with --case.',
  ENAMETOOLONG: 'Name a folder with a shorter path with --case.',
  EIO: 'The disk reports an error: look after it, and name a folder on another one with --case.',
  EFBIG: 'Raise the limit on the size of files (ulimit -f), or name a folder on another disk with --case.',
  ENOENT: 'Its folder is gone, or lets nobody write: name another one with --case.',
  EEXIST: 'A file stands in its place; name another folder with --case.',
};

/** Turns what a person can mend about a disk into a UserError; anything else stays as it is. */
export function mendable(error: unknown, what: string, path: string): unknown {
  const code = errorCode(error);
  const hint = code === undefined ? undefined : MENDABLE[code];
  if (hint === undefined) return error;
  return new UserError(`${what} (${code})`, { file: path, hint, cause: error });
}
