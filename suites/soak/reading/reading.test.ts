import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import * as z from 'zod';
import { generateWeb } from '../../../bench/generate/web.ts';
import { ROOT, temporary } from '../../../test/support.ts';

const ROUNDS = 10;
const MEGABYTE = 1e6;
const CASE = z.object({ evidence: z.array(z.object({ parsed: z.number() })) });

/** Many times as long as it takes. */
const PATIENCE = 60_000;

// Threads that end while their code is still being compiled have hung in three of ten runs of about this size.
test('a log is read again and again, and every time it comes to an end', async (t) => {
  const folder = await temporary(t);
  const log = join(folder, 'iis.log');
  const { parsed } = generateWeb('iis', log, 30 * MEGABYTE);
  const program = join(ROOT, 'bin', 'abusedesk.js');
  for (let round = 0; round < ROUNDS; round++) {
    const args = [program, 'investigate', '--case', join(folder, `${round}.case`), '--json', log];
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      timeout: PATIENCE,
      maxBuffer: 64 * MEGABYTE,
    });
    const { evidence } = CASE.parse(JSON.parse(stdout));
    assert.deepEqual(evidence, [{ parsed }]);
  }
});
