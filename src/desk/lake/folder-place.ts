import { dirname, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mendable } from '../../base/atomic-files.ts';
import { errorCode, UserError } from '../../base/errors.ts';
import type { Files } from '../../base/ports.ts';
import type { Place } from '../../clouds/place.ts';

/** While a file is copied. */
const PART = '.part';

/** A folder, such as a share that the servers reach too. */
export function folderPlace(path: string, effects: Files): Place {
  const { fs } = effects;
  const folder = resolve(effects.cwd(), path);
  return {
    url: pathToFileURL(folder).href,
    async list() {
      const found = new Map<string, number>();
      let entries;
      try {
        entries = await fs.readdir(folder, { recursive: true, withFileTypes: true });
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return found;
        throw mendable(error, 'what lies at the location cannot be listed', folder);
      }
      for (const entry of entries) {
        if (entry.isDirectory()) continue;
        const at = join(entry.parentPath, entry.name);
        if (!entry.isFile()) {
          throw new UserError('there is something at the location that is no file', { file: at });
        }
        // Half of a copy that was killed.
        if (entry.name.endsWith(PART)) continue;
        found.set(relative(folder, at).split(sep).join('/'), (await fs.stat(at)).size);
      }
      return found;
    },
    async put(name, file) {
      const at = join(folder, ...name.split('/'));
      try {
        await fs.mkdir(dirname(at), { recursive: true });
        await fs.copyFile(file, `${at}${PART}`);
        await fs.rename(`${at}${PART}`, at);
      } catch (error) {
        throw mendable(error, 'a file of the lake cannot be put there', at);
      }
    },
    close: () => Promise.resolve(),
  };
}
