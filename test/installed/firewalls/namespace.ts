import { execFile } from 'node:child_process';
import type { TestContext } from 'node:test';
import { promisify } from 'node:util';
import { thisHost, type Host } from '../../../src/actions/host.ts';
import { nodeEffects } from '../../../src/effects.ts';

export const execute = promisify(execFile);

/** A network namespace of this test's own; it goes when the test ends. */
export async function namespace(t: TestContext, name: string): Promise<string> {
  const full = `ad-${name}-${process.pid}`;
  await execute('ip', ['netns', 'add', full]);
  t.after(() => execute('ip', ['netns', 'del', full]));
  await execute('ip', ['-n', full, 'link', 'set', 'lo', 'up']);
  return full;
}

/** This computer, with every program run in the namespace. */
export function hostIn(space: string): Host {
  const host = thisHost(nodeEffects(1));
  return { ...host, run: (argv, input) => host.run(['ip', 'netns', 'exec', space, ...argv], input) };
}
