import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT, temporary } from '../support.ts';
import { run } from './run.ts';

const PASTE = 'raw   104832 426240 0.0.0.0:6   0.0.0.0:*   7   19719/Lixsyn\n';

interface Printed {
  schema: string;
  findings: { detector: string; subject: Record<string, unknown> }[];
  persistence: { name: string; command?: string }[];
  files: { path: string }[];
  gaps: { message: { key: string } }[];
}

function printed(text: string): Printed {
  const value: Printed = JSON.parse(text);
  return value;
}

test('a pasted listing gives the process that sends, as JSON and on the screen of each language', async (t) => {
  const json = await run(t, { 'netstat.txt': PASTE }, [
    'host',
    'inspect',
    '--paste',
    'netstat.txt',
    '--json',
  ]);
  assert.equal(json.code, 0);
  const document = printed(json.stdout);
  assert.equal(document.schema, 'abusedesk.host/1');
  assert.deepEqual(document.findings[0]?.subject, { pid: 19719, process: 'Lixsyn' });
  for (const lang of ['en', 'ja', 'ko', 'zh', 'ru']) {
    const screen = await run(t, { 'n.txt': PASTE }, ['host', 'inspect', '--paste', 'n.txt', '--lang', lang]);
    assert.equal(screen.code, 0);
    assert.match(screen.stdout, /19719/);
  }
});

test('the screen shows the culprit below its parent, what starts it, and what happened when', async (t) => {
  const paste = `root@web-1:~# date -u
Thu Dec 14 02:31:07 UTC 2017
root@web-1:~# ps -eo pid,ppid,user,lstart,args
  PID  PPID USER                      STARTED COMMAND
    1     0 root     Wed Dec 13 20:00:01 2017 /sbin/init
19719     1 root     Thu Dec 14 02:01:00 2017 /tmp/Lixsyn
root@web-1:~# netstat -anp
raw   104832 426240 0.0.0.0:6   0.0.0.0:*   7   19719/Lixsyn
root@web-1:~# cat /etc/crontab
*/5 * * * * root /tmp/Lixsyn
root@web-1:~# stat /tmp/Lixsyn
  File: /tmp/Lixsyn
  Size: 598416    	Blocks: 1176       IO Block: 4096   regular file
Access: 2017-12-14 02:00:50.000000000 +0000
Modify: 2017-12-14 02:00:55.000000000 +0000
Change: 2017-12-14 02:00:50.000000000 +0000
 Birth: 2017-12-14 02:00:50.000000000 +0000
`;
  const { code, stdout } = await run(t, { 'p.txt': paste }, ['host', 'inspect', '--paste', 'p.txt']);
  assert.equal(code, 0);
  const lines = stdout.split('\n').map((line) => line.trim());
  const culprit = lines.findIndex((line) =>
    /^▶ +└ 19719 Lixsyn .*\/tmp\/Lixsyn {2}raw TCP \(6\)$/.test(line),
  );
  assert.ok(culprit > 0, stdout);
  assert.match(lines[culprit - 1] ?? '', /^1 .*\/sbin\/init/);
  assert.ok(
    lines.some((line) => line.includes('/etc/crontab') && line.includes('*/5 * * * *')),
    stdout,
  );
  assert.deepEqual(
    lines.filter((line) => line.startsWith('2017-')).map((line) => line.slice(0, 19)),
    ['2017-12-13 20:00:01', '2017-12-14 02:00:50', '2017-12-14 02:00:55', '2017-12-14 02:01:00'],
    stdout,
  );
});

test('the sockets stand beside the flows that the notice of a case names, on each screen', async (t) => {
  const example = join(ROOT, 'examples', 'tomcat-dos');
  const made = await run(t, {}, ['investigate', example, '--case', 'c', '--quiet']);
  assert.equal(made.code, 0, made.stderr);
  const beside =
    /TCP 203\.0\.113\.80:80 {2}2017-12-14 02:02:28 UTC .* ← {2}2 × raw TCP \(6\) {2}19719 Lixsyn/;
  const shown = await run(t, {}, ['show', join(made.folder, 'c')]);
  assert.match(shown.stdout, beside);
  const pastes = ['chat.txt', 'ps.txt', 'reach.txt'].map((name) => join(example, 'host', name));
  const argv = ['host', 'inspect', '--paste', ...pastes];
  const inspected = await run(t, {}, [...argv, '--case', join(made.folder, 'c')]);
  assert.equal(inspected.code, 0, inspected.stderr);
  assert.match(inspected.stdout, beside);
  // Without the case nobody has said which flows are meant.
  assert.doesNotMatch((await run(t, {}, argv)).stdout, /203\.0\.113\.80:80 /);
  const missing = await run(t, {}, [...argv, '--case', 'none']);
  assert.equal(missing.code, 2, missing.stderr);
});

test('a paste that is not there, and two places at once, say what to do', async (t) => {
  const missing = await run(t, {}, ['host', 'inspect', '--paste', 'none.txt']);
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /none\.txt/);
  const both = await run(t, { 'n.txt': PASTE }, ['host', 'inspect', '--paste', 'n.txt', '--root', '.']);
  assert.equal(both.code, 2);
  const nowhere = await run(t, {}, ['host', 'inspect', '--root', 'none']);
  assert.equal(nowhere.code, 2);
  const windows = await run(t, {}, ['host', 'inspect'], { platform: 'win32' });
  assert.equal(windows.code, 2);
  assert.match(windows.stderr, /--paste/);
});

test('only this host is watched, and for a number of seconds', async (t) => {
  for (const argv of [
    ['--watch', '0'],
    ['--watch', 'soon'],
    ['--watch', '5', '--root', '.'],
    ['--watch', '5', '--paste', 'n.txt'],
  ]) {
    const { code, stderr } = await run(t, { 'n.txt': PASTE }, ['host', 'inspect', ...argv]);
    assert.equal(code, 2, argv.join(' '));
    assert.match(stderr, /--watch/);
  }
});

test('scanners are asked for with rules that are there, and for files that can be opened', async (t) => {
  const none = await run(t, { 'disk/tmp/a': 'x' }, [
    'host',
    'inspect',
    '--root',
    'disk',
    '--yara',
    'none.yar',
  ]);
  assert.equal(none.code, 2);
  assert.match(none.stderr, /none\.yar/);
  const paste = await run(t, { 'n.txt': PASTE }, ['host', 'inspect', '--paste', 'n.txt', '--clamav']);
  assert.equal(paste.code, 2);
  assert.match(paste.stderr, /--root/);
});

test('a scanner that is not installed is said in every language, and the rest is told', async (t) => {
  const files = { 'disk/tmp/a': 'x', 'disk/etc/ld.so.preload': '/usr/local/lib/hide.so\n' };
  const missing = { ask: async () => ({ outcome: 'missing' as const, stdout: '', stderr: '' }) };
  const said = new Set<string>();
  for (const lang of ['en', 'ja', 'ko', 'zh', 'ru']) {
    const argv = ['host', 'inspect', '--root', 'disk', '--clamav', '--lang', lang];
    const { code, stdout } = await run(t, files, argv, missing);
    assert.equal(code, 0);
    assert.match(stdout, /hide\.so/);
    said.add(stdout.split('\n').find((line) => line.includes('ClamAV')) ?? '');
  }
  assert.equal(said.size, 5, [...said].join('\n'));
});

test('a text without any output is said to have none', async (t) => {
  const { code, stdout } = await run(t, { 'a.txt': 'Hello,\nplease help.\n' }, [
    'host',
    'inspect',
    '--paste',
    'a.txt',
    '--json',
  ]);
  assert.equal(code, 0);
  assert.deepEqual(
    printed(stdout).gaps.map(({ message }) => message.key),
    ['nothingRead'],
  );
});

test('control characters of a hostile name do not reach the terminal', async (t) => {
  const hostile = 'raw   0 0 0.0.0.0:6   0.0.0.0:*   7   19719/\u001b]0;x\u0007\u202eabc\n';
  const { stdout } = await run(t, { 'n.txt': hostile }, ['host', 'inspect', '--paste', 'n.txt']);
  assert.doesNotMatch(stdout, /[\u0007\u202e]|\u001b\]/);
});

test('a mounted disk is read for what starts by itself, and links that lead out of it are not followed', async (t) => {
  const root = await temporary(t);
  const outside = await temporary(t);
  await writeFile(join(outside, 'evil'), '* * * * * root /tmp/outside/x\n');
  await mkdir(join(root, 'etc/cron.d'), { recursive: true });
  await mkdir(join(root, 'tmp'));
  await writeFile(join(root, 'etc/cron.d/job'), '*/3 * * * * root /tmp/.x/run\n');
  await symlink(join(outside, 'evil'), join(root, 'etc/cron.d/link'));
  await mkdir(join(root, 'var/spool'), { recursive: true });
  await symlink(outside, join(root, 'var/spool/cron'));
  await writeFile(join(root, 'etc/ld.so.preload'), '/usr/local/lib/hide.so\n');
  const { code, stdout } = await run(t, {}, ['host', 'inspect', '--root', root, '--json']);
  assert.equal(code, 0);
  const { findings, persistence } = printed(stdout);
  assert.deepEqual(findings.map(({ detector }) => detector).sort(), ['odd-start', 'preload']);
  assert.ok(persistence.every(({ command }) => command?.includes('outside') !== true));
});

test('the collector is a shell script that says how its output is read', async (t) => {
  const { code, stdout } = await run(t, {}, ['host', 'script']);
  assert.equal(code, 0);
  assert.match(stdout, /^#!\/bin\/sh\n/);
  assert.match(stdout, /host inspect --paste/);
  // Nothing is written but what is printed.
  assert.doesNotMatch(
    stdout.replaceAll('> /dev/null', '').replaceAll('host.txt', ''),
    /(?<!2)>(?! *&|=)\s*[^\s&>]*\/|\brm\b|\bkill\b|\bmv\b/,
  );
});
