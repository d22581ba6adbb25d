import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT, fixture, temporary } from '../../../test/support.ts';
import { PASSWORD, startDovecot, USER } from './dovecot.ts';
import type { Dovecot } from './dovecot.ts';
import { startPostfix } from './postfix.ts';

interface Taken {
  what: string;
  reference?: string;
}

function intake(
  { port, plainPort, certificate }: Dovecot,
  home: string,
  { password = PASSWORD, scheme = 'imaps' }: { password?: string; scheme?: 'imap' | 'imaps' } = {},
): { status: number | null; out: string; err: string } {
  const url = `${scheme}://${USER}@localhost:${scheme === 'imap' ? plainPort : port}/INBOX`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'bin', 'abusedesk.js'), 'intake', '--imap', url, '--json'],
    {
      encoding: 'utf8',
      timeout: 600_000,
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
  const { status, err } = intake(dovecot, home, { password: 'not-the-password' });
  assert.equal(status, 2);
  assert.match(err, /refuses user name or password/);
  assert.ok(!err.includes('not-the-password'));
  assert.deepEqual(await readdir(home), []);
});

interface Stored {
  claims: { reference: string; stage: string }[];
}

test('a notice arrives by postfix, intake opens a case over STARTTLS, and a follow-up that arrives later joins it', async (t) => {
  const dovecot = await startDovecot(t);
  const postfix = await startPostfix(t, dovecot);
  const home = await temporary(t);
  const notice = await mail('first-notice-intrusion');
  await postfix.deliver(notice);
  await postfix.deliver(await mail('newsletter-is-no-notice'));
  const first = intake(dovecot, home, { scheme: 'imap' });
  assert.equal(first.status, 0, first.err);
  const opened = takenIn(first.out).find(([what]) => what === 'opened');
  assert.equal(opened?.[1], '10293847561');

  const reminder = notice
    .toString('latin1')
    .replace(/\r?\n\r?\n/, '\n\nWe have not received a response to our earlier notice.\n\n');
  await postfix.deliver(Buffer.from(reminder, 'latin1'));
  const second = intake(dovecot, home, { scheme: 'imap' });
  assert.equal(second.status, 0, second.err);
  assert.deepEqual(
    takenIn(second.out)
      .map(([what]) => what)
      .sort(),
    ['continued', 'known', 'other'],
  );
  const cases = await readdir(join(home, 'intake'));
  assert.equal(cases.length, 1);
  const text = await readFile(join(home, 'intake', cases[0] ?? '', 'case', 'case.json'), 'utf8');
  const { claims }: Stored = JSON.parse(text);
  assert.deepEqual(claims.map(({ stage }) => stage).sort(), ['first', 'reminder']);
  assert.deepEqual([...new Set(claims.map(({ reference }) => reference))], ['10293847561']);
});
