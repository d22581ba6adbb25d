import assert from 'node:assert/strict';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { ProgramAnswer, Programs } from '../../../src/base/ports.ts';
import { Facts } from '../../../src/hosts/facts.ts';
import { readConfigurations } from '../../../src/hosts/live/configurations.ts';
import { PROC_FILES } from '../../../src/hosts/live/proc-files.ts';
import { Tree } from '../../../src/hosts/live/read.ts';
import { askSshd } from '../../../src/hosts/live/sshd.ts';
import { runChecks } from '../../../src/hosts/run-checks.ts';
import { temporary } from '../../support.ts';

/** A host with sshd and a file of settings, looked at by a user with this number. */
async function host(t: TestContext, uid: number, settings = 'PasswordAuthentication yes\n') {
  const root = await temporary(t);
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  await put('usr/sbin/sshd', 'a program');
  await chmod(join(root, 'usr/sbin/sshd'), 0o755);
  await put('etc/ssh/sshd_config', settings);
  await put('proc/self/status', `Name:\tnode\nUid:\t${uid}\t${uid}\t${uid}\t${uid}\n`);
  const tree = new Tree(PROC_FILES, root);
  const facts = new Facts();
  await readConfigurations(PROC_FILES, tree, facts);
  return { tree, facts, proc: join(root, 'proc') };
}

function answering(answer: Partial<ProgramAnswer>): Programs & { asked: (readonly string[])[] } {
  const asked: (readonly string[])[] = [];
  return {
    asked,
    ask: async (argv) => {
      asked.push(argv);
      return { outcome: 'ended', code: 0, stdout: '', stderr: '', ...answer };
    },
  };
}

function failed(facts: Facts): string[] {
  return runChecks({ facts, today: '2026-11-30' })
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ id }) => id);
}

test('to root sshd itself says what is in force, and that counts more than its files', async (t) => {
  const { tree, facts, proc } = await host(t, 0);
  const stdout = 'port 22\npasswordauthentication no\npermitrootlogin no\nkbdinteractiveauthentication no\n';
  const effects = answering({ stdout });
  assert.deepEqual(await askSshd(PROC_FILES, tree, proc, facts, effects), []);
  assert.deepEqual(effects.asked, [['/usr/sbin/sshd', '-T']]);
  assert.deepEqual(failed(facts), []);
});

test('another user, a host without sshd, and one whose sshd was changed do not ask it', async (t) => {
  const user = await host(t, 1000);
  const changed = await host(t, 0);
  changed.facts.packages.push({
    path: '/usr/sbin/sshd',
    what: 'content',
    configuration: false,
    origin: { evidence: 'x', line: 1, by: 'file' },
  });
  const without = await host(t, 0);
  without.facts.configurations.length = 0;
  for (const { tree, facts, proc } of [user, changed, without]) {
    const effects = answering({ stdout: 'port 22\n' });
    assert.deepEqual(await askSshd(PROC_FILES, tree, proc, facts, effects), []);
    assert.deepEqual(effects.asked, []);
  }
});

test('where sshd cannot tell, its words are said, and the files tell', async (t) => {
  const answers: Partial<ProgramAnswer>[] = [
    { code: 255, stderr: 'sshd: no hostkeys available -- exiting.\n' },
    { outcome: 'stopped', stdout: 'port 22\n' },
    { outcome: 'missing' },
    { stdout: 'Welcome!\n' },
  ];
  const said: unknown[] = [];
  for (const answer of answers) {
    const { tree, facts, proc } = await host(t, 0);
    const gaps = await askSshd(PROC_FILES, tree, proc, facts, answering(answer));
    said.push(...gaps.map(({ key, params }) => [key, params]));
    assert.deepEqual(failed(facts), ['sshd.password-authentication', 'sshd.keyboard-interactive']);
  }
  assert.deepEqual(said, [
    ['sshdUnasked', { said: 'sshd: no hostkeys available -- exiting.' }],
    ['sshdUnasked', { said: 'stopped' }],
    ['sshdUnasked', { said: 'missing' }],
    ['sshdUnasked', { said: 'ended' }],
  ]);
});

test('of two names of one setting the one that comes first counts', async (t) => {
  const first =
    'PasswordAuthentication no\nChallengeResponseAuthentication no\nKbdInteractiveAuthentication yes\n';
  assert.deepEqual(failed((await host(t, 0, first)).facts), []);
  const then =
    'PasswordAuthentication no\nKbdInteractiveAuthentication yes\nChallengeResponseAuthentication no\n';
  assert.deepEqual(failed((await host(t, 0, then)).facts), ['sshd.keyboard-interactive']);
});
