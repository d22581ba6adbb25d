import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { nodeEffects } from '../../../src/base/effects.ts';
import { openCase } from '../../../src/cases/store.ts';
import { writeRows } from '../../../src/events/engines/duckdb/rows.ts';
import { emptyDocument } from '../../../test/cases/world.ts';
import { ROOT, temporary } from '../../../test/support.ts';
import { execute, wire } from './namespace.ts';

interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Computer {
  /** Runs the command there. */
  block: (...argv: string[]) => Promise<Ran>;
  folder: string;
  /** Its network namespace. */
  guarded: string;
}

/** The command itself, on a computer of the test's own. */
async function commandOf(t: TestContext): Promise<Computer> {
  const { guarded } = await wire(t);
  const folder = await temporary(t);
  const env = { ...process.env, ABUSEDESK_HOME: join(folder, 'home') };
  const block = (...argv: string[]): Promise<Ran> =>
    new Promise((resolve) => {
      const words = [
        'netns',
        'exec',
        guarded,
        process.execPath,
        join(ROOT, 'bin', 'abusedesk.js'),
        'block',
        ...argv,
      ];
      const child = execFile('ip', words, { env, cwd: folder }, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode, stdout, stderr }),
      );
    });
  await writeFile(join(folder, 'list.txt'), '192.0.2.0/24\n');
  return { block, folder, guarded };
}

/** A case of logs that go on until hours from now: two requests of a blocked address, one of somebody else. */
async function newerCase(folder: string, blockedAt: readonly number[]): Promise<string> {
  const dir = join(folder, `case${blockedAt.join('_')}`);
  const writing = await openCase(dir, nodeEffects(1));
  const rows = [...blockedAt.map((hours) => ['192.0.2.7', hours] as const), ['203.0.113.9', 9] as const].map(
    ([c_ip, hours], i) => ({
      evidence: 0,
      line: i + 1,
      ts: new Date(Date.now() + hours * 3_600_000).toISOString(),
      c_ip,
    }),
  );
  await writeRows(await writing.newLake(), 'requests', rows);
  await writing.publish(emptyDocument());
  await writing.close();
  return dir;
}

test('a block is planned, applied for a time, confirmed, counted, verified and taken back by the command', async (t) => {
  const { block, folder } = await commandOf(t);
  const sink = ['--sink', 'nftables'];
  const list = ['--file', 'list.txt'];
  const planned = JSON.parse((await block('plan', ...list, ...sink, '--for', '1h', '--json')).stdout);
  assert.deepEqual(planned.changes, { add: 1, remove: 0 });
  const applied = await block('apply', ...list, ...sink, '--for', '1h');
  assert.equal(applied.code, 0, applied.stderr);
  assert.match(applied.stdout, /block confirm --sink nftables/);
  const timed = JSON.parse((await block('status', ...sink, '--json')).stdout);
  assert.ok(Date.parse(timed.rules[0].until) > Date.now());
  const confirmed = await block('confirm', ...sink);
  assert.equal(confirmed.code, 0, confirmed.stderr);
  assert.match(confirmed.stdout, /gone after a restart.*block schedule/);
  const status = JSON.parse((await block('status', ...sink, '--json')).stdout);
  assert.deepEqual([status.rules[0].prefixes, status.rules[0].until], [['192.0.2.0/24'], undefined]);
  assert.equal(status.counters.length, 3);

  const stopped = await block('verify', await newerCase(folder, [-2, -1]), ...sink, '--json');
  assert.equal(stopped.code, 0, stopped.stderr);
  assert.equal(JSON.parse(stopped.stdout).effect.verdict, 'stopped');
  const through = await block('verify', await newerCase(folder, [-2, 5]), ...sink, '--json');
  const { verdict, sample } = JSON.parse(through.stdout).effect;
  assert.deepEqual([verdict, sample], ['not_stopped', ['192.0.2.7']]);

  assert.equal((await block('undo', ...sink)).code, 0);
  assert.deepEqual(JSON.parse((await block('status', ...sink, '--json')).stdout).rules, []);
  assert.equal((await block('undo', ...sink)).code, 2);
});

test('a block that somebody has taken away is missed by verify, and one probe shows whether it stops', async (t) => {
  const { block, folder, guarded } = await commandOf(t);
  const sink = ['--sink', 'nftables'];
  await writeFile(join(folder, 'out.txt'), '10.99.0.7/32\n');
  const applied = await block('apply', '--file', 'out.txt', '--direction', 'out', ...sink);
  assert.equal(applied.code, 0, applied.stderr);
  const probed = await block('verify', '--probe', '10.99.0.7:443', ...sink, '--json');
  assert.equal(probed.code, 0, probed.stderr);
  const { probe } = JSON.parse(probed.stdout);
  assert.equal(probe.connected, false);
  assert.ok(probe.stopped >= 1, `${probe.stopped} packets were stopped`);
  assert.equal((await block('verify', '--probe', '192.0.2.1:443', ...sink)).code, 2);
  await execute('ip', ['netns', 'exec', guarded, 'nft', 'delete', 'table', 'inet', 'abusedesk']);
  const missed = await block('verify', ...sink);
  assert.equal(missed.code, 2);
  assert.match(missed.stderr, /does not block what was handed to it last/);
});
