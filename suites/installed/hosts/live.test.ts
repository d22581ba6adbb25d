import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, copyFile, readFile, readlink, rename, rm, writeFile, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { before, after, test } from 'node:test';
import { nodeEffects } from '../../../src/base/effects.ts';
import { inspectHost } from '../../../src/desk/inspect.ts';
import { pastedHost } from '../../../src/desk/pasted-host.ts';
import { COLLECTOR } from '../../../src/hosts/collectors/script.ts';
import { hostDocument } from '../../../src/hosts/document.ts';
import type { HostDocument } from '../../../src/hosts/document.ts';
import { readPaste } from '../../../src/hosts/pastes/read.ts';

// Real processes that do what floods and intruders do, short of sending anything: raw, packet and ping sockets, programs
// deleted, replaced, in memory, a false name, another network namespace. Needs root, python3 and unshare.

const PYTHON = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], {
  encoding: 'utf8',
}).trim();
/** A small program that lives on its own when it is copied: it waits for a line that ends it. */
const SLEEP = '/usr/bin/sleep';
const PATIENCE_MS = 120_000;
/** How long the processes live at most; they are ended when the tests are through, however slow the machine is. */
const LIFETIME_S = '1800';
const started: ChildProcess[] = [];
let folder = '';
let document: HostDocument;
const pids: Record<string, number> = {};

function start(name: string, command: string, args: readonly string[], argv0?: string): ChildProcess {
  const stdio = ['ignore', 'pipe', 'ignore'] as const;
  const child = spawn(command, args, { stdio: [...stdio], ...(argv0 !== undefined && { argv0 }) });
  started.push(child);
  assert.ok(child.pid !== undefined, name);
  pids[name] = child.pid;
  return child;
}

/** Starts a program that says `ready` when it has done what it is for. */
async function startReady(name: string, command: string, args: readonly string[]): Promise<void> {
  const child = start(name, command, args);
  await once(child.stdout!, 'data', { signal: AbortSignal.timeout(PATIENCE_MS) });
}

/** Waits until the process runs a program in memory: it replaces itself, and can say nothing afterwards. */
async function inMemory(name: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (!(await readlink(`/proc/${pids[name]}/exe`)).startsWith('/memfd:')) {
    assert.ok(Date.now() < until, `${name} does not run in memory`);
    await pause(50);
  }
}

const SOCKETS = `
import socket, time
raw = [socket.socket(socket.AF_INET, socket.SOCK_RAW, 6) for _ in range(2)]
packet = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0800))
print('ready', flush=True)
time.sleep(${LIFETIME_S})
`;
const PING = `
import socket, time
open('/proc/sys/net/ipv4/ping_group_range', 'w').write('0 100')
ping = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, 1)
ping.bind(('0.0.0.0', 0))
print('ready', flush=True)
time.sleep(${LIFETIME_S})
`;
const MEMORY = `
import os
fd = os.memfd_create('hidden', 0)
os.write(fd, open('${SLEEP}', 'rb').read())
os.execve(fd, ['sleep', '${LIFETIME_S}'], {})
`;

before(async () => {
  folder = await mkdtemp('/tmp/abusedesk-live-');
  for (const name of ['deleted', 'replaced', 'plain (deleted)', 'odd\nname']) {
    await copyFile(SLEEP, join(folder, name));
    await chmod(join(folder, name), 0o755);
  }
  await startReady('flood', PYTHON, ['-c', SOCKETS]);
  await startReady('namespace', 'unshare', ['-n', PYTHON, '-c', SOCKETS]);
  await startReady('ping', 'unshare', ['-n', PYTHON, '-c', PING]);
  start('memory', PYTHON, ['-c', MEMORY]);
  start('masked', SLEEP, [LIFETIME_S], '[kworker/0:2]');
  start('deleted', join(folder, 'deleted'), [LIFETIME_S]);
  start('replaced', join(folder, 'replaced'), [LIFETIME_S]);
  start('suffix', join(folder, 'plain (deleted)'), [LIFETIME_S]);
  start('odd', join(folder, 'odd\nname'), [LIFETIME_S]);
  await inMemory('memory');
  await rm(join(folder, 'deleted'));
  await writeFile(join(folder, 'other'), 'another file\n');
  await rename(join(folder, 'other'), join(folder, 'replaced'));
  document = await inspectHost({ pastes: [] }, nodeEffects(2));
});

after(async () => {
  for (const child of started) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function found(name: string): string[] {
  return document.findings
    .filter(({ subject }) => subject.pid === pids[name])
    .map(({ detector }) => detector);
}

/** Whether a finding says of a real thread of the kernel (PF_KTHREAD in linux/sched.h) that it only has the name of one. */
function maskedKernelThread({ detector, subject }: HostDocument['findings'][number]): boolean {
  if (detector !== 'masked-name') return false;
  try {
    const stat = readFileSync(`/proc/${subject.pid}/stat`, 'latin1');
    const flags = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[6]);
    return (flags & 0x0020_0000) !== 0;
  } catch {
    return false;
  }
}

function processOf(name: string): HostDocument['processes'][number] {
  const process = document.processes.find(({ pid }) => pid === pids[name]);
  assert.ok(process !== undefined, name);
  return process;
}

test('the process with raw and packet sockets is found, with its protocol and how many', () => {
  const raw = document.findings.find(
    ({ detector, subject }) => detector === 'raw-socket' && subject.pid === pids['flood'],
  );
  assert.deepEqual([raw?.numbers['sockets'], raw?.numbers['protocol']], [2, 6]);
  assert.ok(found('flood').includes('packet-socket'));
});

test('the same process in a network namespace without a name is found there', () => {
  assert.ok(found('namespace').includes('raw-socket'));
  const own = document.sockets.find(({ owners }) => owners.some(({ pid }) => pid === pids['namespace']));
  const other = document.sockets.find(({ owners }) => owners.some(({ pid }) => pid === pids['flood']));
  assert.notEqual(own?.namespace, other?.namespace);
});

test('a ping socket, which no listing of ss or netstat shows, stands among the sockets', () => {
  const own = document.sockets.filter(({ owners }) => owners.some(({ pid }) => pid === pids['ping']));
  assert.deepEqual(
    own.map(({ kind }) => kind),
    ['ping'],
  );
  assert.deepEqual(found('ping'), []);
});

test('a program in memory is found and hashed by what runs', async () => {
  assert.deepEqual(found('memory'), ['memory-program']);
  const expected = createHash('sha256')
    .update(await readFile(SLEEP))
    .digest('hex');
  assert.equal(processOf('memory').executable?.sha256, expected);
});

test('a deleted, a replaced and an oddly named program are told apart', () => {
  assert.deepEqual(processOf('deleted').executable?.deleted, true);
  assert.deepEqual(processOf('replaced').executable?.replaced, true);
  const { executable } = processOf('suffix');
  assert.equal(executable?.path, join(folder, 'plain (deleted)'));
  assert.equal(executable?.deleted, undefined);
  assert.equal(processOf('odd').name, 'odd\nname');
  for (const name of ['deleted', 'replaced', 'suffix', 'odd'])
    assert.ok(found(name).includes('temporary-program'), name);
  assert.ok(found('deleted').includes('deleted-program'));
});

test('a process that calls itself a kernel thread is found, and the real ones are not', () => {
  assert.deepEqual(found('masked'), ['masked-name']);
  assert.deepEqual(document.findings.filter(maskedKernelThread), []);
});

for (const shell of [['sh'], ['busybox', 'sh']]) {
  test(`the collector, run by ${shell.join(' ')}, tells the same of these processes, and what it prints is read`, (t) => {
    const [program = '', ...args] = shell;
    const text = execFileSync(program, [...args, '-s'], { input: COLLECTOR, maxBuffer: 2 ** 28 }).toString();
    const paste = readPaste(text, 'host.txt');
    // What other programs on this machine are called is their affair; of ours every row is read, but for both halves of
    // the name that holds a line feed: before the second one, the first may have been cut.
    const lines = text.split('\n');
    const unread = paste.rejects.map(({ line }) => lines[line - 1] ?? '');
    t.diagnostic(`not read: ${JSON.stringify(unread)}`);
    assert.deepEqual(
      unread.filter((line) => line.includes(folder) && !/\/odd$|^name\} /.test(line)),
      [],
    );
    const { findings, sockets } = hostDocument(pastedHost([{ path: 'host.txt', paste }], '2026-11-30'));
    const of = (name: string): string[] =>
      findings.filter(({ subject }) => subject.pid === pids[name]).map(({ detector }) => detector);
    assert.deepEqual(of('flood').sort(), ['packet-socket', 'raw-socket']);
    assert.ok(of('namespace').includes('raw-socket'));
    assert.deepEqual(of('memory'), ['memory-program']);
    assert.deepEqual(of('masked'), ['masked-name']);
    assert.ok(of('deleted').includes('deleted-program'));
    for (const name of ['deleted', 'replaced', 'suffix', 'odd'])
      assert.ok(of(name).includes('temporary-program'), `${name}: ${of(name).join(', ')}`);
    assert.deepEqual(of('ping'), []);
    assert.ok(sockets.some(({ kind }) => kind === 'ping'));
    assert.deepEqual(findings.filter(maskedKernelThread), []);
  });
}

test('no process is called hidden, whichever come and go meanwhile', () => {
  assert.deepEqual(
    document.findings.filter(({ detector }) => detector === 'hidden-process'),
    [],
  );
});
