import assert from 'node:assert/strict';
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

/** Removes a folder, also where a program that is just ending still writes to it. */
export function remove(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}

/** An empty folder that goes when the test ends. */
export async function temporary(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'abusedesk-test-'));
  t.after(() => remove(folder));
  return folder;
}

/** Repeatable numbers below 2^32: the generator of Numerical Recipes (Press et al.), 2nd edition, 7.1. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0);
}

/** What is done eight times as long costs eight times as much where time is linear, and 64 times where it is quadratic. */
const TIMES = 8;
const MOST_TIMES = 24;
const FLOOR_MS = 10;

/**
 * Shows that time grows with the size and not with its square: the processor's time, which other programs beside do not
 * change, of `work(size)` against that of `work(size / 8)`, the least of three each.
 */
export async function takesLinearTime(size: number, work: (size: number) => unknown): Promise<void> {
  const costOf = async (some: number): Promise<number> => {
    let least = Number.POSITIVE_INFINITY;
    for (let run = 0; run < 3; run++) {
      const before = process.cpuUsage();
      await work(some);
      const { user, system } = process.cpuUsage(before);
      least = Math.min(least, (user + system) / 1000);
    }
    return least;
  };
  const small = Math.max(await costOf(Math.round(size / TIMES)), FLOOR_MS);
  const large = await costOf(size);
  assert.ok(
    large < small * MOST_TIMES,
    `${TIMES} times the size took ${(large / small).toFixed(1)} times the time`,
  );
}
