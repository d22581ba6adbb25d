import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { copyOf, mended, seen, twoRuns } from './cases.ts';
import type { TwoRuns } from './cases.ts';
import { recorder } from './figures.ts';
import { publishOnce } from './once.ts';
import { inPiece, SIZE, sized, spread } from './size.ts';
import { courseIn, FAULTS, withFault } from './strace.ts';

const note = recorder('publishing');
let runs: TwoRuns;
let once: string;

before(async () => {
  runs = await twoRuns();
  once = await publishOnce(join(runs.root, 'once'));
});
after(() => rm(runs.root, { recursive: true, force: true }));

test('whichever call of publishing fails, or is the last one, the case is one run, whole', async () => {
  const dir = join(runs.root, 'struck.case');
  const log = join(runs.root, 'strace');
  const tried = ['publish', 'amend'].flatMap((how) => {
    const argv = [once, how, dir, runs.after];
    return { how, argv };
  });
  const plans = [];
  for (const { how, argv } of tried) {
    await copyOf(runs.before, dir);
    const { calls, paths } = courseIn(dir, argv, log);
    assert.ok(calls.length > 40, `${calls.length} calls of ${how}`);
    const aimed = SIZE === 'full' ? calls : calls.filter(({ changes }) => changes);
    for (const call of aimed) for (const fault of FAULTS) plans.push({ how, argv, call, fault, paths });
  }
  const chosen = inPiece(spread(plans, sized(60, 540)));
  const missed: string[] = [];
  let news = 0;
  for (const { how, argv, call, fault, paths } of chosen) {
    await copyOf(runs.before, dir);
    const struck = withFault(call, fault, paths, argv, log);
    const what = `${how}, ${call.name} ${call.when}, ${fault}: ${struck.stderr}`;
    if (!struck.hit) missed.push(what);
    if (struck.signal === null) assert.ok(struck.status === 0 || struck.status === 2, what);
    try {
      const left = await seen(dir, runs.home);
      const then = await mended(dir, runs);
      if (left === 'after') assert.equal(then, 'after');
      if (then === 'after') news += 1;
    } catch (error) {
      throw new Error(`${what}: ${String(error)}`, { cause: error });
    }
  }
  // Files that are removed together are removed in any order.
  assert.ok(missed.length <= chosen.length / 20, missed.join('\n'));
  assert.ok(news > 0 && news < chosen.length, 'both sides of the step were met');
  note('calls', chosen.length);
});
