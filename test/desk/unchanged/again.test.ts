import assert from 'node:assert/strict';
import { appendFile, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeEffects } from '../../../src/base/effects.ts';
import { openEngine } from '../../../src/events/engines/duckdb/engine.ts';
import { saveHistory } from '../../../src/attribution/store.ts';
import { world } from '../../attribution/world.ts';
import { lasting, scan, scene } from './scene.ts';
import type { Scene } from './scene.ts';

const PUBLISHED = '2018-03-01T00:00:00Z';
/** A stored list of ranges with one line. */
const EC2 = {
  provider: 'aws',
  list: 'aws',
  versions: [
    {
      published: PUBLISHED,
      sha256: 'a'.repeat(64),
      bytes: 1,
      source: 'made',
      imported: PUBLISHED,
      rows: 1,
      rejected: 0,
    },
  ],
  rows: [
    {
      prefix: '198.51.100.0/24',
      service: 'EC2',
      region: 'us-east-1',
      valid_from: PUBLISHED,
      valid_to: null,
    },
  ],
};

const ALL = { files: 2, answers: true };
const ROWS = { files: 2, answers: false };

test('a second run takes rows and findings from the case, and writes the case that a first run writes', async (t) => {
  const { first, run, fresh, folder } = await scene(t);
  assert.equal(first.unchanged, undefined);
  assert.ok(first.document.findings.length > 0);
  for (let time = 2; time <= 3; time++) {
    const again = await run();
    assert.deepEqual(again.unchanged, ALL);
    assert.equal(again.lakeChanged, undefined);
    assert.equal(again.document.id, first.document.id);
    assert.deepEqual(lasting(again.document), lasting(first.document));
  }
  assert.deepEqual(lasting((await run()).document), lasting(await fresh()));
  // The journal tells it, and the lake is whole.
  assert.match(
    await readFile(join(folder, 'journal.jsonl'), 'utf8'),
    /"kind":"taken","body":\{"files":2,"answers":true\}/,
  );
  const engine = await openEngine(join(folder, 'lake'), { threads: 1 });
  t.after(() => engine.close());
  const [row] = await engine.query(
    'SELECT (SELECT count(*) FROM flows) AS flows, (SELECT count(*) FROM addresses WHERE is_local = 1) AS local',
  );
  assert.equal(Number(row?.['flows']), 300);
  assert.ok(Number(row?.['local']) > 0);
});

test('the lines of a finding are those of the evidence', async (t) => {
  const { run, evidence } = await scene(t);
  const { document, unchanged } = await run();
  assert.deepEqual(unchanged, ALL);
  const lines = (await readFile(join(evidence, 'flows.log'), 'utf8')).split('\n');
  const quoted = document.findings
    .flatMap((finding) => finding.lines)
    .filter((line) => line.evidence.endsWith('flows.log'));
  assert.ok(quoted.length > 0);
  for (const { line, text } of quoted) assert.equal(text, lines[line - 1]);
});

test('with --anew everything is read and asked', async (t) => {
  const { first, run } = await scene(t);
  const anew = await run({ anew: true });
  assert.equal(anew.unchanged, undefined);
  assert.deepEqual(lasting(anew.document), lasting(first.document));
  assert.deepEqual((await run()).unchanged, ALL);
});

/** What changes the evidence. Each is read anew, and is the case that a first run makes of it. */
const CHANGES: Record<string, (scene: Scene) => Promise<void>> = {
  'one byte of a file, which is as long and as old as before': async ({ evidence }) => {
    const path = join(evidence, 'flows.log');
    const { atime, mtime } = await stat(path);
    await writeFile(path, scan('10.0.0.6'));
    await utimes(path, atime, mtime);
  },
  'a file that has grown': ({ evidence }) =>
    appendFile(join(evidence, 'auth.log'), 'Mar  6 10:01:00 web sshd[1]: x\n'),
  'another date of a file whose year it tells': ({ evidence }) =>
    utimes(join(evidence, 'auth.log'), 1_400_000_000, 1_400_000_000),
  'a file that was added': ({ evidence }) => writeFile(join(evidence, 'more.log'), scan('10.0.0.7')),
  'a file that was removed': ({ evidence }) => rm(join(evidence, 'auth.log')),
  'a file of another name': ({ evidence }) =>
    rename(join(evidence, 'auth.log'), join(evidence, 'secure.log')),
  'a file that was swapped with another': async ({ evidence }) => {
    await rename(join(evidence, 'auth.log'), join(evidence, 'x'));
    await rename(join(evidence, 'flows.log'), join(evidence, 'auth.log'));
    await rename(join(evidence, 'x'), join(evidence, 'flows.log'));
  },
};

for (const [what, change] of Object.entries(CHANGES)) {
  test(`read anew: ${what}`, async (t) => {
    const all = await scene(t);
    await change(all);
    const changed = await all.run();
    assert.equal(changed.unchanged, undefined);
    assert.equal(changed.lakeChanged, undefined);
    assert.deepEqual(lasting(changed.document), lasting(await all.fresh()));
  });
}

test('read anew: another option of reading, and another program', async (t) => {
  const { run, fresh } = await scene(t);
  for (const settings of [
    { years: { '*.log': 2017 } },
    { zones: { '*.log': 'Asia/Seoul' } },
    { trusted_proxies: ['10.0.0.0/8'] },
    { unpack_ratio: 50 },
  ]) {
    const changed = await run({ settings });
    assert.equal(changed.unchanged, undefined, JSON.stringify(settings));
    assert.deepEqual(lasting(changed.document), lasting(await fresh({ settings })));
  }
  assert.equal((await run({ program: 'another' })).unchanged, undefined);
  assert.deepEqual((await run({ program: 'another' })).unchanged, ALL);
});

test('asked anew, of the same rows: another setting, other ranges, other prices', async (t) => {
  const { run, fresh, home } = await scene(t);
  for (const settings of [
    { ours: ['198.51.100.0/24'] },
    { monitoring: ['10.0.0.5/32'] },
    { thresholds: { port_scan: { targets_per_window: 400 } } },
    { memory: '900MB' },
  ]) {
    const changed = await run({ settings });
    assert.deepEqual(changed.unchanged, ROWS, JSON.stringify(settings));
    assert.deepEqual(lasting(changed.document), lasting(await fresh({ settings })));
  }
  await run();
  await saveHistory(EC2, world(home).effects);
  const ranged = await run();
  assert.deepEqual(ranged.unchanged, ROWS);
  assert.deepEqual(lasting(ranged.document), lasting(await fresh()));
  assert.deepEqual((await run()).unchanged, ALL);
  await mkdir(join(home, 'prices'));
  await writeFile(
    join(home, 'prices', 'aws.json'),
    '{"schema":"abusedesk.prices/1","offers":[],"regions":{}}',
  );
  assert.deepEqual((await run()).unchanged, ROWS);
});

test('what depends on the time is that of now, though nothing else has changed', async (t) => {
  const { run, fresh } = await scene(t);
  // Before the records of the log: its clock is said to lie.
  const before = { effects: { now: () => new Date('2018-03-05T00:00:00Z') } };
  const early = await run(before);
  const keys = ({ gaps }: typeof early.document): string[] => gaps.map(({ key }) => key);
  assert.ok(keys(early.document).includes('gapFuture'));
  const later = await run();
  assert.deepEqual(later.unchanged, ALL);
  assert.ok(!keys(later.document).includes('gapFuture'));
  assert.deepEqual(lasting(later.document), lasting(await fresh()));
  assert.deepEqual(lasting((await run(before)).document), lasting(await fresh(before)));
});

test('an aborted run leaves the case to the next, which takes over what was there before it', async (t) => {
  const { first, run } = await scene(t);
  const controller = new AbortController();
  controller.abort(new Error('interrupted'));
  await assert.rejects(run({ signal: controller.signal }), /interrupted/);
  const again = await run();
  assert.deepEqual(again.unchanged, ALL);
  assert.deepEqual(lasting(again.document), lasting(first.document));
});

for (const [when, place] of [
  ['before it published', 'publishing'],
  ['while it put its lake in its place', 'lake'],
] as const) {
  test(`a run that was killed ${when} does no harm: what stands there is taken over`, async (t) => {
    const { first, run, folder } = await scene(t);
    const { fs } = nodeEffects(1);
    const killed: typeof fs.rename = async (from, to) => {
      if (String(to) === join(folder, place)) throw new Error('killed');
      await fs.rename(from, to);
    };
    await assert.rejects(run({ effects: { fs: { ...fs, rename: killed } } }), /killed/);
    const again = await run();
    assert.equal(again.lakeChanged, undefined);
    assert.deepEqual(again.unchanged, ALL);
    assert.deepEqual(lasting(again.document), lasting(first.document));
  });
}

test('a case of a version that kept nothing is read anew, and nothing is said', async (t) => {
  const { first, run, folder } = await scene(t);
  const lake = join(folder, 'lake');
  for (const name of ['reading.jsonl', 'answers.json', 'run.json']) await rm(join(lake, name));
  await rm(join(folder, 'journal.jsonl'));
  const again = await run();
  assert.equal(again.lakeChanged, undefined);
  assert.equal(again.unchanged, undefined);
  assert.deepEqual(lasting(again.document), lasting(first.document));
});

test('on a disk without hard links the parts are copied', async (t) => {
  const { first, run } = await scene(t);
  const { fs } = nodeEffects(1);
  const link: typeof fs.link = () => Promise.reject(Object.assign(new Error('no links'), { code: 'EPERM' }));
  const again = await run({ effects: { fs: { ...fs, link } } });
  assert.deepEqual(again.unchanged, ALL);
  assert.deepEqual(lasting(again.document), lasting(first.document));
});

test('addresses that no event dates are attributed as of now, and so asked anew each time', async (t) => {
  const { run, evidence, home } = await scene(t);
  await rm(join(evidence, 'auth.log'));
  await writeFile(
    join(evidence, 'flows.log'),
    'srcaddr dstaddr srcport dstport protocol packets bytes action\n10.0.0.5 198.51.100.7 40000 22 6 1 40 ACCEPT\n',
  );
  await saveHistory(EC2, world(home).effects);
  const first = await run();
  const again = await run();
  assert.deepEqual(again.unchanged, { files: 1, answers: false });
  assert.deepEqual(lasting(again.document), lasting(first.document));
});
