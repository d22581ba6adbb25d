import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { blrFeatures, blrProbability, sqlTrw } from '../../src/findings/scan-tests.ts';
import { flowContext } from './support/lake.ts';

const SWEEP = {
  flows: 64,
  without_ack: 1,
  small: 1,
  source_ports: 1,
  payload: 0,
  targets: 1,
  backscatter: 0,
};

test("SiLK's regression gives its check values: .970 for a pure SYN sweep, .043 for backscatter", () => {
  assert.equal(blrProbability(SWEEP)?.toFixed(3), '0.970');
  assert.equal(blrProbability({ ...SWEEP, without_ack: 0, backscatter: 1 })?.toFixed(3), '0.043');
});

test('the regression judges nobody by fewer than 32 flows, and whatever it is given is a probability', () => {
  assert.equal(blrProbability({ ...SWEEP, flows: 31 }), undefined);
  assert.equal(blrProbability({ ...SWEEP, flows: Number.NaN }), undefined);
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.record({
        flows: fc.integer({ min: 32, max: 1e9 }),
        without_ack: share,
        small: share,
        source_ports: fc.double({ min: 1, max: 65_536, noNaN: true }),
        payload: share,
        targets: share,
        backscatter: share,
      }),
      (features) => {
        const p = blrProbability(features) ?? -1;
        assert.ok(p >= 0 && p <= 1, String(p));
      },
    ),
    { seed: 4 },
  );
  assert.deepEqual(blrFeatures({}).flows, 0);
});

/** The walk as the paper has it, one contact after the other. */
function walk(outcomes: readonly boolean[]): number | null {
  let odds = 1;
  for (const [i, failed] of outcomes.entries()) {
    odds *= failed ? 0.8 / 0.2 : 0.2 / 0.8;
    if (odds >= 0.99 / 0.01) return i + 1;
    if (odds <= (1 - 0.99) / (1 - 0.01)) return null;
  }
  return null;
}

test('the walk in SQL decides at the same contact as the paper, for any order of outcomes', async (t) => {
  const { engine } = await flowContext(t, [{ src: '10.0.0.1', dst: '45.0.0.1' }]);
  const samples = fc.sample(fc.array(fc.boolean(), { minLength: 1, maxLength: 30 }), {
    seed: 9,
    numRuns: 120,
  });
  const values = samples.flatMap((outcomes, source) =>
    outcomes.map((failed, i) => `('${source}', 6, 'host ${i}', 22, ${i}e0, ${failed})`),
  );
  const contacts = `(SELECT * FROM (VALUES ${values.join(', ')}) AS given (source, protocol, host, port, second, unanswered))`;
  const rows = await engine.query(sqlTrw(contacts));
  const decided = new Map(rows.map((row) => [Number(row['source']), row['trw_contacts']]));
  assert.deepEqual(
    samples.map((_, source) => decided.get(source)),
    samples.map((outcomes) => walk(outcomes)),
  );
  assert.ok(
    [...decided.values()].some((value) => value === null) &&
      [...decided.values()].some((value) => value !== null),
  );
});

test('only the first contact with a host counts, however often it was tried', async (t) => {
  const { engine } = await flowContext(t, [{ src: '10.0.0.1', dst: '45.0.0.1' }]);
  const again = Array.from({ length: 50 }, (_, i) => `('a', 6, 'one', ${i}, ${i}e0, true)`).join(', ');
  const contacts = `(SELECT * FROM (VALUES ${again}) AS given (source, protocol, host, port, second, unanswered))`;
  assert.deepEqual(await engine.query(sqlTrw(contacts)), [{ source: 'a', protocol: 6, trw_contacts: null }]);
});
