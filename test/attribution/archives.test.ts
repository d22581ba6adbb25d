import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { addVersion, Folding } from '../../src/attribution/history.ts';
import type { History, Version } from '../../src/attribution/history.ts';
import { UserError } from '../../src/base/errors.ts';
import { importRanges } from '../../src/desk/ranges/import-ranges.ts';
import { temporary } from '../support.ts';
import { ipRanges, world } from './world.ts';
import type { Line } from './world.ts';

const OLD: readonly Line[] = [['52.44.0.0/15', 'EC2', 'us-east-1']];
const NEW: readonly Line[] = [
  ['52.44.0.0/15', 'EC2', 'us-east-1'],
  ['52.46.0.0/18', 'EC2', 'us-west-2'],
];

const FASTLY = '{"addresses":["23.235.32.0/20"],"ipv6_addresses":[]}';

function versionsOf(histories: readonly History[], list: string): (string | number)[][] {
  const versions = histories.find((history) => history.list === list)?.versions ?? [];
  return versions.map(({ published, rows, dated }) =>
    dated === undefined ? [published, rows] : [published, rows, dated],
  );
}

function git(folder: string, date: string, ...args: string[]): void {
  const identity = {
    GIT_AUTHOR_NAME: 'a',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'a',
    GIT_COMMITTER_EMAIL: 'a@example.com',
  };
  const env = {
    ...process.env,
    ...identity,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date,
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
  execFileSync('git', ['-C', folder, ...args], { env, stdio: 'ignore' });
}

test('a folder of dated files is read whole, and what is no list in it is told', async (t) => {
  const folder = await temporary(t);
  await mkdir(join(folder, '2018'));
  await writeFile(join(folder, '2018', 'b.json'), ipRanges('2018-03-05T00:00:00Z', NEW));
  await writeFile(join(folder, '2018', 'a.json'), ipRanges('2018-03-06T00:00:00Z', OLD));
  await writeFile(join(folder, 'fastly-2021-03-05.json'), FASTLY);
  await writeFile(join(folder, 'fastly.json'), FASTLY);
  await utimes(join(folder, 'fastly.json'), 0, Date.parse('2022-01-01T00:00:00Z') / 1000);
  await writeFile(join(folder, 'README.md'), 'Archived lists.\n');
  const { effects } = world(folder);
  const { histories, skipped, imported } = await importRanges([], { paths: [folder], given: {} }, effects);
  assert.deepEqual(versionsOf(histories, 'aws'), [
    ['2018-03-05T00:00:00Z', 2],
    ['2018-03-06T00:00:00Z', 1],
  ]);
  assert.deepEqual(versionsOf(histories, 'fastly'), [
    ['2021-03-05T00:00:00Z', 1, 'name'],
    ['2022-01-01T00:00:00Z', 1, 'file'],
  ]);
  assert.deepEqual(
    skipped.map(({ path }) => path),
    [join(folder, 'README.md')],
  );
  assert.equal(imported.length, 4);
});

test('a clone of an archive gives every version of every list in it, undated ones by their commits', async (t) => {
  const folder = await temporary(t);
  git(folder, '2018-03-05T00:00:00Z', 'init', '-q');
  const commit = async (date: string, files: Record<string, string | Buffer>): Promise<void> => {
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    git(folder, date, 'add', '-A');
    git(folder, date, 'commit', '-q', '-m', 'archive');
  };
  await commit('2018-03-05T01:00:00Z', {
    'ip-ranges.json': ipRanges('2018-03-05T00:00:00Z', OLD),
    'README.md': 'x',
  });
  await commit('2018-03-07T01:00:00Z', {
    'ip-ranges.json': ipRanges('2018-03-07T00:00:00Z', NEW),
    'fastly.json': FASTLY,
  });
  await commit('2018-03-08T01:00:00Z', { 'ip-ranges.json': '{"cut": ' });
  await commit('2018-03-09T01:00:00Z', { 'ip-ranges.json': ipRanges('2018-03-09T00:00:00Z', OLD) });
  // The clone's own configuration runs nothing.
  const trap = join(folder, 'ran');
  for (const key of ['core.fsmonitor', 'core.pager', 'gpg.program'])
    git(folder, '2018-03-09T01:00:00Z', 'config', key, `touch ${trap};`);
  git(folder, '2018-03-09T01:00:00Z', 'config', 'log.showSignature', 'true');
  const { effects } = world(folder, { env: process.env });
  const { histories, skipped } = await importRanges([], { paths: [folder], given: {} }, effects);
  assert.deepEqual(versionsOf(histories, 'aws'), [
    ['2018-03-05T00:00:00Z', 1],
    ['2018-03-07T00:00:00Z', 2],
    ['2018-03-09T00:00:00Z', 1],
  ]);
  assert.deepEqual(versionsOf(histories, 'fastly'), [['2018-03-07T01:00:00Z', 1, 'commit']]);
  const rows = histories.find(({ list }) => list === 'aws')?.rows ?? [];
  assert.deepEqual(
    rows.map(({ prefix, valid_from, valid_to }) => [prefix, valid_from.slice(8, 10), valid_to?.slice(8, 10)]),
    [
      ['52.44.0.0/15', '05', undefined],
      ['52.46.0.0/18', '07', '09'],
    ],
  );
  assert.equal(skipped.length, 2);
  assert.throws(() => execFileSync('ls', [trap], { stdio: 'ignore' }));
});

test('a folder without any list is an error that says what stood there instead', async (t) => {
  const folder = await temporary(t);
  await writeFile(join(folder, 'README.md'), 'Archived lists.\n');
  const { effects } = world(folder);
  await assert.rejects(
    importRanges([], { paths: [folder], given: {} }, effects),
    (error: unknown) => error instanceof UserError && /README\.md/.test(error.hint ?? ''),
  );
  const empty = join(folder, 'empty');
  await mkdir(empty);
  await assert.rejects(importRanges([], { paths: [empty], given: {} }, effects), UserError);
});

test('folded at once or one after the other, in whatever order, versions give the same history', () => {
  const prefixes = ['1.0.0.0/24', '2.0.0.0/24', '3.0.0.0/24'];
  const days = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 28 }), fc.subarray(prefixes)), {
    selector: ([day]) => day,
    maxLength: 10,
  });
  fc.assert(
    fc.property(days, (list) => {
      let expected: History = { provider: 'x', list: 'x', versions: [], rows: [] };
      const folding = new Folding(expected);
      for (const [day, held] of list) {
        const published = `2018-03-${String(day).padStart(2, '0')}T00:00:00Z`;
        const version: Version = {
          published,
          sha256: '',
          bytes: 0,
          source: '',
          imported: '',
          rows: held.length,
          rejected: 0,
        };
        const rows = held.map((prefix) => ({ prefix, service: 'S' }));
        ({ history: expected } = addVersion(expected, version, rows));
        assert.equal(folding.add(version, rows), true);
      }
      assert.deepEqual(folding.history, expected);
    }),
  );
});
