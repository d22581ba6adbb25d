import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './support.ts';
import { compiledTests } from './test-files.ts';

/** By Node's own walk, which knows nothing of the runner's. */
function onDisk(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts') && !path.split('/').includes('fixtures'))
    .map((path) => join(folder, path))
    .sort();
}

for (const folder of ['test', 'suites']) {
  test(`every test file under ${folder}/ is run`, () => {
    const run = compiledTests(join(ROOT, folder)).map((path) =>
      relative(join(ROOT, 'dist'), path).replace(/\.js$/, '.ts'),
    );
    assert.deepEqual(run.sort(), onDisk(folder));
  });
}
