import { join } from 'node:path';
import * as z from 'zod';
import { mendable } from '../base/atomic-files.ts';
import { errorCode, UserError } from '../base/errors.ts';
import type { Files } from '../base/ports.ts';
import { MANIFEST } from '../evidence/listed.ts';

const entrySchema = z.object({ id: z.number(), path: z.string(), format: z.string() });

/** A longer one is no manifest: it would be a line for each of a million files. */
const MAX_BYTES = 2 ** 28;

/** A file of evidence, as far as a reader of the lake asks the manifest for it. */
export interface ManifestFile {
  path: string;
  format: string;
}

/** What the manifest of a case has on each line; undefined: it is no entry. */
function entryOf(line: string): z.infer<typeof entrySchema> | undefined {
  if (!line.startsWith('{"id":')) return undefined;
  try {
    return entrySchema.safeParse(JSON.parse(line.replace(/,$/, ''))).data;
  } catch {
    return undefined;
  }
}

/**
 * The files of evidence that the rows of a lake name by these numbers. The manifest is read line by line: of very many
 * files it is longer than what is kept in memory of it.
 * @throws UserError (exit 2) where there is no manifest, it cannot be read, or it does not name one of them
 */
export async function manifestFiles(
  dir: string,
  ids: ReadonlySet<number>,
  effects: Files,
): Promise<Map<number, ManifestFile>> {
  const path = join(dir, MANIFEST);
  const files = new Map<number, ManifestFile>();
  try {
    // A link could lead out of the case, a pipe would be waited for.
    const stat = await effects.fs.lstat(path);
    if (!stat.isFile()) {
      throw new UserError('the manifest of the case is no regular file', {
        file: path,
        hint: 'Run `abusedesk investigate` again with this case folder.',
      });
    }
    if (stat.size > MAX_BYTES) {
      throw new UserError(`the manifest of the case is larger than ${MAX_BYTES / 2 ** 20} MiB`, {
        file: path,
        hint: 'Run `abusedesk investigate` again with this case folder.',
      });
    }
    const handle = await effects.fs.open(path, 'r');
    try {
      for await (const line of handle.readLines()) {
        const entry = entryOf(line);
        if (entry !== undefined && ids.has(entry.id)) files.set(entry.id, entry);
        if (files.size === ids.size) break;
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      throw new UserError('the case has no manifest', {
        file: path,
        hint: 'Run `abusedesk investigate` again with this case folder.',
      });
    }
    throw mendable(error, 'the manifest of the case cannot be read', path);
  }
  if (files.size < ids.size) {
    throw new UserError('the manifest of the case does not name all files that its rows are from', {
      file: path,
      hint: 'Run `abusedesk investigate` again with this case folder.',
    });
  }
  return files;
}
