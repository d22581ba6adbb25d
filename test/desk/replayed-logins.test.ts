import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { run } from '../cli/run.ts';
import { temporary } from '../support.ts';

/** A line of sshd, so many seconds after midnight. */
function sshd(second: number, what: 'Failed' | 'Accepted', user: string, address: string): string {
  const time = new Date(second * 1000).toISOString().slice(11, 19);
  return `Nov 20 ${time} mx sshd[101]: ${what} password for ${user} from ${address} port 40022 ssh2\n`;
}

test('a login that worked after many that failed is the attacker’s, and others behind the address are one’s own', async (t) => {
  const evidence = join(await temporary(t), 'evidence');
  await mkdir(evidence);
  const tries = Array.from({ length: 60 }, (_, i) => sshd(3 * i, 'Failed', 'admin', '203.0.113.7'));
  const log = [
    ...tries,
    sshd(200, 'Accepted', 'admin', '203.0.113.7'),
    sshd(500, 'Accepted', 'bob', '203.0.113.7'),
    sshd(600, 'Accepted', 'bob', '203.0.113.7'),
    // Of nobody who is accused, at the same service.
    sshd(700, 'Accepted', 'eve', '198.51.100.8'),
  ];
  await writeFile(join(evidence, 'auth.log'), log.join(''));
  const { code, stderr, folder } = await run(t, {}, [
    'investigate',
    evidence,
    '--year',
    '2026',
    '--zone',
    'UTC',
  ]);
  assert.equal(code, 0, stderr);
  const plan = JSON.parse(await readFile(join(folder, 'evidence.case', 'block', 'plan.json'), 'utf8'));
  const [addresses] = plan.ladder;
  assert.deepEqual(addresses.bad_sent, { requests: 0, logins: 61, flows: 0 });
  assert.deepEqual(addresses.bad_signed_in, { times: 1, users: 1 });
  assert.deepEqual(addresses.good_sent, { requests: 0, logins: 2, flows: 0 });
  assert.deepEqual(addresses.good, [{ kind: 'user', user: 'bob', clients: 1, requests: 2 }]);
});
