import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { UserError } from '../../src/errors.ts';
import type { Evidence } from '../../src/evidence/evidence.ts';
import { checkManifest, readManifest, writeManifest } from '../../src/evidence/manifest.ts';
import { temporary } from '../support.ts';
import { effects } from './evidence-support.ts';

function entry(counts: Partial<Evidence> = {}): Evidence {
  return {
    id: 0,
    path: 'flows/a.log.gz',
    sha256: 'ab'.repeat(32),
    bytes: 100,
    format: 'vpc-flow',
    because: 'its header names 14 fields',
    table: 'flows',
    read: 0,
    parsed: 0,
    rejected: 0,
    skipped: 0,
    rejects: [],
    skips: [],
    notes: [],
    ...counts,
  };
}

test('a manifest whose counts add up is written and comes back as it was', async (t) => {
  const path = join(await temporary(t), 'manifest.json');
  const evidence = [
    entry({
      read: 4,
      parsed: 2,
      rejected: 1,
      skipped: 1,
      rejects: [{ line: 3, offset: 99, reason: '13 fields' }],
      skips: [{ reason: 'header', count: 1 }],
    }),
    entry({ id: 1, path: 'two\nlines\u001b[31m' }),
  ];
  await writeManifest(path, evidence, effects);
  assert.deepEqual(await readManifest(path, effects), evidence);
});

test('a file whose lines were lost between the counts is a bug, and named', () => {
  fc.assert(
    fc.property(fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(40), (parsed, rejected, skipped, read) => {
      const skips = skipped === 0 ? [] : [{ reason: 'header', count: skipped }];
      const check = (): void => checkManifest([entry({ read, parsed, rejected, skipped, skips })]);
      if (read === parsed + rejected + skipped) assert.doesNotThrow(check);
      else assert.throws(check, /flows\/a\.log\.gz.*read \d+ is not parsed/);
    }),
  );
  assert.throws(() => checkManifest([entry({ read: 2, skipped: 2 })]), /reasons for 0/);
  assert.throws(() => checkManifest([entry(), entry()]), /used twice/);
});

test('a manifest that cannot be written leaves the one before it, and no half of the new one', async (t) => {
  const folder = await temporary(t);
  const path = join(folder, 'manifest.json');
  await writeManifest(path, [entry()], effects);
  const before = await readFile(path, 'utf8');
  const rename = (): Promise<never> => Promise.reject(new Error('the power went'));
  const failing = { ...effects, fs: { ...effects.fs, rename } };
  await assert.rejects(writeManifest(path, [entry({ bytes: 7 })], failing), /the power went/);
  assert.equal(await readFile(path, 'utf8'), before);
  assert.deepEqual(await readdir(folder), ['manifest.json']);
});

test('a manifest that was changed by hand, or is none, is an error that says so', async (t) => {
  const path = join(await temporary(t), 'manifest.json');
  await writeManifest(path, [entry({ read: 1, parsed: 1 })], effects);
  const text = await readFile(path, 'utf8');
  for (const changed of [
    text.replace('"read": 1', '"read": 2'),
    text.replace('"bytes": 100', '"bytes": -1'),
    text.slice(5),
    '',
  ]) {
    await writeFile(path, changed);
    await assert.rejects(
      readManifest(path, effects),
      (error) => error instanceof UserError && error.file === path,
    );
  }
});
