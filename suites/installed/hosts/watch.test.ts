import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { pastedHost } from '../../../src/desk/pasted-host.ts';
import { COLLECTOR } from '../../../src/hosts/collectors/script.ts';
import { hostDocument } from '../../../src/hosts/document.ts';
import { Facts } from '../../../src/hosts/facts.ts';
import { readPersistence } from '../../../src/hosts/live/persistence.ts';
import { PROC_FILES } from '../../../src/hosts/live/proc-files.ts';
import { Tree } from '../../../src/hosts/live/read.ts';
import { watchProcesses } from '../../../src/hosts/live/watch.ts';
import { readPaste } from '../../../src/hosts/pastes/read.ts';
import type { Run } from '../../../src/hosts/watch/respawns.ts';
import { readSigns } from '../../../src/hosts/signs/read.ts';
import { takeWatched } from '../../../src/hosts/watch/take.ts';
import { renderHost } from '../../../src/hosts/words/render.ts';
import { remove } from '../../../test/support.ts';

// Real processes that come back when they are killed: a loop of a shell starts them again, under its own name and under that
// of a cron daemon.

const SLEEP = '/usr/bin/sleep';
const PATIENCE_MS = 120_000;

interface Respawner {
  worker: string;
  keeper: number;
}

/** A shell that starts a program again whenever it ends. @param name the kernel's name of the shell's process */
async function respawner(t: TestContext, name: string): Promise<Respawner> {
  const folder = await mkdtemp('/tmp/abusedesk-watch-');
  const worker = join(folder, 'worker');
  await copyFile(SLEEP, worker);
  await copyFile('/usr/bin/dash', join(folder, name));
  const child = spawn(join(folder, name), ['-c', `while [ -e ${worker} ]; do ${worker} 1800; done`], {
    stdio: 'ignore',
    detached: true,
  });
  const keeper = child.pid ?? assert.fail('the shell did not start');
  t.after(async () => {
    // The shell and what it has started: a group of their own.
    process.kill(-keeper, 'SIGKILL');
    await remove(folder);
  });
  return { worker, keeper };
}

/** The worker's process now; waits for one that is not `other`. */
async function workerOf({ worker, keeper }: Respawner, other?: number): Promise<number> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    for (const name of await readdir('/proc')) {
      if (!/^\d+$/.test(name) || Number(name) === other) continue;
      try {
        const line = readFileSync(`/proc/${name}/cmdline`, 'utf8');
        const status = readFileSync(`/proc/${name}/status`, 'utf8');
        if (line.startsWith(`${worker}\0`) && status.includes(`PPid:\t${keeper}\n`)) return Number(name);
      } catch {
        // It ended.
      }
    }
    await pause(50);
  }
  return assert.fail(`no process of ${worker}`);
}

/** Watches until the worker, killed meanwhile, runs anew and was seen. */
async function watchKilled(own: Respawner): Promise<{ runs: Run[]; before: number; after: number }> {
  const before = await workerOf(own);
  const done = new AbortController();
  const looking = watchProcesses(PROC_FILES, '/proc', 10_000, done.signal);
  // The first look is over before the next turn: /proc is read at once.
  await pause(1000);
  process.kill(before, 'SIGKILL');
  const after = await workerOf(own, before);
  await pause(2000);
  done.abort();
  const { runs } = await looking;
  return { runs, before, after };
}

function taken(runs: readonly Run[], worker: string, facts = new Facts()) {
  takeWatched({ runs, whole: true }, 30, { facts, gaps: [], looked: [] });
  const respawn = facts.respawns.find(({ path }) => path === worker);
  assert.ok(
    respawn !== undefined,
    JSON.stringify(runs.filter(({ path }) => path.includes('abusedesk-watch'))),
  );
  const starts = respawn.starts.map((message) => renderHost(message, 'en'));
  return { pids: respawn.pids, starts, findings: readSigns(facts) };
}

test('a program that is killed and comes back is found, with the process that starts it', async (t) => {
  const own = await respawner(t, 'keeper');
  const { runs, before, after } = await watchKilled(own);
  const { pids, starts, findings } = taken(runs, own.worker);
  assert.deepEqual(pids, [before, after]);
  assert.deepEqual(starts, [`process keeper (${own.keeper})`]);
  const finding = findings.find(
    ({ detector, subject }) => detector === 'respawn' && subject.path === own.worker,
  );
  assert.deepEqual([finding?.severity, finding?.subject.pid], ['high', after]);
});

test('the collector, asked to wait, shows that a program came back', async (t) => {
  const own = await respawner(t, 'keeper');
  const before = await workerOf(own);
  const collector = spawn('sh', ['-s', '8'], { stdio: ['pipe', 'pipe', 'ignore'] });
  t.after(() => collector.kill('SIGKILL'));
  let text = '';
  let killed = false;
  collector.stdout.on('data', (data: Buffer) => {
    text += data.toString('latin1');
    // Its first list is whole when the next command's prompt is there.
    if (killed || !text.includes('$ ls -l /proc/[0-9]*/exe')) return;
    killed = true;
    process.kill(before, 'SIGKILL');
  });
  collector.stdin.end(COLLECTOR);
  await once(collector, 'close', { signal: AbortSignal.timeout(PATIENCE_MS * 2) });
  const paste = readPaste(Buffer.from(text, 'latin1').toString('utf8'), 'host.txt');
  const { respawns } = hostDocument(pastedHost([{ path: 'host.txt', paste }], '2026-11-30'));
  const respawn = respawns.find(({ path }) => path === own.worker);
  assert.deepEqual(respawn?.pids[0], before, JSON.stringify(respawns));
  assert.deepEqual(
    respawn.starts.map((one) => one.text),
    [`process keeper (${own.keeper})`],
  );
});

test('one that a cron daemon starts again is found with the line of the crontab', async (t) => {
  const own = await respawner(t, 'crond');
  const root = join(own.worker, '..', 'disk');
  await mkdir(join(root, 'etc/cron.d'), { recursive: true });
  await writeFile(join(root, 'etc/cron.d/job'), `# a job\n* * * * * root ${own.worker} 1800\n`);
  const facts = new Facts();
  facts.persistence.push(...(await readPersistence(new Tree(PROC_FILES, root), [])));
  const { runs } = await watchKilled(own);
  assert.deepEqual(taken(runs, own.worker, facts).starts, ['cron, by /etc/cron.d/job:2']);
});
