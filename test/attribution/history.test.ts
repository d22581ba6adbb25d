import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { UserError } from '../../src/base/errors.ts';
import { addVersion, Folding, rowsAt } from '../../src/attribution/history.ts';
import type { History, Version } from '../../src/attribution/history.ts';

const EMPTY: History = { provider: 'aws', list: 'aws', versions: [], rows: [] };

function version(published: string, rows: number): Version {
  return { published, sha256: published, bytes: 1, source: 'x', imported: published, rows, rejected: 0 };
}

/** Adds versions given as `day: prefixes` in the order of the list. */
function fold(versions: readonly (readonly [string, readonly string[]])[]): History {
  let history = EMPTY;
  for (const [day, prefixes] of versions) {
    const rows = prefixes.map((prefix) => ({ prefix, service: 'EC2', region: 'us-east-1' }));
    ({ history } = addVersion(history, version(`2018-03-${day}T00:00:00Z`, rows.length), rows));
  }
  return history;
}

function lines(history: History): string[] {
  return history.rows.map(
    ({ prefix, valid_from, valid_to }) =>
      `${prefix} ${valid_from.slice(8, 10)}-${valid_to?.slice(8, 10) ?? ''}`,
  );
}

test('a prefix that comes, goes and comes back has two stays', () => {
  const history = fold([
    ['01', ['1.0.0.0/24']],
    ['02', ['1.0.0.0/24', '2.0.0.0/24']],
    ['03', ['2.0.0.0/24']],
    ['04', ['1.0.0.0/24']],
  ]);
  assert.deepEqual(lines(history), ['1.0.0.0/24 01-03', '1.0.0.0/24 04-', '2.0.0.0/24 02-04']);
});

test('the same version twice is no change', () => {
  const once = fold([['01', ['1.0.0.0/24', '2.0.0.0/24']]]);
  const rows = ['2.0.0.0/24', '1.0.0.0/24'].map((prefix) => ({
    prefix,
    service: 'EC2',
    region: 'us-east-1',
  }));
  const twice = addVersion(once, version('2018-03-01T00:00:00Z', 2), rows);
  assert.equal(twice.changed, false);
  assert.equal(twice.history, once);
});

test('other lines for a moment that is known are refused', () => {
  const history = fold([['01', ['1.0.0.0/24']]]);
  const rows = [{ prefix: '3.0.0.0/24', service: 'EC2' }];
  assert.throws(() => addVersion(history, version('2018-03-01T00:00:00Z', 1), rows), UserError);
});

test('an older version between two known ones splits what it lacks', () => {
  const history = fold([
    ['01', ['1.0.0.0/24', '2.0.0.0/24']],
    ['09', ['1.0.0.0/24', '2.0.0.0/24', '3.0.0.0/24']],
    ['05', ['1.0.0.0/24', '3.0.0.0/24', '4.0.0.0/24']],
  ]);
  assert.deepEqual(lines(history), [
    '1.0.0.0/24 01-',
    '2.0.0.0/24 01-05',
    '2.0.0.0/24 09-',
    '3.0.0.0/24 05-',
    '4.0.0.0/24 05-09',
  ]);
});

test('in whatever order the versions come, the history is the same and gives each version back', () => {
  const prefixes = ['1.0.0.0/24', '2.0.0.0/24', '3.0.0.0/24', '4.0.0.0/24'];
  const list = fc
    .uniqueArray(fc.integer({ min: 10, max: 28 }), { minLength: 1, maxLength: 7 })
    .chain((days) =>
      fc.tuple(...days.map((day) => fc.tuple(fc.constant(String(day)), fc.subarray(prefixes)))),
    );
  const shuffled = list.chain((versions) =>
    fc.tuple(
      fc.constant(versions),
      fc.shuffledSubarray(versions, { minLength: versions.length, maxLength: versions.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, ([versions, order]) => {
      const history = fold(order);
      assert.deepEqual(history, fold([...versions].sort((a, b) => Number(a[0]) - Number(b[0]))));
      for (const [day, given] of versions) {
        const present = rowsAt(history, `2018-03-${day}T00:00:00Z`).map(({ prefix }) => prefix);
        assert.deepEqual([...new Set(present)].sort(), [...given].sort());
        assert.equal(present.length, given.length);
      }
    }),
  );
});

test('many versions in a row are folded as one after another, whether their lines are the same objects or equal ones', () => {
  const known = ['1.0.0.0/24', '2.0.0.0/24', '3.0.0.0/24', '4.0.0.0/24'].map((prefix) => ({
    prefix,
    service: 'EC2',
    region: 'us-east-1',
  }));
  const one = fc.tuple(fc.subarray(known), fc.boolean());
  fc.assert(
    fc.property(fc.array(one, { minLength: 1, maxLength: 9 }), (versions) => {
      const folding = new Folding(EMPTY);
      let history = EMPTY;
      for (const [i, [rows, copied]] of versions.entries()) {
        const published = version(`2018-03-${10 + i}T00:00:00Z`, rows.length);
        folding.add(published, copied ? rows.map((row) => ({ ...row })) : rows);
        ({ history } = addVersion(history, published, rows));
      }
      assert.deepEqual(folding.history, history);
    }),
  );
});
