import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verificationOf } from '../../../src/actions/contain/verify.ts';
import type { RecordCounts } from '../../../src/actions/contain/verify.ts';

const SINCE = '2026-11-30T15:02:12.000Z';
const QUIET: RecordCounts = {
  until: '2026-11-30T15:24:00Z',
  aggregation: 600,
  before: 40,
  after: 0,
  refused: 0,
  lastBefore: '2026-11-30T15:02:12Z',
  pause: 30,
};
const told = (changes: Partial<RecordCounts> = {}): string => {
  const { verdict, because } = verificationOf(SINCE, { ...QUIET, ...changes });
  return `${verdict} ${because}`;
};

test('it has stopped where the log goes on longer than a record and its delay, without it', () => {
  assert.equal(told(), 'stopped quiet');
  assert.equal(told({ until: '2026-11-30T15:13:11Z' }), 'not_yet_knowable log_ends');
  assert.equal(told({ until: '2026-11-30T15:13:12Z' }), 'stopped quiet');
  assert.equal(told({ until: '2026-11-30T15:04:12Z', aggregation: 60 }), 'stopped quiet');
});

test('one record that began after the cut and was let through shows that it goes on', () => {
  assert.equal(told({ after: 1, refused: 100 }), 'not_stopped let_through');
});

test('attempts that are refused show it, however long it had paused before', () => {
  assert.equal(told({ refused: 3, pause: 90_000 }), 'stopped refused');
});

test('quiet says nothing where it was as quiet before, or was never seen', () => {
  assert.equal(told({ pause: 3600 }), 'not_yet_knowable pause_as_long');
  assert.equal(told({ before: 0 }), 'not_yet_knowable nothing_before');
  const { until: _until, ...empty } = QUIET;
  assert.equal(verificationOf(SINCE, empty).because, 'log_ends');
});

test('from when it can be known counts a record, its lateness and its delivery', () => {
  assert.equal(verificationOf(SINCE, QUIET).from, '2026-11-30T15:23:12.000Z');
  assert.equal(verificationOf(SINCE, { ...QUIET, aggregation: 60 }).from, '2026-11-30T15:14:12.000Z');
});
