import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { ufw } from '../../../src/actions/firewalls/ufw/firewall.ts';
import { rule } from '../../../test/actions/contract.ts';
import { temporary } from '../../../test/support.ts';
import { arriving, execute, untilArriving, wire } from './namespace.ts';
import type { Wire } from './namespace.ts';

const BLOCKED = ['203.0.113.9', '2001:db8:7::9'];
const FREE = ['192.0.2.9', '2001:db8:9::9'];
const SHEETS = ufw.render([rule(['203.0.113.0/24', '198.51.100.7/32', '2001:db8:7::/48'])], {
  now: new Date(0),
  present: [],
});

const textOf = (name: string): string => SHEETS.find((sheet) => sheet.name === name)!.text;

interface Ufw {
  net: Wire;
  /** Where its rule files are. */
  folder: string;
  /** Runs a program that finds those files in /etc/ufw; what it says. */
  run: (...argv: string[]) => Promise<string>;
}

/** ufw in a namespace, with rule files of its own laid over /etc/ufw, after somebody has allowed what the test sends. */
async function running(t: TestContext): Promise<Ufw> {
  const net = await wire(t);
  const folder = `${await temporary(t)}/ufw`;
  await cp('/etc/ufw', folder, { recursive: true });
  const overlaid = ['sh', '-c', 'mount --bind "$0" /etc/ufw && exec "$@"', folder];
  const run = async (...argv: string[]): Promise<string> =>
    (await execute('ip', ['netns', 'exec', net.guarded, ...overlaid, ...argv])).stdout;
  await run('ufw', '--force', 'reset');
  await run('ufw', 'allow', '9999/udp');
  await run('ufw', '--force', 'enable');
  await untilArriving(net, [...BLOCKED, ...FREE]);
  return { net, folder, run };
}

/** ufw's own list of its rules, in the order in which it asks them. */
async function listed({ run }: Ufw): Promise<string[]> {
  return (await run('ufw', 'show', 'added')).split('\n').filter((line) => line.startsWith('ufw '));
}

test('ufw: rules that are prepended stop before what is allowed already, in both families, and are taken back', async (t) => {
  const desk = await running(t);
  const before = await listed(desk);
  const script = `${desk.folder}/prepend.sh`;
  await writeFile(script, textOf('abusedesk-prepend.sh'));
  // Twice is once.
  for (let again = 0; again < 2; again++) {
    await desk.run('sh', script);
    // Each goes before the one before it; ufw lists IPv4 first.
    assert.deepEqual(await listed(desk), [
      "ufw deny from 198.51.100.7 comment 'abusedesk'",
      "ufw deny from 203.0.113.0/24 comment 'abusedesk'",
      'ufw allow 9999/udp',
      "ufw deny from 2001:db8:7::/48 comment 'abusedesk'",
    ]);
    assert.deepEqual(await arriving(desk.net, [...BLOCKED, ...FREE]), new Set(FREE));
  }
  const shown = (await desk.run('ufw', 'status', 'numbered'))
    .split('\n')
    .filter((line) => line.startsWith('['));
  const allowed = shown.findIndex((line) => / ALLOW IN /.test(line));
  assert.ok(
    allowed >= 2 && shown.slice(0, allowed).every((line) => line.includes('DENY IN')),
    shown.join('\n'),
  );
  await desk.run('ufw', 'reload');
  assert.deepEqual(await arriving(desk.net, [...BLOCKED, ...FREE]), new Set(FREE), 'after its reload');
  await writeFile(script, textOf('abusedesk-prepend-undo.sh'));
  await desk.run('sh', script);
  assert.deepEqual(await listed(desk), before);
  assert.deepEqual(await arriving(desk.net, [...BLOCKED, ...FREE]), new Set([...BLOCKED, ...FREE]));
});

test('ufw: a rule that calls the sets comes first in its rule files, and is there after its reload', async (t) => {
  const { net, folder, run } = await running(t);
  await writeFile(`${folder}/sets`, textOf('abusedesk.ipset'));
  await run('ipset', '-exist', 'restore', '-file', `${folder}/sets`);
  for (const file of ['before.rules', 'before6.rules']) {
    const text = await readFile(`${folder}/${file}`, 'utf8');
    const at = text.lastIndexOf('COMMIT');
    await writeFile(`${folder}/${file}`, text.slice(0, at) + textOf(file) + text.slice(at));
  }
  for (let again = 0; again < 2; again++) {
    await run('ufw', 'reload');
    assert.deepEqual(await arriving(net, [...BLOCKED, ...FREE]), new Set(FREE));
  }
});

test('ufw: of more prefixes than ufw takes in a minute or two, there are the sets alone', () => {
  const many = Array.from({ length: 51 }, (_, i) => `203.0.${i}.0/24`);
  const names = ufw.render([rule(many)], { now: new Date(0), present: [] }).map(({ name }) => name);
  assert.deepEqual(names, ['abusedesk.ipset', 'before.rules']);
});
