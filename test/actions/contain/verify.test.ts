import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { verificationOf } from '../../../src/actions/contain/verify.ts';
import type { RecordCounts } from '../../../src/actions/contain/verify.ts';

const SINCE = '2026-11-30T15:02:12.000Z';
/** A flow log of ten minutes a record, out of a bucket. */
const QUIET: RecordCounts = {
  until: '2026-11-30T15:24:00Z',
  aggregation: 600,
  late: 60,
  delivery: 600,
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
const at = (seconds: number): string => new Date(Date.parse(SINCE) + seconds * 1000).toISOString();

test('it has stopped where the log goes on longer than a record, its lateness and its delivery, without it', () => {
  assert.equal(told(), 'stopped quiet');
  assert.equal(told({ until: '2026-11-30T15:23:11Z' }), 'not_yet_knowable log_ends');
  assert.equal(told({ until: '2026-11-30T15:23:12Z' }), 'stopped quiet');
});

test('records of a minute out of a log group tell it sooner than records of ten out of a bucket', () => {
  const soon = { aggregation: 60, delivery: 300 };
  assert.equal(told({ ...soon, until: '2026-11-30T15:09:11Z' }), 'not_yet_knowable log_ends');
  assert.equal(told({ ...soon, until: '2026-11-30T15:09:12Z' }), 'stopped quiet');
});

test('one record that began after the cut and was let through shows that it goes on', () => {
  assert.equal(told({ after: 1, refused: 100 }), 'not_stopped let_through');
  assert.equal(told({ after: 1, until: at(1) }), 'not_stopped let_through');
});

test('attempts that are refused show it, however long it had paused before, once nothing can be on its way', () => {
  assert.equal(told({ refused: 3, pause: 90_000 }), 'stopped refused');
  assert.equal(told({ refused: 3, until: at(1259) }), 'not_yet_knowable log_ends');
});

test('quiet says nothing where it was as quiet before, or was never seen', () => {
  assert.equal(told({ pause: 3600 }), 'not_yet_knowable pause_as_long');
  assert.equal(told({ before: 0 }), 'not_yet_knowable nothing_before');
  const { until: _until, ...empty } = QUIET;
  assert.equal(verificationOf(SINCE, empty).because, 'log_ends');
});

test('from when it can be known is said only where waiting helps', () => {
  const knowable = (changes: Partial<RecordCounts>) =>
    verificationOf(SINCE, { ...QUIET, ...changes }).knowable;
  assert.equal(knowable({ until: at(60) }), '2026-11-30T15:23:12.000Z');
  assert.equal(knowable({ until: at(60), pause: 3600 }), '2026-11-30T16:02:13.000Z');
  assert.equal(knowable({ pause: 3600 }), '2026-11-30T16:02:13.000Z');
  assert.equal(knowable({ before: 0 }), undefined);
  assert.equal(knowable({ after: 1 }), undefined);
  assert.equal(knowable({}), undefined);
});

test('a log that reaches to the moment that was named tells it, and one that ends a second earlier does not', () => {
  const seconds = fc.integer({ min: 0, max: 4000 });
  const counts = fc.record({
    aggregation: fc.constantFrom(60, 600),
    late: fc.constant(60),
    delivery: fc.constantFrom(300, 600),
    before: fc.integer({ min: 1, max: 9 }),
    after: fc.constant(0),
    refused: fc.constantFrom(0, 0, 5),
    pause: seconds,
  });
  fc.assert(
    fc.property(counts, seconds, (some, reach) => {
      const now = verificationOf(SINCE, { ...some, until: at(reach) });
      const needed =
        some.refused > 0
          ? some.aggregation + 60 + some.delivery
          : Math.max(some.aggregation + 60 + some.delivery, some.pause + 1);
      assert.equal(now.verdict, reach >= needed ? 'stopped' : 'not_yet_knowable');
      assert.equal(now.knowable, reach >= needed ? undefined : at(needed));
      const verdictAt = (until: number): string =>
        verificationOf(SINCE, { ...some, until: at(until) }).verdict;
      assert.equal(verdictAt(needed), 'stopped');
      assert.equal(verdictAt(needed - 1), 'not_yet_knowable');
      // A record that was let through ends the waiting, wherever the log ends.
      const through = verificationOf(SINCE, { ...some, after: 1, until: at(reach) });
      assert.equal(through.verdict, 'not_stopped');
    }),
  );
});
