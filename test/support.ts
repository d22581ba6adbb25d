import { mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'node:test';

function findRoot(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : findRoot(dirname(from));
}

/** The project's folder; compiled tests run from another one. */
export const ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Path of a fixture: `fixture('notices', 'aws', 'dos.eml')` is `test/notices/fixtures/aws/dos.eml`. */
export function fixture(stage: string, ...parts: string[]): string {
  return join(ROOT, 'test', stage, 'fixtures', ...parts);
}

/** An empty folder that goes when the test ends. */
export async function temporary(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'abusedesk-test-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Repeatable numbers below 2^32: the generator of Numerical Recipes (Press et al.), 2nd edition, 7.1. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
}
