import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { main } from '../../../src/cli/main.ts';
import type { WrittenCase } from '../../../src/model/case.ts';
import { world } from '../../attribution/world.ts';
import type { Written } from '../../attribution/world.ts';
import { ROOT, temporary } from '../../support.ts';

interface Investigated {
  folder: string;
  written: Written;
  run: (...argv: string[]) => Promise<number>;
  read: () => Promise<WrittenCase>;
}

/** A folder with the case `c` of an example. */
async function investigated(t: TestContext, example: string): Promise<Investigated> {
  const folder = await temporary(t);
  const { effects, written } = world(join(folder, 'home'), { cwd: () => folder });
  const run = (...argv: string[]): Promise<number> => main(argv, new AbortController().signal, effects);
  const evidence = join(ROOT, 'examples', example);
  assert.equal(await run('investigate', evidence, '--case', 'c', '--quiet'), 0, written.stderr);
  const read = async (): Promise<WrittenCase> =>
    JSON.parse(await readFile(join(folder, 'c', 'case.json'), 'utf8'));
  return { folder, written, run, read };
}

test('report sets a provider, networks and periods against the rest, in the case and out of it', async (t) => {
  const { folder, written, run, read } = await investigated(t, 'honeypot-and-aws');
  const first = await read();

  await t.test('with --output the case stays as it is', async () => {
    const argv = ['report', 'c', '--prefix', '198.18.0.0/16', '--output', 'out.html'];
    assert.equal(await run(...argv), 0, written.stderr);
    assert.match(await readFile(join(folder, 'out.html'), 'utf8'), /198\.18\.0\.0\/16 against the rest/);
    assert.deepEqual(await read(), first);
  });

  await t.test('without it the case has the comparison, and its rows lead to their lines', async () => {
    await writeFile(
      join(folder, 'nets.txt'),
      '# two halves of one\n198.18.0.0/17\n\n198.18.128.0/17 # the other\n2001:db8::/32\n',
    );
    const argv = ['report', 'c', '--prefix-file', 'nets.txt', '--from', '2026-03-07', '--to', '2026-03-09'];
    assert.equal(await run(...argv, '--quiet'), 0, written.stderr);
    const { honeypot, tables, findings } = await read();
    assert.deepEqual(honeypot?.set, { kind: 'prefixes', name: 'nets.txt', prefixes: 3 });
    assert.deepEqual(honeypot.periods, {
      before: { from: '2026-03-04', to: '2026-03-06' },
      now: { from: '2026-03-07', to: '2026-03-09' },
    });
    assert.deepEqual(findings, first.findings);
    const names = tables.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    written.stdout = '';
    assert.equal(await run('query', 'c', '--table', 'honeypot_set_sources:1', '--json'), 0, written.stderr);
    const set = tables.find(({ name }) => name === 'honeypot_set_sources');
    assert.equal(JSON.parse(written.stdout).rows.length, set?.rows[0]?.[set.columns.indexOf('flows')]);
  });

  await t.test('a cloud that nothing came from is an answer', async () => {
    assert.equal(await run('report', 'c', '--provider', 'hetzner', '--quiet'), 0, written.stderr);
    const statements = (await read()).honeypot?.statements ?? [];
    assert.ok(statements.some(({ message }) => message.key === 'potSetNone'));
  });

  const WRONG: readonly (readonly [what: string, argv: string[], says: RegExp])[] = [
    ['a provider that nobody knows', ['--provider', 'nobody'], /nobody.*is nobody that is known[\s\S]*aws/],
    ['a network that is none', ['--prefix', 'aws'], /this is no address block/],
    ['two things against the rest', ['--provider', 'aws', '--prefix', '192.0.2.0/24'], /not several of them/],
    ['a list that is not there', ['--prefix-file', 'none.txt'], /cannot be read \(ENOENT\)/],
    ['a line that is no network', ['--prefix-file', 'bad.txt'], /line 2 is no network/],
    ['a list of nothing', ['--prefix-file', 'empty.txt'], /names no network/],
    ['a day that is none', ['--from', '2026-02-30'], /is no day/],
    [
      'a period that ends before it begins',
      ['--from', '2026-03-09', '--to', '2026-03-08'],
      /before it begins/,
    ],
    ['a period without its first day', ['--to', '2026-03-08'], /needs its first day/],
    ['a number that is no AS number', ['--asn', 'ASx'], /no number of an autonomous system/],
  ];
  await writeFile(join(folder, 'bad.txt'), '192.0.2.0/24\n300.1.2.3/8\n');
  await writeFile(join(folder, 'empty.txt'), '# nothing\n');
  for (const [what, argv, says] of WRONG) {
    await t.test(`${what}: what is wrong is said, and the case stays`, async () => {
      const standing = await read();
      written.stderr = '';
      assert.equal(await run('report', 'c', ...argv), 2);
      assert.match(written.stderr, says);
      assert.deepEqual(await read(), standing);
    });
  }
});

test('report --honeypot gives any case with flows the same part; without it no case of others has it', async (t) => {
  const { written, run, read } = await investigated(t, 'tomcat-dos');
  assert.equal((await read()).honeypot, undefined);
  assert.equal(await run('report', 'c', '--honeypot', '--quiet'), 0, written.stderr);
  const { honeypot, tables } = await read();
  assert.equal(honeypot?.because, 'asked');
  assert.ok(tables.some(({ name }) => name === 'honeypot_traffic'));
});

test('a case without an address that is known to be ours says which one to name, in the ready command', async (t) => {
  const folder = await temporary(t);
  const { effects, written } = world(join(folder, 'home'), { cwd: () => folder });
  const run = (...argv: string[]): Promise<number> => main(argv, new AbortController().signal, effects);
  const lines = Array.from(
    { length: 30 },
    (_, i) =>
      `2 123456789012 eni-1 198.18.${i}.9 203.0.113.7 40000 445 6 1 44 ${1_772_400_000 + i} ${1_772_400_010 + i} ACCEPT OK`,
  );
  const header =
    'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
  await writeFile(join(folder, 'flows.log'), `${header}\n${lines.join('\n')}\n`);
  assert.equal(await run('investigate', 'flows.log', '--case', 'c'), 0, written.stderr);
  const typed = written.stdout.replaceAll(/\\?\s+/g, ' ');
  assert.match(typed, /203\.0\.113\.7\/32 stands in 100% of the records/);
  assert.match(typed, /investigate flows\.log --case c --ours 203\.0\.113\.7\/32/);
  written.stdout = '';
  assert.equal(
    await run('investigate', 'flows.log', '--case', 'c', '--ours', '203.0.113.7/32'),
    0,
    written.stderr,
  );
  assert.doesNotMatch(written.stdout, /is known to be yours/);
});
