import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { ROOT } from '../support.ts';
import { json } from './generate/example.ts';
import type { Example } from './generate/example.ts';
import { EXAMPLES } from './generate/index.ts';
import { unzip } from './generate/zip.ts';

// The examples are made by code, so that what is true about them is known. After a change of that code:
// UPDATE_EXAMPLES=1 npm test
const UPDATE = process.env['UPDATE_EXAMPLES'] === '1';

function folderOf(example: Example): string {
  return join(ROOT, 'examples', example.name);
}

function truthOf(example: Example): string {
  return join(ROOT, 'test', 'examples', `${example.name}.json`);
}

async function write(example: Example): Promise<void> {
  await rm(folderOf(example), { recursive: true, force: true });
  for (const [path, bytes] of example.files) {
    const file = join(folderOf(example), path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  await writeFile(truthOf(example), json(example.truth));
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/** What is in a file: compressed bytes differ between versions of zlib, the content must not. */
function contents(path: string, bytes: Buffer): Map<string, Buffer> {
  if (path.endsWith('.zip')) return unzip(bytes);
  return new Map([[path, path.endsWith('.gz') ? gunzipSync(bytes) : bytes]]);
}

for (const make of EXAMPLES) {
  const example = make();

  test(`examples/${example.name} is what its generator makes`, async () => {
    if (UPDATE) await write(example);
    assert.deepEqual(await filesUnder(folderOf(example)), [...example.files.keys()].sort());
    for (const [path, bytes] of example.files) {
      const kept = contents(path, await readFile(join(folderOf(example), path)));
      for (const [name, content] of contents(path, bytes)) {
        assert.ok(kept.get(name)?.equals(content), `${path} ${name} differs; run UPDATE_EXAMPLES=1 npm test`);
      }
    }
    const truth: unknown = JSON.parse(await readFile(truthOf(example), 'utf8'));
    assert.deepEqual(truth, example.truth);
  });

  test(`examples/${example.name} is small enough to be cloned by everybody`, () => {
    const size = [...example.files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
    assert.ok(size < 1_500_000, `${size} bytes`);
  });
}
