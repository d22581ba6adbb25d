import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fixture } from '../support.ts';
import { goldens } from './golden.ts';

test('every kind of letter reads in every language as it was last read through', () => {
  const folder = fixture('letters', 'golden');
  const all = goldens();
  const kept = readdirSync(folder).flatMap((kind) =>
    readdirSync(join(folder, kind)).map((name) => `${kind}/${name}`),
  );
  assert.deepEqual(kept.toSorted(), [...all.keys()].toSorted());
  for (const [name, text] of all) {
    assert.equal(text, readFileSync(join(folder, name), 'utf8'), `${name}: write-goldens.ts writes it anew`);
  }
});
