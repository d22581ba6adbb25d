import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT } from '../../test/support.ts';

/**
 * `publish-once.js` with the modules it needs in few files, as they are in the package: it is started a thousand times, and
 * finding and loading several hundred modules would take six times as long as all the rest.
 * @param folder where it is put
 * @returns its path
 */
export async function publishOnce(folder: string): Promise<string> {
  const input = join(ROOT, 'dist', 'suites', 'hostile', 'publish-once.js');
  const bundle = await rolldown({ input, platform: 'node', logLevel: 'silent' });
  await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'publish-once.mjs' });
  await bundle.close();
  return join(folder, 'publish-once.mjs');
}
