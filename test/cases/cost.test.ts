import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { costOf as costAt, costOfDays } from '../../src/cases/cost.ts';
import type { CostQuestion } from '../../src/cases/cost.ts';
import { PRICES } from '../../src/clouds/aws/prices.ts';

const GB = 1e9;

const costOf = (question: CostQuestion) => costAt(question, PRICES, 'AWS');

function egress(cost: ReturnType<typeof costOf>): number {
  return cost.tiers.filter(({ message }) => message.key !== 'tierNat').reduce((sum, { usd }) => sum + usd, 0);
}

test('a gigabit a second for a day from us-east-1 costs 960.70 USD, and 486.00 USD more through a NAT gateway', () => {
  const cost = costOf({ egressBytes: 10_800 * GB, region: 'us-east-1', month: '2026-11', viaNat: true });
  assert.equal(egress(cost).toFixed(2), '960.70');
  assert.equal(cost.tiers.at(-1)?.usd, 486);
  assert.equal(cost.usd, 1446.7);
});

test('the parts add up to the whole volume and the whole price', () => {
  for (const gb of [0, 0.5, 100, 101, 10_340, 10_341, 60_000, 153_700, 400_000]) {
    const cost = costOf({ egressBytes: gb * GB, region: 'us-east-1' });
    assert.equal(cost.tiers.reduce((sum, tier) => sum + tier.gb, 0).toFixed(6), gb.toFixed(6));
    assert.equal(cost.tiers.reduce((sum, tier) => sum + tier.usd, 0).toFixed(2), cost.usd.toFixed(2));
  }
});

test('beyond 150 TB each further gigabyte costs 5 cents in us-east-1', () => {
  const at = (gb: number) => costOf({ egressBytes: gb * GB, region: 'us-east-1' }).usd;
  assert.equal((at(200_100) - at(200_000)).toFixed(2), '5.00');
});

test('before December 2021 only one gigabyte was free', () => {
  const usd = (month: string) => costOf({ egressBytes: 101 * GB, region: 'us-east-1', month }).usd;
  assert.equal(usd('2021-11'), 9);
  assert.equal(usd('2021-12'), 0.09);
});

test('an unknown region is priced as us-east-1, and that is said', () => {
  const { usd, assumptions } = costOf({ egressBytes: 200 * GB, region: 'xx-nowhere-9', viaNat: true });
  assert.equal(usd, 18);
  const params = { egress: true, nat: true, region: 'xx-nowhere-9', reference: 'us-east-1' };
  assert.ok(assumptions.some((one) => isDeepStrictEqual(one, { key: 'costNoPrice', params })));
  const unnamed = costOf({ egressBytes: 200 * GB });
  assert.ok(unnamed.assumptions.some(({ key }) => key === 'costRegion'));
  assert.equal(unnamed.region, undefined);
});

test('a volume beyond the recorded prices says that the figure is too high', () => {
  const small = costOf({ egressBytes: 200 * GB, region: 'af-south-1' });
  const large = costOf({ egressBytes: 20_000 * GB, region: 'af-south-1' });
  assert.equal(small.usd, 15.4);
  assert.equal(large.usd, 3064.6);
  const said = (cost: typeof small) => cost.assumptions.some(({ key }) => key === 'costLastPrice');
  assert.equal(said(small), false);
  assert.equal(said(large), true);
});

const days = (bytes: readonly [string, number][]) => bytes.map(([day, gb]) => ({ day, bytes: gb * GB }));
const ofDays = (bytes: readonly [string, number][], viaNat = false) =>
  costOfDays(days(bytes), { region: 'us-east-1', viaNat }, PRICES, 'AWS');

test('each month has its own free volume and its own first tier', () => {
  const one = ofDays([
    ['2026-11-29', 6000],
    ['2026-11-30', 6000],
  ]);
  const two = ofDays([
    ['2026-11-30', 6000],
    ['2026-12-01', 6000],
  ]);
  // 10,240 GB of 11,900 in the first tier; else 5,900 in the first tier of each month.
  assert.equal(one.usd, 1062.7);
  assert.equal(two.usd, 1062);
  assert.equal(two.egress_bytes, 12_000 * GB);
  assert.deepEqual(
    two.tiers.map(({ gb, usd }) => [gb, usd]),
    [
      [200, 0],
      [11_800, 1062],
    ],
  );
});

test('a day is priced by the tier that its month had reached, and the days add up', () => {
  const cost = ofDays(
    [
      ['2026-11-01', 50],
      ['2026-11-02', 100],
      ['2026-11-03', 10_190],
      ['2026-11-04', 100],
    ],
    true,
  );
  const egress = cost.days?.map(({ usd, egress_bytes: bytes }) => usd - (bytes / GB) * 0.045);
  assert.deepEqual(
    egress?.map((usd) => usd.toFixed(2)),
    ['0.00', '4.50', '917.10', '8.50'],
  );
  const sum = cost.days?.reduce((total, { usd }) => total + usd, 0);
  assert.equal(sum?.toFixed(2), cost.usd.toFixed(2));
});

test('days of any volumes add up to the bill, in bytes and in cents', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 50_000 }), { minLength: 1, maxLength: 70 }), (volumes) => {
      const start = Date.UTC(2026, 9, 25);
      const named = volumes.map((gb, at): [string, number] => [
        new Date(start + at * 86_400_000).toISOString().slice(0, 10),
        gb / 7,
      ]);
      const cost = ofDays(named, true);
      const usd = cost.days?.reduce((sum, one) => sum + Math.round(one.usd * 100), 0);
      assert.equal(usd, Math.round(cost.usd * 100));
      const tiers = cost.tiers.reduce((sum, one) => sum + Math.round(one.usd * 100), 0);
      assert.equal(tiers, Math.round(cost.usd * 100));
    }),
  );
});

test('what passes between zones on its way to a NAT gateway costs 2 cents a gigabyte more', () => {
  const question = { egressBytes: 1000 * GB, region: 'us-east-1', month: '2026-11', viaNat: true };
  const cost = costOf({ ...question, betweenZones: 400 * GB });
  assert.equal((cost.usd - costOf(question).usd).toFixed(2), '8.00');
  const tier = cost.tiers.find(({ message }) => message.key === 'tierZones');
  assert.deepEqual([tier?.gb, tier?.usd_per_gb, tier?.usd], [400, 0.02, 8]);
  const leftOut = (one: typeof cost) => one.assumptions.find(({ key }) => key === 'costLeftOut')?.params;
  assert.deepEqual(leftOut(cost), { zones: true });
  assert.deepEqual(leftOut(costOf(question)), {});
  // Nothing passed between zones, and that is known.
  const none = costOf({ ...question, betweenZones: 0 });
  assert.equal(none.usd, costOf(question).usd);
  assert.deepEqual(leftOut(none), { zones: true });
});

test('1.9 TiB from Seoul cost 250.62 USD today, and 123.26 USD more through a NAT gateway', () => {
  const bytes = Math.round(1.9 * 1024 ** 4);
  const question = { egressBytes: bytes, region: 'ap-northeast-2', month: '2026-11' };
  // (2,089.072 GB - 100 GB) x 0.126 USD; 2,089.072 GB x 0.059 USD.
  assert.equal(costOf(question).usd, 250.62);
  assert.equal(costOf({ ...question, viaNat: true }).usd, 373.88);
});
