import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { SpawnSyncReturns } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ROOT } from '../../test/support.ts';
import { mended, seen, twoRuns } from './cases.ts';
import type { TwoRuns } from './cases.ts';
import { recorder } from './figures.ts';
import { publishOnce } from './once.ts';
import { inPiece, sized, spread } from './size.ts';

const note = recorder('full-disks');
/** What a disk in memory gives out at a time. */
const STEP_KIB = 4;
let runs: TwoRuns;
let once: string;

before(async () => {
  runs = await twoRuns();
  once = await publishOnce(join(runs.root, 'once'));
});
after(() => rm(runs.root, { recursive: true, force: true }));

/** What a folder takes on such a disk. */
function kibOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const pages = files.map(({ parentPath, name }) => Math.ceil(statSync(join(parentPath, name)).size / 4096));
  return pages.reduce((sum, count) => sum + count * STEP_KIB, 0);
}

test('on a disk that is full a step of 4 KiB later each time, the case is one run, whole', async () => {
  const back = join(runs.root, 'back.case');
  const copy = join(runs.root, 'disk', 'c');
  const script = join(ROOT, 'suites', 'hostile', 'disks', 'on-small-disk.sh');
  const padding = String(sized(0, 1024));
  const onDisk = (kib: number, how: string): SpawnSyncReturns<string> => {
    const program = [process.execPath, once, how, copy, runs.after, padding];
    const argv = ['-m', 'sh', script, String(kib), runs.before, back, ...program];
    const ran = spawnSync('unshare', argv, { encoding: 'utf8', timeout: 60_000 });
    if (ran.error !== undefined) throw ran.error;
    return ran;
  };
  const plans = ['publish', 'amend'].flatMap((how) => {
    const least = kibOf(runs.before);
    // In which half of what is left does the disk begin to be large enough?
    let [small, large] = [least, least + 8192];
    while (large - small > STEP_KIB) {
      const middle = small + STEP_KIB * Math.floor((large - small) / STEP_KIB / 2);
      if (onDisk(middle, how).status === 0) large = middle;
      else small = middle;
    }
    const steps = Array.from({ length: (large - least) / STEP_KIB + 1 }, (_, i) => least + i * STEP_KIB);
    return steps.map((kib) => ({ how, kib }));
  });
  // A disk that is just large enough is met as well, whichever steps are chosen: it ends the steps of each way.
  const enough = plans.filter((plan, i) => plan.how !== plans[i + 1]?.how);
  const others = plans.filter((plan) => !enough.includes(plan));
  const chosen = [...inPiece(spread(others, sized(60 - enough.length, others.length))), ...enough];
  let full = 0;
  for (const { how, kib } of chosen) {
    const ran = onDisk(kib, how);
    const what = `${how} on ${kib} KiB: ${ran.stderr}`;
    assert.ok(ran.status === 0 || ran.status === 2, what);
    if (ran.status === 2) full += 1;
    try {
      const left = await seen(back, runs.home);
      const then = await mended(back, runs);
      if (left === 'after') assert.equal(then, 'after');
    } catch (error) {
      throw new Error(`${what}: ${String(error)}`, { cause: error });
    }
  }
  assert.ok(full > 0 && full < chosen.length, 'both full disks and large ones were met');
  note('disks', chosen.length);
});
