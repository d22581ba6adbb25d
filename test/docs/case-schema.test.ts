import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as z from 'zod';
import { writtenCase } from '../../src/cases/written.ts';
import { caseJsonSchema } from '../../src/model/case.ts';
import { emptyDocument } from '../cases/world.ts';
import { scanCase } from '../report/sample-scan.ts';
import { ROOT } from '../support.ts';

const published: unknown = JSON.parse(
  readFileSync(join(ROOT, 'docs', 'reference', 'case.schema.json'), 'utf8'),
);

test('the published JSON Schema of case.json is the one that case.json is read by', () => {
  assert.deepEqual(published, JSON.parse(JSON.stringify(caseJsonSchema())));
});

test('a case is valid by the published schema, with keys of a later version too', () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the first test shows that it is one
  const schema = z.fromJSONSchema(published as z.core.JSONSchema.JSONSchema);
  for (const document of [emptyDocument(), scanCase(), { ...scanCase(), later: { key: 1 } }]) {
    assert.deepEqual(schema.safeParse(writtenCase(document)).error, undefined);
  }
});

test('a case whose finding has no type is not valid by the published schema', () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the first test shows that it is one
  const schema = z.fromJSONSchema(published as z.core.JSONSchema.JSONSchema);
  const whole = writtenCase(scanCase());
  const [first] = whole.findings;
  const { type: _type, ...broken } = first ?? assert.fail('the sample has a finding');
  assert.equal(schema.safeParse({ ...whole, findings: [broken] }).success, false);
});
