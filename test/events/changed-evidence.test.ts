import assert from 'node:assert/strict';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { nodeEffects } from '../../src/base/effects.ts';
import { evidenceGaps } from '../../src/cases/gaps.ts';
import { ingest } from '../../src/events/ingest/ingest.ts';
import { messageOf } from '../../src/model/reason.ts';
import { survey } from '../../src/evidence/survey.ts';
import { temporary } from '../support.ts';

const effects = nodeEffects(1);
const LINE = '198.51.100.7 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 12 "-" "curl"\n';

test('evidence that grew after it was found is a gap of the case, in the words of its reader; what stood still is none', async (t) => {
  const folder = await temporary(t);
  await writeFile(join(folder, 'grows.log'), LINE.repeat(3));
  await writeFile(join(folder, 'stands.log'), LINE.replace('curl', 'wget').repeat(3));
  await writeFile(join(folder, 'notes.txt'), 'nothing that is read\n');
  const scratch = await temporary(t);
  const { found } = await survey([folder], join(scratch, 'unpacked'), {}, effects);
  await appendFile(join(folder, 'grows.log'), LINE);
  await appendFile(join(folder, 'notes.txt'), 'more of it\n');
  const entries = await ingest(found, join(scratch, 'lake'), {}, effects);
  const changed = entries.filter((entry) => entry.changed !== undefined);
  assert.deepEqual(changed.map(({ path }) => path).toSorted(), ['grows.log', 'notes.txt']);
  assert.equal(messageOf(changed[0]?.changed ?? '').key, 'changedGrew');
  assert.deepEqual(
    evidenceGaps(changed)
      .filter(({ key }) => key !== 'gapUnknown')
      .map(({ key, params }) => [key, 'path' in params ? params.path : '']),
    [
      ['gapChanged', 'grows.log'],
      ['gapChanged', 'notes.txt'],
    ],
  );
  assert.deepEqual(
    evidenceGaps(entries.filter(({ path }) => path === 'stands.log')).map(({ key }) => key),
    [],
  );
});
