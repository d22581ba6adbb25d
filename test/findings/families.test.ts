import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FAMILIES } from '../../src/findings/detectors/index.ts';
import { ROOT } from '../support.ts';

const FOLDER = join(ROOT, 'src', 'findings', 'detectors');

test('a family brings its thresholds, numbers, messages and words in its own folder', () => {
  for (const { name } of FAMILIES) {
    const files = readdirSync(join(FOLDER, name));
    for (const file of ['index.ts', 'thresholds.ts', 'numbers.ts', 'messages.ts', 'words'])
      assert.ok(files.includes(file), `${name}/${file}`);
  }
});

test('no two families share a group of thresholds', () => {
  const groups = FAMILIES.flatMap(({ thresholds }) => thresholds.map(({ name }) => name));
  assert.equal(new Set(groups).size, groups.length);
});
