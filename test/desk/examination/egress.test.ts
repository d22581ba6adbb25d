import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { claimedByDay, egressCost } from '../../../src/desk/examination/egress.ts';
import { emptyInventory } from '../../../src/clouds/inventory.ts';
import type { Inventory } from '../../../src/clouds/inventory.ts';
import type { Row } from '../../../src/events/engines/engine.ts';
import type { Claim } from '../../../src/model/claim.ts';
import type { Culprit, Verdict } from '../../../src/model/finding.ts';
import { quoted } from '../../../src/model/message.ts';
import { eventContext } from '../../findings/support/lake.ts';
import { portScan } from '../../letters/samples.ts';

const GB = 1e9;
const HOST = '10.0.0.5';

/** Bytes that the host sends from its own interface into a NAT gateway, on a day of November. */
function sent(day: number, gigabytes: number, zones: { zone?: string; next?: string } = {}): Row {
  const at = `2026-11-${String(day).padStart(2, '0')}T12:00:00Z`;
  const { zone = null, next = null } = zones;
  return {
    evidence: 0,
    interface: 'eni-1',
    src: HOST,
    dst: '198.51.100.7',
    bytes: gigabytes * GB,
    region: 'us-east-1',
    zone,
    next_hop_zone: next,
    ts_start: at,
    ts_end: at,
  };
}

function culprit(): Culprit {
  const [known] = portScan().culprits;
  assert.ok(known !== undefined);
  return { ...known, address: HOST, via: { kind: 'nat', address: '10.0.0.9' } };
}

const claim = (flows: Claim['flows'], changes: Partial<Claim> = {}): Claim => {
  const [known] = portScan().claims;
  assert.ok(known !== undefined);
  return { ...known, source: 'aws', regions: ['us-east-1'], flows, ...changes };
};

async function cost(
  t: TestContext,
  rows: readonly Row[],
  claims: Claim[],
  culprits = [culprit()],
  inventory?: Inventory,
) {
  const context = await eventContext(t, 'flows', rows, { ours: ['10.0.0.0/8'] });
  return egressCost(claims, [], culprits, context, (cloud) => Promise.resolve(cloud?.prices), inventory);
}

test('a next hop in another zone is billed between zones, one in the same zone is not', async (t) => {
  const [here, there] = [
    { zone: 'use1-az1', next: 'use1-az1' },
    { zone: 'use1-az1', next: 'use1-az2' },
  ];
  const bill = await cost(t, [sent(1, 300, here), sent(2, 500, there)], [claim([])]);
  const tier = bill?.tiers.find(({ message }) => message.key === 'tierZones');
  assert.deepEqual([tier?.gb, tier?.usd], [500, 10]);
  // 700 GB at 9 cents, 800 GB through the gateway at 4.5 cents, 500 GB between zones at 2 cents.
  assert.equal(bill?.usd, 63 + 36 + 10);
  assert.deepEqual(
    bill?.days?.map(({ day, usd }) => [day, usd]),
    [
      ['2026-11-01', 18 + 13.5],
      ['2026-11-02', 45 + 22.5 + 10],
    ],
  );
});

test('where no record says its zone, traffic between zones is said to be left out', async (t) => {
  const bill = await cost(t, [sent(1, 800)], [claim([])]);
  assert.equal(bill?.usd, 63 + 36);
  const leftOut = bill.assumptions.find(({ key }) => key === 'costLeftOut');
  assert.deepEqual(leftOut?.params, {});
});

/** A host, and its NAT gateway in a subnet of some zone. */
function inventoryOf(host: string, gateway: string): Inventory {
  const subnet = { vpc: 'vpc-1', cidrs: [] };
  return {
    ...emptyInventory(),
    instances: [{ id: 'i-1', subnet: 'subnet-a', addresses: [HOST], securityGroups: [], interfaces: [] }],
    natGateways: [{ id: 'nat-1', subnet: 'subnet-b', interfaces: [], addresses: [] }],
    subnets: [
      { ...subnet, id: 'subnet-a', zone: host },
      { ...subnet, id: 'subnet-b', zone: gateway },
    ],
  };
}

test('where no record says its zone, the inventory tells in which the host and its gateway stand', async (t) => {
  const through: Culprit = {
    ...culprit(),
    instance: 'i-1',
    via: { kind: 'nat', address: '10.0.0.9', gateway: 'nat-1' },
  };
  const zonesOf = async (host: string, gateway: string) => {
    const bill = await cost(t, [sent(1, 800)], [claim([])], [through], inventoryOf(host, gateway));
    const tier = bill?.tiers.find(({ message }) => message.key === 'tierZones');
    return [bill?.usd, tier?.gb, tier?.usd];
  };
  assert.deepEqual(await zonesOf('us-east-1a', 'us-east-1b'), [63 + 36 + 16, 800, 16]);
  assert.deepEqual(await zonesOf('us-east-1a', 'us-east-1a'), [63 + 36, undefined, undefined]);
});

test('a regional NAT gateway that takes the traffic in another zone is billed between zones', async (t) => {
  // It has no interface and no subnet: only the record says where the next hop stands.
  const through: Culprit = { ...culprit(), instance: 'i-1', via: { kind: 'nat', gateway: 'nat-9' } };
  const rows = [
    { ...sent(1, 300, { zone: 'use1-az1', next: 'use1-az1' }), next_hop_type: 'regional_nat_gateway' },
    { ...sent(1, 500, { zone: 'use1-az1', next: 'use1-az4' }), next_hop_type: 'regional_nat_gateway' },
  ];
  const bill = await cost(t, rows, [claim([])], [through], inventoryOf('us-east-1a', 'us-east-1a'));
  const tier = bill?.tiers.find(({ message }) => message.key === 'tierZones');
  assert.deepEqual([tier?.gb, tier?.usd], [500, 10]);
});

test("without a flow log the notice's own numbers are priced by day, and that is said", async (t) => {
  const flow = (from: string, gigabytes: number) => ({ from, bytes_sent: gigabytes * GB });
  const claims = [
    claim([flow('2026-11-03T10:00:00Z', 200), flow('2026-11-04T10:00:00Z', 100)]),
    // A reminder of the same notice.
    claim([flow('2026-11-03T10:00:00Z', 200)]),
  ];
  const bill = await cost(t, [], claims, []);
  assert.deepEqual([bill?.usd, bill?.egress_bytes], [18, 300 * GB]);
  assert.deepEqual(
    bill?.days?.map(({ day }) => day),
    ['2026-11-03', '2026-11-04'],
  );
  assert.equal(bill?.assumptions[0]?.key, 'costClaimed');
});

test('a flow log that shows it is priced, not what the notice says; and under a cent nothing is', async (t) => {
  const claims = [claim([{ from: '2026-11-03T10:00:00Z', bytes_sent: 9000 * GB }])];
  const bill = await cost(t, [sent(3, 200)], claims);
  assert.equal(bill?.egress_bytes, 200 * GB);
  assert.equal(await cost(t, [sent(3, 0.001)], [claim([])]), undefined);
});

test('of a refuted or forged notice no bytes are priced', () => {
  const flows = [{ from: '2026-11-03T10:00:00Z', bytes_sent: 9 }];
  const verdict: Verdict = { claim: 0, verdict: 'ruled_out', message: quoted(''), lines: [] };
  assert.deepEqual(claimedByDay([claim(flows)], []), [{ day: '2026-11-03', bytes: 9 }]);
  assert.deepEqual(claimedByDay([claim(flows)], [verdict]), []);
  const { authenticity } = claim([]);
  assert.deepEqual(
    claimedByDay([claim(flows, { authenticity: { ...authenticity, verdict: 'forged' } })], []),
    [],
  );
});

test('bytes that answer requests from outside are called the own service', async (t) => {
  const tcp = (src_port: number, dst_port: number, gigabytes: number, more: Row = {}): Row => ({
    ...sent(3, gigabytes),
    protocol: 6,
    src_port,
    dst_port,
    ...more,
  });
  const served = async (rows: readonly Row[]) => {
    const bill = await cost(t, rows, [claim([])]);
    return bill?.assumptions.find(({ key }) => key === 'costServed')?.params;
  };
  assert.deepEqual(await served([tcp(443, 51_000, 500), tcp(443, 52_000, 12.25, { tcp_flags: 19 })]), {
    gb: 512.25,
  });
  // A connection of its own, a SYN from a low port, and UDP: a reflector answers forged requests.
  assert.equal(await served([tcp(51_000, 443, 500)]), undefined);
  assert.equal(await served([tcp(443, 51_000, 500, { tcp_flags: 2 })]), undefined);
  assert.equal(await served([tcp(53, 51_000, 500, { protocol: 17 })]), undefined);
});
