import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import { mergeAnswers } from '../../src/letters/answers.ts';

const NOW = new Date('2026-11-21T20:00:00Z');

function refused(setting: string, message: RegExp) {
  assert.throws(
    () => mergeAnswers({}, [setting], NOW),
    (error) => error instanceof UserError && message.test(error.message) && error.hint !== undefined,
  );
}

test('answers are added to what was told before, and an empty one takes it back', () => {
  const first = mergeAnswers({}, ['root-cause=a stolen key=yes', 'name=Kim'], NOW);
  assert.deepEqual(first, { root_cause: 'a stolen key=yes', name: 'Kim' });
  assert.deepEqual(mergeAnswers(first, ['name=', 'root_cause=a weak password'], NOW), {
    root_cause: 'a weak password',
  });
});

test('the time of containment is taken with its zone and kept in UTC', () => {
  const at = (text: string) => mergeAnswers({}, [`contained-at=${text}`], NOW).contained_at;
  assert.equal(at('2026-11-21T19:30+09:00'), '2026-11-21T10:30:00.000Z');
  assert.equal(at('2026-11-21 10:30:05 UTC'), '2026-11-21T10:30:05.000Z');
  assert.equal(at('2026-11-21T10:30Z'), '2026-11-21T10:30:00.000Z');
});

test('a time without a zone, one that does not exist and one to come are refused', () => {
  refused('contained-at=2026-11-21 10:30', /with its zone/);
  refused('contained-at=yesterday', /with its zone/);
  refused('contained-at=2026-13-21T10:30Z', /with its zone/);
  refused('contained-at=2026-11-22T10:30Z', /future/);
});

test('an unknown key, a key without a text and a novel are refused', () => {
  refused('rootcause=x', /rootcause/);
  refused('__proto__=x', /__proto__/);
  refused('name', /no text/);
  refused(`name=${'x'.repeat(2001)}`, /2000/);
});
