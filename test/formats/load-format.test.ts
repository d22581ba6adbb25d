import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FORMATS, moduleOf } from '../../src/formats/index.ts';
import { loadFormat } from '../../src/formats/load.ts';

test('every format is found in the file that bears its name', async () => {
  for (const format of FORMATS) assert.equal(await loadFormat(moduleOf(format.name)), format);
});

test('a name that no format has is said', async () => {
  await assert.rejects(loadFormat('vpc-flow/vpc-header'), /vpc-header\.ts has no format of that name/);
});
