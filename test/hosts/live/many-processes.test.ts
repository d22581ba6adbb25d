import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { hostDocument } from '../../../src/hosts/document.ts';
import { Facts } from '../../../src/hosts/facts.ts';
import { PROC_FILES } from '../../../src/hosts/live/proc-files.ts';
import { readProcesses } from '../../../src/hosts/live/processes.ts';
import type { LiveProcess } from '../../../src/hosts/live/processes.ts';
import { readSockets } from '../../../src/hosts/live/sockets.ts';
import type { Files } from '../../../src/hosts/live/read.ts';
import { takesLinearTime, temporary } from '../../support.ts';

/** A /proc of so many processes in a few network namespaces, each with a socket. */
async function made(t: TestContext, count: number): Promise<string> {
  const proc = await temporary(t);
  await writeFile(join(proc, 'stat'), 'btime 1700000000\n');
  const rows: string[] = ['header'];
  for (let pid = 1; pid <= count; pid++) {
    rows.push(`  ${pid}: 0100007F:1F90 00000000:0000 0A 0:0 0:0 0 0 0 ${100_000 + pid} 1 0 100 0 0 10 0`);
  }
  for (let pid = 1; pid <= count; pid++) {
    const folder = join(proc, String(pid));
    await mkdir(join(folder, 'fd'), { recursive: true });
    await mkdir(join(folder, 'ns'));
    await writeFile(join(folder, 'stat'), `${pid} (worker) S 1 ${'0 '.repeat(17)}500 0\n`);
    await writeFile(
      join(folder, 'status'),
      'Name:\tworker\nState:\tS (x)\nPPid:\t1\nUid:\t0\t0\t0\t0\nVmSize:\t1 kB\n',
    );
    await writeFile(join(folder, 'cmdline'), 'worker\0');
    await symlink('/usr/bin/worker', join(folder, 'exe'));
    await symlink(`net:[${4_000_000_000 + (pid % 3)}]`, join(folder, 'ns/net'));
    await symlink(`socket:[${100_000 + pid}]`, join(folder, 'fd/3'));
    if (pid <= 3) {
      await mkdir(join(folder, 'net'));
      await writeFile(join(folder, 'net/tcp'), rows.join('\n'));
    }
  }
  return proc;
}

/** Counts what is asked of the file system. */
function counting(): { fs: Files; asked: () => number } {
  let asked = 0;
  const one =
    <A extends unknown[], R>(work: (...args: A) => R) =>
    (...args: A): R => {
      asked += 1;
      return work(...args);
    };
  const fs: Files = {
    readFile: one((path) => PROC_FILES.readFile(path)),
    readlink: one((path) => PROC_FILES.readlink(path)),
    readdir: one((path) => PROC_FILES.readdir(path)),
    lstat: one((path) => PROC_FILES.lstat(path)),
    stat: one((path) => PROC_FILES.stat(path)),
    realpath: one((path) => PROC_FILES.realpath(path)),
    open: one((path, flags) => PROC_FILES.open(path, flags)),
  };
  return { fs, asked: () => asked };
}

async function read(fs: Files, proc: string, count: number): Promise<Facts> {
  const pids = Array.from({ length: count }, (_, i) => i + 1);
  const processes: LiveProcess[] = await readProcesses(fs, proc, pids, new Map());
  const facts = new Facts();
  facts.processes.push(...processes.map(({ fact }) => fact));
  const { sockets } = await readSockets(fs, proc, processes);
  for (const socket of sockets) facts.sockets.push(socket);
  return facts;
}

test('each process costs the same few reads, however many there are, and every socket finds its process', async (t) => {
  const costs: number[] = [];
  for (const count of [100, 400]) {
    const proc = await made(t, count);
    const { fs, asked } = counting();
    const facts = await read(fs, proc, count);
    assert.equal(facts.processes.length, count);
    assert.ok(facts.sockets.every(({ owners }) => owners.length === 1));
    costs.push(asked() / count);
  }
  const [few = 0, many = 0] = costs;
  assert.ok(many <= few && many < 12, `reads for each process: ${few} of 100, ${many} of 400`);
});

test('what is said of many processes and sockets takes time that grows with their number alone', async () => {
  await takesLinearTime(10_000, (count) => {
    const facts = new Facts();
    const origin = { evidence: '/proc', line: 0, by: 'proc' };
    for (let pid = 1; pid <= count; pid++) {
      const executable = { path: '/usr/bin/worker' };
      facts.processes.push({
        pid,
        parent: 1,
        name: 'worker',
        title: 'worker',
        executable,
        kernel: false,
        origin,
      });
      facts.sockets.push({
        kind: 'tcp',
        owners: [{ pid, name: 'worker' }],
        inode: pid,
        state: 'LISTEN',
        origin,
      });
    }
    const listed = { connections: true, raw: true, packet: true };
    const from = {
      source: 'live' as const,
      hosts: [],
      evidence: [],
      facts,
      gaps: [],
      listed,
      today: '2026-11-30',
    };
    assert.deepEqual(hostDocument(from).findings, []);
  });
});
