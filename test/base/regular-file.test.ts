import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { NotRegular, openRegular, readStart } from '../../src/base/regular-file.ts';
import { temporary } from '../support.ts';

const effects = { fs, cwd: () => '/' };

test('a pipe, a device or a folder in the place of a file is refused, and not waited for', async (t) => {
  const folder = await temporary(t);
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const link = join(folder, 'link');
  await fs.symlink(pipe, link);
  for (const path of [pipe, link, '/dev/zero', folder]) {
    await assert.rejects(openRegular(path, effects), NotRegular, path);
    await assert.rejects(readStart(path, 10, effects), NotRegular, path);
  }
});

test('what takes the place of a file between looking and opening is looked at again', async (t) => {
  const folder = await temporary(t);
  const path = join(folder, 'log');
  await fs.writeFile(path, 'a line\n');
  assert.ok((await fs.lstat(path)).isFile());
  const swapped: typeof fs.open = async (...given) => {
    await fs.rm(path);
    execFileSync('mkfifo', [path]);
    return fs.open(...given);
  };
  await assert.rejects(openRegular(path, { ...effects, fs: { ...fs, open: swapped } }), NotRegular);
});

test('of a file as much is read as is asked for, and its size is said', async (t) => {
  const path = join(await temporary(t), 'mail');
  await fs.writeFile(path, 'x'.repeat(100));
  const { bytes, size } = await readStart(path, 10, effects);
  assert.deepEqual({ text: bytes.toString(), size }, { text: 'x'.repeat(10), size: 100 });
  assert.equal((await readStart(path, 1000, effects)).bytes.length, 100);
});
