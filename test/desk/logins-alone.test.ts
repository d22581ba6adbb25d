import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../cli/run.ts';

test('logins alone, without a web log or flows, are investigated to the end', async (t) => {
  const log = Array.from(
    { length: 600 },
    (_, i) =>
      `Mar  5 10:${String(Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')} web1 sshd[${1000 + i}]: Failed password for root from 203.0.113.9 port ${20_000 + i} ssh2\n`,
  );
  const ran = await run(t, { 'evidence/auth.log': log.join('') }, ['investigate', 'evidence', '--json']);
  assert.equal(ran.code, 0, ran.stderr);
  assert.match(ran.stdout, /203\.0\.113\.9/);
});
