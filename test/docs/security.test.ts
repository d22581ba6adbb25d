import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../support.ts';

const [, promises = ''] = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8').split('## What it promises');

function testsIn(text: string): string[] {
  return [...text.matchAll(/`((?:test|suites)\/[\w./-]+\.test\.ts)`/g)].map(([, file = '']) => file);
}

function isTest(file: string): void {
  assert.ok(existsSync(join(ROOT, file)), file);
  assert.match(readFileSync(join(ROOT, file), 'utf8'), /^\s*test\(/m, file);
}

test('each promise of SECURITY.md names a test that shows it, and each of those is there and tests something', () => {
  const items = promises.split('\n- ').slice(1);
  assert.ok(items.length >= 10);
  for (const item of items) {
    const files = testsIn(item);
    assert.ok(files.length > 0, item);
    for (const file of files) isTest(file);
  }
});

test('each place where a name from outside reaches something names its tests, and each of those is there', () => {
  const page = readFileSync(join(ROOT, 'docs', 'explanation', 'checked-is-used.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| what '));
  assert.ok(rows.length >= 15, `${rows.length} rows`);
  for (const row of rows) {
    const files = testsIn(row.split('|').at(-2) ?? '');
    assert.ok(files.length > 0, row);
    for (const file of files) isTest(file);
  }
});
