import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockGaps } from '../../src/cases/gaps.ts';
import type { Evidence } from '../../src/model/evidence.ts';

const EVIDENCE: Evidence = {
  id: 1,
  path: 'cowrie.json',
  sha256: '',
  bytes: 1,
  format: 'cowrie',
  because: '',
  read: 1,
  parsed: 1,
  rejected: 0,
  skipped: 0,
  rejects: [],
  skips: [],
  notes: [],
};
const NOW = new Date('2026-11-29T17:15:20Z');

test('A log that ends in the future is named, with how far; one that ends now, or nearly, is not', () => {
  const gaps = (last: string) => clockGaps(new Map([[1, last]]), [EVIDENCE], NOW);
  assert.deepEqual(gaps('2026-11-30T02:15:20Z'), [
    { key: 'gapFuture', params: { path: 'cowrie.json', last: '2026-11-30T02:15:20Z', hours: 9 } },
  ]);
  assert.deepEqual(gaps('2026-11-29T17:20:00Z'), []);
  assert.deepEqual(clockGaps(new Map(), [EVIDENCE], NOW), []);
});
