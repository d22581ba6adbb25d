import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pastedHost } from '../../src/desk/pasted-host.ts';
import { hostDocument } from '../../src/hosts/document.ts';
import { COLLECTOR } from '../../src/hosts/collectors/script.ts';
import { readPaste } from '../../src/hosts/pastes/read.ts';

const LIST = `nf_tables 376832 2 nft_chain_nat,nft_ct, Live 0x0000000000000000
nvidia 62312448 71 nvidia_uvm, Live 0x0000000000000000 (POE)
`;
const SYS = `/sys/module/nf_tables/initstate:live
/sys/module/nvidia/initstate:live
/sys/module/xpacket/initstate:live
/sys/module/xpacket/taint:OE
`;
const BY_SYS = '$ grep -H . /sys/module/*/initstate /sys/module/*/taint';
const FOUND = '$ modinfo -n nvidia 2>&1\n/lib/modules/6.1.0-31-cloud-amd64/updates/dkms/nvidia.ko\n';
const TAINT = '$ cat /proc/sys/kernel/tainted\n12288\n';

interface Told {
  signs: string[];
  gaps: string[];
}

function told(text: string): Told {
  const paste = readPaste(text, 'host.txt');
  const { findings, gaps } = hostDocument(pastedHost([{ path: 'host.txt', paste }], '2026-11-30'));
  const signs = findings.map(({ detector, subject }) => `${detector} ${subject.path ?? ''}`);
  return { signs, gaps: gaps.map(({ message }) => message.key) };
}

test('a module that hides from the list is found in what the collector prints', () => {
  const text = `$ cat /proc/modules\n${LIST}${BY_SYS}\n${SYS}$ cat /proc/modules\n${LIST}${FOUND}${TAINT}$ ip addr\n`;
  assert.deepEqual(told(text).signs, ['hidden-module xpacket']);
});

test('of a list that was cut nobody knows which modules hide', () => {
  const cut = LIST.split('\n')[0] ?? '';
  for (const text of [
    `$ cat /proc/modules\n${cut}\n${SYS}`,
    `${LIST}${BY_SYS}\n${SYS}`,
    `${BY_SYS}\n${SYS}`,
    `${BY_SYS}\n${SYS}$ cat /proc/modules\n${cut}`,
  ])
    assert.deepEqual(told(text).signs, [], text);
});

test('a module that was loaded in between is in one of the two lists', () => {
  const later = `xpacket 16384 0 - Live 0x0000000000000000\n${LIST}`;
  const text = `$ cat /proc/modules\n${LIST}${BY_SYS}\n${SYS}$ cat /proc/modules\n${later}$ ip addr\n`;
  assert.deepEqual(told(text).signs, []);
});

test('a module that is marked and that nobody installed is found, and one of a maker is quiet', () => {
  const own = 'xpacket 16384 0 - Live 0x0000000000000000 (OE)\n';
  const missing = '$ modinfo -n xpacket 2>&1\nmodinfo: ERROR: Module xpacket not found.\n';
  const text = `$ cat /proc/modules\n${own}${LIST}${missing}${FOUND}${TAINT}$ ip addr\n`;
  assert.deepEqual(told(text).signs, ['foreign-module xpacket']);
  assert.deepEqual(told(`$ cat /proc/modules\n${LIST}${FOUND}${TAINT}$ ip addr\n`).signs, []);
});

test('whether a marked module is installed is asked for where nothing tells it', () => {
  const { signs, gaps } = told(`$ cat /proc/modules\n${LIST}$ ip addr\n`);
  assert.deepEqual(signs, []);
  assert.ok(gaps.includes('modulesUnchecked'), gaps.join(' '));
});

test('a mark of the kernel that none of the listed modules explains is said', () => {
  const clean = LIST.split('\n')[0] ?? '';
  assert.deepEqual(told(`$ cat /proc/modules\n${clean}\n${TAINT}$ ip addr\n`).signs, ['tainted-kernel ']);
  assert.deepEqual(told(TAINT).signs, []);
});

test('the collector asks for both lists of modules, and for the kernel', () => {
  for (const part of [
    'cat /proc/modules',
    '/sys/module/*/initstate',
    'modinfo -n',
    '/proc/sys/kernel/tainted',
  ])
    assert.ok(COLLECTOR.includes(part), part);
});
