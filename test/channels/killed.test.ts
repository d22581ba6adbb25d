import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { openCase } from '../../src/cases/store.ts';
import { trial } from './desk.ts';
import { awsDesk, KEYS, msrcDesk } from './providers.ts';
import type { Desk } from './providers.ts';

const SENDER = fileURLToPath(new URL('sender.js', import.meta.url));

/** Runs the program to its end, or until the desk has heard its n-th request. */
async function run(
  dir: string,
  channels: object,
  provider: string,
  desk: Desk,
  killAt?: number,
): Promise<{ signal: string | null; out: string; err: string }> {
  const child = spawn(process.execPath, [SENDER, dir, JSON.stringify(channels), provider], {
    env: {
      PATH: process.env['PATH'],
      ABUSEDESK_HOME: dir,
      AWS_ACCESS_KEY_ID: KEYS.id,
      AWS_SECRET_ACCESS_KEY: KEYS.secret,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (err += String(chunk)));
  desk.heard = (count) => {
    if (count === killAt) child.kill('SIGKILL');
  };
  const signal = await new Promise<string | null>((resolve) => {
    child.once('close', (_code, ended) => resolve(ended));
  });
  return { signal, out, err };
}

async function emptyCase(t: TestContext): Promise<string> {
  const { dir, effects } = await trial(t, {});
  await (await openCase(dir, effects)).close();
  return dir;
}

for (const killAt of [1, 2, 3]) {
  test(`killed as AWS hears request ${killAt} of 3, the next run sends the rest, and AWS has each once`, async (t) => {
    const desk = await awsDesk(t);
    const dir = await emptyCase(t);
    const channels = { aws_abuse_signal: { endpoint: desk.base } };
    const killed = await run(dir, channels, 'aws', desk, killAt);
    assert.equal(killed.signal, 'SIGKILL', killed.err);
    const next = await run(dir, channels, 'aws', desk);
    assert.equal(next.out, '["sent","sent","sent"]', next.err);
    assert.equal(desk.taken.length, 3);
  });
}

test('killed as Microsoft hears a request, the next run sends what never went out, and not what may have', async (t) => {
  const desk = await msrcDesk(t);
  const dir = await emptyCase(t);
  const channels = { msrc: { endpoint: desk.base } };
  const killed = await run(dir, channels, 'azure', desk, 2);
  assert.equal(killed.signal, 'SIGKILL', killed.err);
  const next = await run(dir, channels, 'azure', desk);
  assert.equal(next.out, '["sent","sending","sent"]', next.err);
  assert.equal(desk.taken.length, 3);
  assert.equal(desk.asked.length, 3);
});
