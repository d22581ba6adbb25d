import assert from 'node:assert/strict';
import { open } from 'node:fs/promises';
import { test } from 'node:test';
import { systemFault } from '../../src/base/system-fault.ts';

test('what the system refuses is said with the file and what to do, not as a bug', async () => {
  const error: unknown = await open('/dev/null/x', 'r').catch((reason: unknown) => reason);
  const fault = systemFault(error);
  assert.equal(fault?.exitCode, 2);
  assert.equal(fault?.file, '/dev/null/x');
  assert.match(fault?.message ?? '', /ENOTDIR, open/);
});

test('a fault that another thread met is known by its text, and one of DuckDB by its words', () => {
  const threads = systemFault(
    new Error("ENOSPC: no space left on device, open '/case/lake/it’s, a part.parquet'"),
  );
  assert.equal(threads?.file, '/case/lake/it’s, a part.parquet');
  assert.match(threads?.message ?? '', /ENOSPC/);
  const text =
    'IO Error: Could not write all bytes to file "/case/x.parquet": wanted=9 wrote=1 No space left on device';
  assert.match(systemFault(new Error(text))?.message ?? '', /ENOSPC/);
});

test('a bug stays a bug', () => {
  for (const error of [
    new TypeError('x is not a function'),
    new Error('EVERYTHING: is wrong, really'),
    new RangeError('Invalid string length'),
    Object.assign(new Error('closed'), { code: 'ERR_USE_AFTER_CLOSE' }),
    'ENOSPC',
  ]) {
    assert.equal(systemFault(error), undefined, String(error));
  }
});
