import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { ROOT, temporary } from '../../../test/support.ts';
import { execute, hostIn } from './namespace.ts';

interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Computer {
  space: string;
  /** In place of /etc/nginx. */
  folder: string;
  home: string;
  /** Runs `abusedesk block` there, as `user`; 0 is root. */
  block: (user: number, ...argv: string[]) => Promise<Ran>;
}

let made = 0;

/** nginx, which has nothing to serve but is there to be told of its new configuration. */
async function serving(t: TestContext, within: readonly string[], pid: string): Promise<void> {
  const server = spawn('ip', [...within, 'nginx', '-g', 'daemon off; master_process on;'], {
    stdio: 'ignore',
  });
  const ended = once(server, 'exit');
  t.after(async () => {
    server.kill('SIGTERM');
    await ended;
  });
  const patience = Date.now() + 120_000;
  while ((await readFile(pid, 'utf8').catch(() => '')) === '') {
    assert.ok(server.exitCode === null && Date.now() < patience, 'nginx does not start');
    await sleep(50);
  }
}

/** The command, in a network namespace of the test's own, and with a folder of its own in place of nginx's. */
async function computer(t: TestContext): Promise<Computer> {
  const space = `ad${process.pid}r${made++}`;
  await execute('ip', ['netns', 'add', space]);
  t.after(() => execute('ip', ['netns', 'del', space]));
  const top = await temporary(t);
  const [folder, home] = [join(top, 'nginx'), join(top, 'home')];
  for (const path of [folder, join(folder, 'conf.d'), home]) await mkdir(path);
  await writeFile(
    join(folder, 'nginx.conf'),
    'pid /etc/nginx/pid;\nerror_log /dev/null;\nevents {}\nhttp { include /etc/nginx/conf.d/*.conf; access_log off; }\n',
  );
  await writeFile(join(top, 'list.txt'), '192.0.2.0/24\n2001:db8:7::/48\n');
  await chmod(top, 0o755);
  await chmod(home, 0o777);
  const overlay = ['sh', '-c', 'mount --bind "$0" /etc/nginx && exec "$@"', folder];
  const within = ['netns', 'exec', space, ...overlay];
  const block = (user: number, ...argv: string[]): Promise<Ran> =>
    new Promise((resolve) => {
      const asUser = ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--clear-groups'];
      const powerless = user === 0 ? [] : ['--bounding-set=-all', '--inh-caps=-all'];
      const program = [process.execPath, join(ROOT, 'bin', 'abusedesk.js'), 'block'];
      const words = [...within, ...asUser, ...powerless, ...program, ...argv];
      const env = { ...process.env, ABUSEDESK_HOME: home, HOME: home };
      const child = execFile('ip', words, { env, cwd: top }, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode, stdout, stderr }),
      );
    });
  await serving(t, within, join(folder, 'pid'));
  return { space, folder, home, block };
}

/** Everything that a block could have changed. */
async function everything({ space, folder }: Computer): Promise<string> {
  const host = hostIn(space);
  const parts = [];
  for (const argv of [['nft', 'list', 'ruleset'], ['ipset', 'save'], ['iptables-save'], ['ip6tables-save']]) {
    // What is left of a time, counters and dates change by themselves.
    parts.push((await host.run(argv)).stdout.replaceAll(/^#.*\n| expires \w+|timeout \d+|\[\d+:\d+\]/gm, ''));
  }
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    parts.push(name, await readFile(join(folder, name), 'utf8').catch(() => ''));
  }
  return parts.join('\n');
}

const NOBODY = 65_534;

/** What is said to somebody who is not root, and that nothing has changed. */
async function refusedTo(there: Computer, ...argv: string[]): Promise<void> {
  const before = await everything(there);
  const { code, stdout, stderr } = await there.block(NOBODY, ...argv);
  const asked = argv.join(' ');
  assert.deepEqual([code, stdout], [2, ''], `${asked}: ${stderr}`);
  assert.match(stderr, /^abusedesk: .*(?:not permitted|Permission denied|EACCES)/, asked);
  assert.match(stderr, /\n {2}Run it as root\.\n$/, asked);
  assert.doesNotMatch(stderr, /taking it back failed|\\x0a/, asked);
  assert.equal(await everything(there), before, asked);
}

for (const sink of ['nftables', 'ipset', 'nginx']) {
  test(`${sink}: who is not root is told so, whatever is asked, and nothing is changed`, async (t) => {
    const there = await computer(t);
    const named = ['--sink', sink];
    await refusedTo(there, 'apply', '--file', 'list.txt', ...named);
    // What failed is not taken for a block that is there.
    const undone = await there.block(0, 'undo', ...named);
    assert.equal(undone.code, 2);
    assert.match(undone.stderr, /knows of no block/);
    const timed = sink === 'nginx' ? [] : ['--for', '1h'];
    const applied = await there.block(0, 'apply', '--file', 'list.txt', ...named, ...timed);
    assert.equal(applied.code, 0, applied.stderr);
    await chmod(join(there.home, 'block', `${sink}.jsonl`), 0o666);
    for (const deed of sink === 'nginx' ? ['undo'] : ['status', 'verify', 'confirm', 'undo']) {
      await refusedTo(there, deed, ...named);
    }
    const back = await there.block(0, 'undo', ...named);
    assert.equal(back.code, 0, back.stderr);
  });
}

test('a rule file that was changed by hand is left alone by apply and by undo, and they say what to do', async (t) => {
  const there = await computer(t);
  const path = join(there.folder, 'conf.d', 'abusedesk.conf');
  const refused = async (says: RegExp, ...argv: string[]): Promise<void> => {
    const before = await everything(there);
    const { code, stdout, stderr } = await there.block(0, ...argv, '--sink', 'nginx');
    assert.deepEqual([code, stdout], [2, ''], stderr);
    assert.match(stderr, says);
    assert.match(stderr, /\/etc\/nginx\/conf\.d\/abusedesk\.conf/);
    assert.match(stderr, /Move the changes to a file of your own/);
    assert.equal(await everything(there), before);
  };
  await writeFile(path, 'geo $mine { default 0; }\n');
  await refused(/the file is not ours/, 'apply', '--file', 'list.txt');
  await rm(path);
  const applied = await there.block(0, 'apply', '--file', 'list.txt', '--sink', 'nginx');
  assert.equal(applied.code, 0, applied.stderr);
  await writeFile(path, (await readFile(path, 'utf8')).replace('192.0.2.0/24', '192.0.2.0/25'));
  await writeFile(join(there.folder, '..', 'list.txt'), '198.51.100.0/24\n');
  const changed = /changed by hand since it was written/;
  await refused(changed, 'apply', '--file', 'list.txt');
  await refused(changed, 'undo');
  await refused(changed, 'status');
  await refused(changed, 'verify');
});

test('where a web server is not installed, it is said, and no file of it is made', async (t) => {
  const there = await computer(t);
  await rm(join(there.folder, 'conf.d'), { recursive: true });
  const before = await everything(there);
  const { code, stderr } = await there.block(0, 'apply', '--file', 'list.txt', '--sink', 'nginx');
  assert.equal(code, 2);
  assert.match(stderr, /Its folder or program is not there/);
  assert.equal(await everything(there), before);
});
