import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { main } from '../../src/cli/main.ts';
import type { Effects } from '../../src/base/ports.ts';
import { world } from '../attribution/world.ts';
import type { Written } from '../attribution/world.ts';
import { temporary } from '../support.ts';

export interface Ran extends Written {
  code: number;
  folder: string;
}

/** Runs one command line in an empty folder that first gets these files. */
export async function run(
  t: TestContext,
  files: Record<string, string | Buffer>,
  argv: readonly string[],
  changes: Partial<Effects> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Ran> {
  const folder = await temporary(t);
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, content);
  }
  const { effects, written } = world(join(folder, 'home'), { cwd: () => folder, ...changes });
  const code = await main(argv, signal, effects);
  return { ...written, code, folder };
}
