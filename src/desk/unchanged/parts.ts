import { dirname, join } from 'node:path';
import { errorCode } from '../../base/errors.ts';
import type { Files } from '../../base/ports.ts';
import { sha256Of } from '../../cases/publish.ts';

/** A file of a lake, as it was when the lake was written. */
export interface Part {
  /** In the lake: `flows/0-0.parquet`. */
  path: string;
  bytes: number;
  sha256: string;
}

const NAME = /^[a-z_]+\/[\w.-]+\.parquet$/;

/** The names of the parts that lie in a lake. */
export async function partNames(lake: string, { fs }: Files): Promise<string[]> {
  const tables = (await fs.readdir(lake, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const names: string[] = [];
  for (const { name: table } of tables)
    for (const name of await fs.readdir(join(lake, table))) names.push(`${table}/${name}`);
  return names.filter((path) => NAME.test(path)).toSorted();
}

/** Parts of a lake with their hashes. */
export async function hashedParts(lake: string, names: readonly string[], effects: Files): Promise<Part[]> {
  const parts: Part[] = [];
  for (const path of names) {
    const at = join(lake, path);
    parts.push({ path, bytes: (await effects.fs.stat(at)).size, sha256: await sha256Of(at, effects) });
  }
  return parts;
}

/** A second name for the same file; a copy where the disk knows no such thing. */
async function linkOrCopy(from: string, to: string, { fs }: Files): Promise<void> {
  try {
    await fs.link(from, to);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    await fs.copyFile(from, to);
  }
}

/**
 * Takes parts of one lake into another, and reads each to see that it is what was written.
 * @returns false where one is missing, cannot be read, or is another: what was taken then is of no use
 */
export async function takeParts(
  from: string,
  to: string,
  parts: readonly Part[],
  effects: Files,
): Promise<boolean> {
  const { fs } = effects;
  try {
    for (const { path, bytes, sha256 } of parts) {
      const [source, target] = [join(from, path), join(to, path)];
      // A link could lead out of the case, and a folder's too.
      const whole =
        NAME.test(path) &&
        (await fs.lstat(dirname(source))).isDirectory() &&
        (await fs.lstat(source)).isFile();
      if (!whole) return false;
      await fs.mkdir(dirname(target), { recursive: true });
      await linkOrCopy(source, target, effects);
      if ((await fs.stat(target)).size !== bytes || (await sha256Of(target, effects)) !== sha256)
        return false;
    }
    return true;
  } catch (error) {
    // Whatever keeps it from being read: it can be made again.
    if (errorCode(error) !== undefined) return false;
    throw error;
  }
}
