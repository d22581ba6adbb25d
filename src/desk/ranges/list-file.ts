import { gunzipSync } from 'node:zlib';
import { errorCode, UserError } from '../../base/errors.ts';
import type { Files } from '../../base/ports.ts';
import { MAX_RANGES_BYTES } from '../../attribution/import.ts';

/** A list of ranges as it lies on disk, without gzip. */
export interface ListFile {
  bytes: Uint8Array;
  /** When it was last written, ISO 8601. */
  written: string;
}

function inflated(bytes: Uint8Array, path: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_RANGES_BYTES });
  } catch (cause) {
    throw new UserError(`the gzip is damaged, or holds more than ${MAX_RANGES_BYTES} bytes`, {
      file: path,
      cause,
    });
  }
}

/** @throws UserError when it cannot be read or is longer than any list */
export async function readListFile(path: string, effects: Files): Promise<ListFile> {
  try {
    const stat = await effects.fs.stat(path);
    const { size, mtime } = stat;
    // A pipe or a device would be waited for, or read without end.
    if (!stat.isFile()) throw new UserError('not a file, but a pipe, a socket or a device', { file: path });
    if (size > MAX_RANGES_BYTES) {
      throw new UserError(`longer than ${MAX_RANGES_BYTES} bytes; a list of ranges is not`, { file: path });
    }
    if (Number.isNaN(mtime.getTime())) {
      throw new UserError('it was last written at a time that no calendar has', {
        file: path,
        hint: 'Give it one: `touch FILE`.',
      });
    }
    return { bytes: inflated(await effects.fs.readFile(path), path), written: mtime.toISOString() };
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const code = errorCode(cause);
    throw new UserError(
      code === 'ENOENT' ? 'there is no such file' : `the file cannot be read: ${code ?? 'read failed'}`,
      { file: path, hint: 'Give a list as its cloud publishes it, such as ip-ranges.json of AWS.', cause },
    );
  }
}
