import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { CountingTally } from '../../src/events/tally.ts';
import { messageOf } from '../../src/model/reason.ts';
import { worded } from '../../src/formats/vpc-flow/worded.ts';
import { inEnglish } from '../in-english.ts';

test('a reason and a note stay messages however long what they name is', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 5000, size: 'max' }), (value) => {
      const tally = new CountingTally();
      const reason = worded('notAddress', { field: value });
      tally.rejected(1, 0, reason);
      tally.skipped(reason);
      tally.note(reason);
      const { rejects, skips, notes } = tally.counts;
      for (const text of [rejects[0]?.reason, ...skips.keys(), ...notes]) {
        const { key, params } = messageOf(text ?? '');
        assert.equal(key, 'notAddress');
        assert.ok(JSON.stringify(params).length < 20_000);
        assert.ok(inEnglish(text).endsWith(' is no address'));
      }
    }),
  );
});
