import assert from 'node:assert/strict';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { pastedHost } from '../../../src/desk/pasted-host.ts';
import { hostDocument } from '../../../src/hosts/document.ts';
import { Facts } from '../../../src/hosts/facts.ts';
import { PROC_FILES } from '../../../src/hosts/live/proc-files.ts';
import { watchProcesses } from '../../../src/hosts/live/watch.ts';
import { readPaste } from '../../../src/hosts/pastes/read.ts';
import { readSigns } from '../../../src/hosts/signs/read.ts';
import { respawnsOf } from '../../../src/hosts/watch/respawns.ts';
import type { Run } from '../../../src/hosts/watch/respawns.ts';
import { takeWatched } from '../../../src/hosts/watch/take.ts';
import type { HostMessage } from '../../../src/hosts/words/messages.ts';
import { renderHost } from '../../../src/hosts/words/render.ts';
import { LANGS } from '../../../src/language/lang.ts';
import { temporary } from '../../support.ts';

/** A process of a made /proc. */
interface Made {
  pid: number;
  name: string;
  parent?: number;
  exe?: string;
  title?: string;
  unit?: string;
  state?: string;
}

async function put(
  proc: string,
  { pid, name, parent = 1, exe, title, unit, state = 'S' }: Made,
): Promise<void> {
  const folder = join(proc, String(pid));
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await writeFile(join(folder, 'status'), `Name:\t${name}\nState:\t${state} (x)\nPPid:\t${parent}\n`);
  await writeFile(join(folder, 'cmdline'), (title ?? exe ?? '').replaceAll(' ', '\0'));
  await writeFile(join(folder, 'cgroup'), unit === undefined ? '0::/\n' : `0::/system.slice/${unit}\n`);
  if (exe !== undefined) await symlink(exe, join(folder, 'exe'));
}

/** Watches a made /proc that changes before each look. */
async function watch(t: TestContext, steps: readonly ((proc: string) => Promise<void>)[]): Promise<Run[]> {
  const proc = await temporary(t);
  let look = 0;
  const fs = {
    ...PROC_FILES,
    readdir: async (path: string) => {
      if (path === proc) await steps[look++]?.(proc);
      return PROC_FILES.readdir(path);
    },
  };
  const { runs, whole } = await watchProcesses(fs, proc, steps.length + 2, new AbortController().signal);
  assert.ok(whole);
  return runs;
}

function taken(
  runs: readonly Run[],
  facts = new Facts(),
): { facts: Facts; starts: string[]; looked: HostMessage[] } {
  const looked: HostMessage[] = [];
  takeWatched({ runs, whole: true }, 30, { facts, gaps: [], looked });
  const starts = facts.respawns.flatMap((one) => one.starts.map((message) => renderHost(message, 'en')));
  return { facts, starts, looked };
}

const WORKER = { name: 'worker', exe: '/tmp/.x/worker' };

test('a program that ends and begins again is told with the process above it, and what runs on is not', async (t) => {
  const runs = await watch(t, [
    async (proc) => {
      await put(proc, { pid: 1, name: 'systemd', exe: '/usr/lib/systemd/systemd' });
      await put(proc, { pid: 40, name: 'keeper', exe: '/opt/keeper' });
      await put(proc, { pid: 41, parent: 40, ...WORKER });
      await put(proc, { pid: 50, name: 'sshd', exe: '/usr/sbin/sshd' });
    },
    (proc) => rm(join(proc, '41'), { recursive: true }),
    (proc) => put(proc, { pid: 52, parent: 40, ...WORKER }),
  ]);
  const { facts, starts, looked } = taken(runs);
  assert.deepEqual(starts, ['process keeper (40)']);
  assert.deepEqual(facts.respawns[0]?.pids, [41, 52]);
  assert.deepEqual(looked, [{ key: 'watched', params: { seconds: 30, programs: 1 } }]);
  const [finding] = readSigns(facts);
  assert.deepEqual(
    [finding?.detector, finding?.severity, finding?.subject.pid, finding?.numbers],
    ['respawn', 'high', 52, { starts: 1, seconds: 30 }],
  );
});

test('a second one that begins while the first one runs is no return', async (t) => {
  const runs = await watch(t, [
    (proc) => put(proc, { pid: 41, ...WORKER }),
    (proc) => put(proc, { pid: 42, ...WORKER }),
    (proc) => rm(join(proc, '41'), { recursive: true }),
  ]);
  assert.deepEqual(respawnsOf(runs), []);
});

test('one that ended and is listed on, because its parent takes no notice, has ended', async (t) => {
  const runs = await watch(t, [
    (proc) => put(proc, { pid: 41, ...WORKER }),
    async (proc) => {
      await put(proc, { pid: 41, name: 'worker', state: 'Z' });
      await put(proc, { pid: 42, ...WORKER });
    },
  ]);
  assert.deepEqual(
    respawnsOf(runs).map(({ runs: own }) => own.map(({ pid }) => pid)),
    [[41, 42]],
  );
});

test('what was seen before it became another program is told by what it became', async (t) => {
  const loop = { name: 'sh', exe: '/tmp/loop', title: '/tmp/loop' };
  const runs = await watch(t, [
    async (proc) => {
      await put(proc, { pid: 40, ...loop });
      await put(proc, { pid: 41, parent: 40, ...WORKER });
    },
    async (proc) => {
      await rm(join(proc, '41'), { recursive: true });
      await put(proc, { pid: 42, parent: 40, ...loop });
    },
    (proc) => put(proc, { pid: 42, parent: 40, ...WORKER }),
  ]);
  assert.deepEqual(
    respawnsOf(runs).map(({ path }) => path),
    ['/tmp/.x/worker'],
  );
});

test('the unit, the timer and the transient unit of systemd are named, with the files that say so', async (t) => {
  const began = (unit: string) =>
    watch(t, [
      (proc) => put(proc, { pid: 41, unit, ...WORKER }),
      (proc) => rm(join(proc, '41'), { recursive: true }),
      (proc) => put(proc, { pid: 42, unit, ...WORKER }),
    ]);
  const facts = (): Facts => {
    const all = new Facts();
    const add = (kind: 'systemd unit' | 'systemd timer', name: string): void => {
      all.persistence.push({ kind, name, origin: { evidence: name, line: 3, by: 'file' } });
    };
    add('systemd unit', '/etc/systemd/system/net-helper.service');
    add('systemd timer', '/etc/systemd/system/net-helper.timer');
    add('systemd unit', '/run/systemd/transient/run-u7.service');
    add('systemd timer', '/run/systemd/transient/run-u7.timer');
    return all;
  };
  assert.deepEqual(taken(await began('net-helper.service'), facts()).starts, [
    'systemd, as /etc/systemd/system/net-helper.service',
    'the systemd timer /etc/systemd/system/net-helper.timer',
  ]);
  assert.deepEqual(taken(await began('run-u7.service'), facts()).starts, [
    'a transient unit of systemd, which a restart of the host removes (/run/systemd/transient/run-u7.service)',
    'the systemd timer /run/systemd/transient/run-u7.timer',
  ]);
  assert.deepEqual(taken(await began('other.service')).starts, ['systemd, as other.service']);
});

test('cron is named with its line, whether it is above the process or only its unit tells', async (t) => {
  const facts = (): Facts => {
    const all = new Facts();
    const name = '/etc/cron.d/job';
    const origin = { evidence: name, line: 2, by: 'file' };
    all.persistence.push({ kind: 'cron', name, command: 'nohup /tmp/.x/worker >/dev/null', origin });
    return all;
  };
  const above = await watch(t, [
    async (proc) => {
      await put(proc, { pid: 30, name: 'cron', exe: '/usr/sbin/cron' });
      await put(proc, { pid: 31, parent: 30, name: 'sh', exe: '/usr/bin/dash' });
      await put(proc, { pid: 41, parent: 31, ...WORKER });
    },
    (proc) => rm(join(proc, '41'), { recursive: true }),
    (proc) => put(proc, { pid: 42, parent: 31, ...WORKER }),
  ]);
  assert.deepEqual(taken(above, facts()).starts, ['cron, by /etc/cron.d/job:2']);
  const unit = await watch(t, [
    (proc) => put(proc, { pid: 41, unit: 'cron.service', ...WORKER }),
    (proc) => rm(join(proc, '41'), { recursive: true }),
    (proc) => put(proc, { pid: 42, unit: 'cron.service', ...WORKER }),
  ]);
  assert.deepEqual(taken(unit, facts()).starts, ['cron, by /etc/cron.d/job:2']);
  assert.deepEqual(taken(unit).starts, ['cron, by a line that was not found']);
});

test('installed programs that begin again and again are listed, and nobody is accused', async (t) => {
  const sleep = { name: 'sleep', exe: '/usr/bin/sleep', title: 'sleep 5', parent: 40 };
  const runs = await watch(t, [
    async (proc) => {
      await put(proc, { pid: 40, name: 'sh', exe: '/usr/bin/dash', title: 'sh -c loop' });
      await put(proc, { pid: 41, ...sleep });
    },
    (proc) => rm(join(proc, '41'), { recursive: true }),
    (proc) => put(proc, { pid: 42, ...sleep }),
  ]);
  const { facts } = taken(runs);
  assert.equal(facts.respawns.length, 1);
  assert.deepEqual(readSigns(facts), []);
});

test('two lists of processes in one text show what came back between them, and workers of servers do not', () => {
  const list = (at: string, rows: readonly string[]): string =>
    `# date -u\n${at}\n\n# ps -eo pid,ppid,user,stat,etime,args\n    PID    PPID USER     STAT     ELAPSED COMMAND\n${rows.join('\n')}\n\n`;
  const always = [
    '      1       0 root     Ss      10:00:00 /sbin/init',
    '    300       1 root     Ss      10:00:00 /usr/sbin/cron -f',
    '    310       1 root     Ss      10:00:00 nginx: master process /usr/sbin/nginx',
  ];
  const text =
    list('Sun Nov 29 19:20:00 UTC 2026', [
      ...always,
      '    311     310 www-data S       09:00:00 nginx: worker process',
      '    400     300 root     S          01:00 /tmp/.x/worker -q',
    ]) +
    '# cat /etc/crontab\n*/3 * * * * root /tmp/.x/worker -q\n\n' +
    list('Sun Nov 29 19:21:00 UTC 2026', [
      ...always,
      '    512     310 www-data S          00:10 nginx: worker process',
      '    513     300 root     S          00:20 /tmp/.x/worker -q',
    ]);
  const { respawns, findings } = hostDocument(
    pastedHost([{ path: 'host.txt', paste: readPaste(text, 'host.txt') }], '2026-11-30'),
  );
  assert.deepEqual(
    respawns.map(({ path, pids, seconds }) => [path, pids, seconds]),
    [['/tmp/.x/worker', [400, 513], 60]],
  );
  assert.match(respawns[0]?.starts[0]?.text ?? '', /^cron, by \/etc\/crontab/);
  const finding = findings.find(({ detector }) => detector === 'respawn');
  assert.deepEqual([finding?.severity, finding?.subject.pid], ['high', 513]);
});

test('a program that comes back is told in every language, with its number and what starts it', async (t) => {
  const runs = await watch(t, [
    async (proc) => {
      await put(proc, { pid: 40, name: 'keeper', exe: '/opt/keeper' });
      await put(proc, { pid: 41, parent: 40, ...WORKER });
    },
    (proc) => rm(join(proc, '41'), { recursive: true }),
    (proc) => put(proc, { pid: 31_052, parent: 40, ...WORKER }),
  ]);
  const [finding] = readSigns(taken(runs).facts);
  assert.ok(finding !== undefined);
  const texts = LANGS.map((lang) => renderHost(finding.message, lang));
  assert.equal(new Set(texts).size, LANGS.length);
  for (const text of texts)
    for (const part of ['/tmp/.x/worker', '31052', 'keeper (40)']) assert.ok(text.includes(part), text);
});
