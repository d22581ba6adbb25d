import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { Facts } from '../../../src/hosts/facts.ts';
import { readModules } from '../../../src/hosts/live/modules.ts';
import { PROC_FILES } from '../../../src/hosts/live/proc-files.ts';
import { Tree } from '../../../src/hosts/live/read.ts';
import { readSigns } from '../../../src/hosts/signs/read.ts';
import { temporary } from '../../support.ts';

const RELEASE = '6.1.0-28-cloud-amd64';
/** As Debian 12 lists them on a cloud's machine, with a maker's driver that is installed. */
const LISTED = [
  'nf_tables 376832 2 nft_chain_nat,nft_compat, Live 0x0000000000000000',
  'ena 151552 0 - Live 0x0000000000000000',
  'xt_conntrack 16384 1 - Live 0x0000000000000000',
  'nvidia 56000000 3 nvidia_uvm, Live 0x0000000000000000 (POE)',
];
const DEP =
  'kernel/net/netfilter/nf_tables.ko: kernel/lib/libcrc32c.ko\nkernel/drivers/net/ethernet/amazon/ena/ena.ko.xz:\n' +
  'kernel/net/netfilter/xt-conntrack.ko.zst:\nupdates/dkms/nvidia.ko.xz:\n';

interface Made {
  listed?: readonly string[];
  /** In /sys/module, loaded. */
  loaded?: readonly string[];
  taint?: number;
  dep?: string;
}

async function signs(
  t: TestContext,
  { listed = LISTED, loaded = [], taint = 0, dep = DEP }: Made,
): Promise<string[]> {
  const root = await temporary(t);
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };
  await put('proc/modules', listed.map((line) => `${line}\n`).join(''));
  await put('proc/sys/kernel/tainted', `${taint}\n`);
  await put('proc/sys/kernel/osrelease', `${RELEASE}\n`);
  await put(`lib/modules/${RELEASE}/modules.dep`, dep);
  await put('sys/module/kernel/parameters/panic', '0\n');
  for (const name of ['nf_tables', 'ena', 'xt_conntrack', 'nvidia', ...loaded]) {
    await put(`sys/module/${name}/initstate`, 'live\n');
    await put(`sys/module/${name}/taint`, name === 'nvidia' || loaded.includes(name) ? 'OE\n' : '\n');
  }
  const facts = new Facts();
  const tree = new Tree(PROC_FILES, root);
  const { modules, kernels } = await readModules(PROC_FILES, tree, join(root, 'proc'), join(root, 'sys'));
  facts.modules.push(...modules);
  facts.kernels.push(...kernels);
  return readSigns(facts).map(
    ({ detector, subject, severity }) => `${detector} ${subject.path ?? ''} ${severity}`,
  );
}

test("modules of the distribution, a maker's driver that is installed, and built-in ones are quiet", async (t) => {
  assert.deepEqual(await signs(t, { taint: 12_289 }), []);
});

test('a module that takes itself off the list is found by its folder', async (t) => {
  assert.deepEqual(await signs(t, { loaded: ['xpacket'], taint: 12_288 }), ['hidden-module xpacket high']);
});

test('a module that somebody built and loaded is found where it is none of the installed ones', async (t) => {
  const listed = [...LISTED, 'xpacket 16384 0 - Live 0x0000000000000000 (OE)'];
  assert.deepEqual(await signs(t, { listed, loaded: ['xpacket'] }), ['foreign-module xpacket high']);
  // A name is written with either of the two signs.
  const dep = `${DEP}extra/x-packet.ko:\n`;
  const dashed = [...LISTED, 'x_packet 16384 0 - Live 0x0000000000000000 (OE)'];
  assert.deepEqual(await signs(t, { listed: dashed, loaded: ['x_packet'], dep }), []);
});

test('a mark of the kernel that no listed module explains is said, and others are not', async (t) => {
  const listed = LISTED.slice(0, 3);
  assert.deepEqual(await signs(t, { listed: [...listed, 'nvidia 1 0 - Live 0x0'], taint: 4096 }), [
    'tainted-kernel  medium',
  ]);
  // A machine check, a warning and a staging driver are no sign of anybody.
  assert.deepEqual(
    await signs(t, { listed: [...listed, 'nvidia 1 0 - Live 0x0'], taint: 16 + 512 + 1024 }),
    [],
  );
});

test('without a list of installed modules nobody is accused of having loaded one', async (t) => {
  const listed = [...LISTED, 'xpacket 16384 0 - Live 0x0000000000000000 (OE)'];
  const root = await temporary(t);
  await mkdir(join(root, 'proc/sys/kernel'), { recursive: true });
  await writeFile(join(root, 'proc/modules'), `${listed.join('\n')}\n`);
  await writeFile(join(root, 'proc/sys/kernel/osrelease'), '../../etc\n');
  const { modules } = await readModules(
    PROC_FILES,
    new Tree(PROC_FILES, root),
    join(root, 'proc'),
    join(root, 'sys'),
  );
  const facts = new Facts();
  facts.modules.push(...modules);
  assert.equal(modules.length, 5);
  assert.deepEqual(readSigns(facts), []);
});
