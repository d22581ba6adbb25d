import { join } from 'node:path';
import type { Environment, Files } from './ports.ts';

/**
 * Work in a new folder among the system's temporary ones, which is gone afterwards, whatever came of it.
 * @param name what it is for: `query` makes `abusedesk-query-…`
 */
export async function inTemporaryFolder<T>(
  name: string,
  { env, fs }: Environment & Files,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const parent = env['TMPDIR'] ?? env['TEMP'] ?? '/tmp';
  const folder = await fs.mkdtemp(join(parent, `abusedesk-${name}-`));
  try {
    return await work(folder);
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}
