// Without a port: flags of opening, which are numbers.
import { constants } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { UserError } from './errors.ts';
import type { Files } from './ports.ts';

/** What was to be read is a pipe, a device, a socket or a folder. */
export class NotRegular extends UserError {}

/** How a file is opened so that a pipe in its place is not waited for. Windows has no such flag, and no pipes among its files. */
export const READ_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a regular file for reading. What was opened is looked at, not what the name led to a moment before: whoever can
 * write to the folder can put a pipe into the file's place meanwhile, and a pipe would be waited for, without end.
 * @throws NotRegular for anything that is no regular file; else what the system says
 */
export async function openRegular(path: string | Buffer, effects: Files): Promise<FileHandle> {
  const handle = await effects.fs.open(path, READ_AT_ONCE);
  try {
    if ((await handle.stat()).isFile()) return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
  await handle.close();
  throw new NotRegular('not a file, but a pipe, a socket, a device or a folder', { file: String(path) });
}

/** The beginning of a file, and how many bytes all of it has. */
interface Beginning {
  bytes: Buffer;
  size: number;
}

/**
 * The beginning of a regular file, at most so many bytes of it; less where the file is cut meanwhile.
 * @throws NotRegular; else what the system says
 */
export async function readStart(path: string, most: number, effects: Files): Promise<Beginning> {
  const handle = await openRegular(path, effects);
  try {
    const { size } = await handle.stat();
    const buffer = Buffer.alloc(Math.min(size, most));
    let at = 0;
    while (at < buffer.length) {
      const { bytesRead } = await handle.read(buffer, at, buffer.length - at, at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return { bytes: buffer.subarray(0, at), size };
  } finally {
    await handle.close();
  }
}
