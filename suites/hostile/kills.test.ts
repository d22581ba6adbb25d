import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { numbers } from '../../test/support.ts';
import { copyOf, mended, PROGRAM, seen, twoRuns } from './cases.ts';
import type { TwoRuns } from './cases.ts';
import { recorder } from './figures.ts';
import { inPiece, pieceOf, sized } from './size.ts';

const note = recorder('kills');
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGKILL'] as const;
const INTERRUPTED = 130;
let runs: TwoRuns;

before(async () => {
  runs = await twoRuns();
});
after(() => rm(runs.root, { recursive: true, force: true }));

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stderr: string;
  /** How long it ran, milliseconds. */
  took: number;
}

/** Lets a run go on for so long, and sends it the signal. */
async function struck(argv: readonly string[], wait: number, signal: NodeJS.Signals): Promise<Ended> {
  const began = performance.now();
  const child = spawn(process.execPath, [PROGRAM, ...argv], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ABUSEDESK_HOME: runs.home },
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<Pick<Ended, 'code' | 'signal'>>((resolve) =>
    child.once('close', (code, by) => resolve({ code, signal: by })),
  );
  const idle = new AbortController();
  await Promise.race([ended, sleep(wait, undefined, { signal: idle.signal }).catch(() => undefined)]);
  idle.abort();
  child.kill(signal);
  return { ...(await ended), stderr, took: performance.now() - began };
}

/** Has the program taken the case by then? Before that a signal ends Node itself. */
function begun(folder: string): boolean {
  return existsSync(join(folder, 'case.lock'));
}

test('a run that a signal ends at any moment leaves the case it found, or the new one, or none', async () => {
  const chance = numbers(10 + pieceOf().n);
  const folder = join(runs.root, 'killed.case');
  const argv = ['investigate', runs.evidence, '--case', folder, '--quiet'];
  const { took } = await struck(argv, 120_000, 'SIGKILL');
  const met = { before: 0, after: 0, none: 0 };
  const rounds = inPiece(Array.from({ length: sized(15, 200) }, (_, i) => i));
  for (const round of rounds) {
    const anew = round % 3 === 0;
    if (anew) await rm(folder, { recursive: true, force: true });
    else await copyOf(runs.before, folder);
    const signal = SIGNALS[round % SIGNALS.length]!;
    const wait = (0.1 + 0.9 * (chance() / 2 ** 32)) * took;
    const ended = await struck(argv, wait, signal);
    const what = `${signal} after ${wait.toFixed(0)} ms: ${ended.code} ${ended.signal} ${ended.stderr}`;
    // Either it had come to its end, or it said what happened, or it was not yet there to hear the signal.
    assert.ok(ended.code === 0 || ended.code === INTERRUPTED || ended.signal === signal, what);
    assert.doesNotMatch(ended.stderr, /\n {4}at /, what);
    if (signal !== 'SIGKILL' && ended.signal !== null) assert.ok(!begun(folder), what);
    if (!existsSync(join(folder, 'case.json'))) {
      // With --case to a folder that a kill left, the next run begins anew.
      met.none += 1;
      if (anew && signal !== 'SIGKILL') assert.ok(!existsSync(folder), what);
    } else {
      const left = await seen(folder, runs.home);
      if (left !== 'refused') met[left] += 1;
    }
    try {
      await mended(folder, runs);
      assert.ok((await readFile(join(folder, 'report.html'))).length > 0);
    } catch (error) {
      throw new Error(what, { cause: error });
    }
  }
  assert.ok(met.before > 0, JSON.stringify(met));
  note('kills', rounds.length);
});
