import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { FAMILIES } from '../../src/findings/detectors/index.ts';
import { ABUSE_TYPES } from '../../src/model/abuse-types.ts';
import { ROOT } from '../support.ts';

const FOLDER = join(ROOT, 'src', 'findings', 'detectors');

/** Every file of `src/`, by its path from there. */
const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(ROOT, 'src', path), 'utf8') }));

test('every folder of detectors is in the list, and every family of the list has its folder', () => {
  const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assert.deepEqual(folders.map(({ name }) => name).sort(), FAMILIES.map(({ name }) => name).sort());
});

test('a family brings its thresholds, numbers, messages and words in its own folder', () => {
  for (const { name } of FAMILIES) {
    const files = readdirSync(join(FOLDER, name));
    for (const file of ['index.ts', 'thresholds.ts', 'numbers.ts', 'messages.ts', 'words'])
      assert.ok(files.includes(file), `${name}/${file}`);
  }
});

test('nothing else in the source names a family or one of its detectors', () => {
  const kinds = new Set<string>(ABUSE_TYPES);
  for (const family of FAMILIES) {
    const own = join('findings', 'detectors', family.name);
    const names = family.detectors.map(({ name }) => name).filter((name) => !kinds.has(name));
    const marks = [`detectors/${family.name}/`, ...names.map((name) => `'${name}'`)];
    const list = join('findings', 'detectors', 'index.ts');
    const others = sources.filter(({ path }) => !path.startsWith(own) && path !== list);
    assert.deepEqual(
      others.filter(({ text }) => marks.some((mark) => text.includes(mark))).map(({ path }) => path),
      [],
      family.name,
    );
  }
});

test('no two families share a group of thresholds', () => {
  const groups = FAMILIES.flatMap(({ thresholds }) => thresholds.map(({ name }) => name));
  assert.equal(new Set(groups).size, groups.length);
});
