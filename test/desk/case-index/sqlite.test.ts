import assert from 'node:assert/strict';
import { chmod, copyFile, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeEffects } from '../../../src/base/effects.ts';
import { caseIndexOver } from '../../../src/desk/case-index/index.ts';
import { builtinSqlite, wasmSqlite } from '../../../src/desk/case-index/sqlite-file.ts';
import type { OpenSqlite } from '../../../src/desk/case-index/sqlite-file.ts';
import { sqliteStore } from '../../../src/desk/case-index/sqlite.ts';
import { temporary } from '../../support.ts';
import { checkIndex, putCase } from './checks.ts';

const EFFECTS = nodeEffects(1);

/** The WebAssembly one, and Node's own where this Node has it. */
async function openers(): Promise<OpenSqlite[]> {
  const builtin = builtinSqlite();
  return [await wasmSqlite(), ...(builtin === undefined ? [] : [builtin])];
}

test('an index in a file does what an index has to do, with every SQLite that there is', async (t) => {
  for (const open of await openers()) {
    const root = await temporary(t);
    let number = 0;
    await checkIndex(t, () => {
      number += 1;
      return sqliteStore(join(root, String(number), 'cases.sqlite'), EFFECTS, open);
    });
  }
});

test('Node says which SQLite there is: one of its own since version 22.13', () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  assert.equal(builtinSqlite() !== undefined, major > 22 || (major === 22 && minor >= 13));
});

test('what one SQLite writes the other reads, and nothing lies beside the file', async (t) => {
  const root = await temporary(t);
  const file = join(root, 'index', 'cases.sqlite');
  const all = await openers();
  for (const [at, open] of all.entries()) {
    const index = caseIndexOver(await sqliteStore(file, EFFECTS, open), 'test', EFFECTS);
    await index.note([await putCase(join(root, `${at}.case`), { reference: `r${at}` })]);
  }
  for (const open of all) {
    const cases = await caseIndexOver(await sqliteStore(file, EFFECTS, open), 'test', EFFECTS).cases();
    assert.equal(cases.length, all.length);
  }
  assert.deepEqual(await readdir(join(root, 'index')), ['cases.sqlite']);
});

test('what is no index, is cut off, or is open elsewhere is refused and stays as it is', async (t) => {
  const root = await temporary(t);
  const good = join(root, 'good.sqlite');
  const note = async (path: string): Promise<void> => {
    const index = caseIndexOver(await sqliteStore(path, EFFECTS), 'test', EFFECTS);
    await index.note([await putCase(join(root, 'a.case'), { reference: '1' })]);
  };
  await note(good);
  const bytes = await readFile(good);
  const damaged = Buffer.from(bytes);
  damaged.fill(0xff, 4096, 8192);
  const files = {
    'text.sqlite': [Buffer.from('a letter to somebody'), /no file of SQLite/],
    'empty.sqlite': [Buffer.alloc(0), /no file of SQLite/],
    'cut.sqlite': [bytes.subarray(0, 5000), /the case index/],
    'damaged.sqlite': [damaged, /the case index/],
  } as const;
  for (const [name, [content, message]] of Object.entries(files)) {
    const path = join(root, name);
    await writeFile(path, content);
    await assert.rejects(note(path), { name: 'UserError', message }, name);
    assert.deepEqual(await readFile(path), Buffer.from(content), name);
  }
  await mkdir(join(root, 'folder.sqlite'));
  await assert.rejects(note(join(root, 'folder.sqlite')), { name: 'UserError', message: /no case index/ });
  for (const ending of ['-wal', '-journal']) {
    const path = join(root, `open${ending}.sqlite`);
    await copyFile(good, path);
    await writeFile(`${path}${ending}`, 'not yet in the file');
    await assert.rejects(note(path), { name: 'UserError', message: /another program/ });
    assert.deepEqual(await readFile(path), bytes);
  }
  const left = (await readdir(root)).filter((name) => /\.(?:tmp|lock)/.test(name));
  assert.deepEqual(left, []);
});

test('what a killed run left beside the index is in nobody’s way', async (t) => {
  const root = await temporary(t);
  const file = join(root, 'cases.sqlite');
  const index = caseIndexOver(await sqliteStore(file, EFFECTS), 'test', EFFECTS);
  await index.note([await putCase(join(root, 'a.case'), { reference: '1' })]);
  // A process of this number cannot be.
  const holder = { pid: 2 ** 30, host: EFFECTS.process.host, since: '2026-11-21T20:00:00Z' };
  await writeFile(`${file}.lock`, JSON.stringify(holder));
  await writeFile(`${file}.5ac3c6e0.tmp`, 'half of a copy');
  await mkdir(`${file}.5ac3c6e0.tmp.lock`);
  await index.note([await putCase(join(root, 'b.case'), { reference: '2' })]);
  assert.equal((await index.cases()).length, 2);
});

test('the rights that a team has given the file stay, though each change puts another in its place', async (t) => {
  const root = await temporary(t);
  const file = join(root, 'cases.sqlite');
  for (const open of await openers()) {
    const index = caseIndexOver(await sqliteStore(file, EFFECTS, open), 'test', EFFECTS);
    await index.note([await putCase(join(root, 'a.case'), { reference: '1' })]);
    for (const rights of [0o640, 0o664]) {
      await chmod(file, rights);
      await index.note([join(root, 'a.case')]);
      assert.equal((await stat(file)).mode & 0o777, rights);
    }
  }
});
