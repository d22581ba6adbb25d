import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT, fixture, temporary } from '../../../test/support.ts';
import { PASSWORD, startDovecot, USER } from './dovecot.ts';
import type { Dovecot } from './dovecot.ts';

interface Taken {
  what: string;
  reference?: string;
}

function intake(
  { port, certificate }: Dovecot,
  home: string,
  password = PASSWORD,
): { status: number | null; out: string; err: string } {
  const url = `imaps://${USER}@localhost:${port}/INBOX`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'bin', 'abusedesk.js'), 'intake', '--imap', url, '--json'],
    {
      encoding: 'utf8',
      timeout: 120_000,
      env: {
        ...process.env,
        ABUSEDESK_HOME: home,
        ABUSEDESK_IMAP_PASSWORD: password,
        NODE_EXTRA_CA_CERTS: certificate,
      },
    },
  );
  return { status, out: stdout, err: stderr };
}

function takenIn(out: string): [what: string, reference: string | undefined][] {
  const { taken }: { taken: Taken[] } = JSON.parse(out);
  return taken.map(({ what, reference }) => [what, reference]);
}

async function mail(name: string): Promise<Buffer> {
  return readFile(fixture('notices', 'aws', name, 'input.eml'));
}

test('a notice in a real mailbox opens a case, the same case takes its follow-up, and no mail is touched', async (t) => {
  const dovecot = await startDovecot(t);
  const home = await temporary(t);
  const notice = await mail('first-notice-intrusion');
  await dovecot.append(notice);
  await dovecot.append(await mail('newsletter-is-no-notice'));
  const first = intake(dovecot, home);
  assert.equal(first.status, 0, first.err);
  const [opened, other] = takenIn(first.out);
  assert.equal(opened?.[0], 'opened');
  assert.deepEqual(other, ['other', undefined]);

  await dovecot.append(Buffer.concat([Buffer.from('X-Passed: again\r\n'), notice]));
  const second = intake(dovecot, home);
  assert.deepEqual(takenIn(second.out), [
    ['known', opened?.[1]],
    ['other', undefined],
    ['continued', opened?.[1]],
  ]);
  assert.equal((await readdir(join(home, 'intake'))).length, 1);
  const kept = [
    ...(await readdir(join(dovecot.maildir, 'new'))),
    ...(await readdir(join(dovecot.maildir, 'cur'))),
  ];
  assert.equal(kept.length, 3);
  assert.ok(
    kept.every((name) => !/:2,[A-Z]*S/.test(name)),
    kept.join(' '),
  );
});

test('a wrong password is said, without it, and nothing is written', async (t) => {
  const dovecot = await startDovecot(t);
  const home = await temporary(t);
  const { status, err } = intake(dovecot, home, 'not-the-password');
  assert.equal(status, 2);
  assert.match(err, /refuses user name or password/);
  assert.ok(!err.includes('not-the-password'));
  assert.deepEqual(await readdir(home), []);
});
