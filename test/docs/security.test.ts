import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../support.ts';

const [, promises = ''] = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8').split('## What it promises');

test('each promise of SECURITY.md names a test that shows it, and each of those is there and tests something', () => {
  const items = promises.split('\n- ').slice(1);
  assert.ok(items.length >= 10);
  for (const item of items) {
    const files = [...item.matchAll(/`((?:test|suites)\/[\w./-]+\.test\.ts)`/g)].map(([, file = '']) => file);
    assert.ok(files.length > 0, item);
    for (const file of files) {
      assert.ok(existsSync(join(ROOT, file)), file);
      assert.match(readFileSync(join(ROOT, file), 'utf8'), /^\s*test\(/m, file);
    }
  }
});
