import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { findCulprits } from '../../../src/findings/claims/culprit.ts';
import { fitsAccount } from '../../../src/findings/claims/masked-account.ts';
import { findAll } from '../../../src/findings/index.ts';
import type { Claim } from '../../../src/model/claim.ts';
import { claimOf } from '../support/claims.ts';
import { NAT, START, Vpc } from '../support/generate-flows.ts';
import type { Variant } from '../support/generate-flows.ts';
import { inventoryOf } from '../support/inventory.ts';
import { flowContext } from '../support/lake.ts';
import type { Setting } from '../support/lake.ts';
import { conversation, everyday, sweep } from '../support/scenarios.ts';
import { english } from '../../english.ts';

const VICTIM = '198.51.100.7';

function at(seconds: number): string {
  return new Date((START + seconds) * 1000).toISOString();
}

async function culpritsOf(t: TestContext, vpc: Vpc, claims: Claim[], setting?: Setting) {
  const context = await flowContext(t, vpc.rows, setting);
  return findCulprits(claims, await findAll(context), context);
}

/** Packets to the victim's port 80 over UDP, at one time. */
function attack(vpc: Vpc, host: string, packets: number, direct = false): void {
  vpc.talk({
    host,
    remote: VICTIM,
    port: 80,
    protocol: 17,
    at: 1200,
    seconds: 58,
    out: { packets, bytes: packets * 1000 },
    back: undefined,
    direct,
  });
}

/** The notice about it: the NAT gateway's public address, one minute, the victim. */
function notice(fields: Partial<Claim> = {}): Claim {
  const flow = {
    from: at(1200),
    to: at(1260),
    protocol: 17,
    remote: VICTIM,
    remote_ports: [80],
    packets_sent: 100_000,
  };
  return claimOf({ type: 'ddos', addresses: [NAT.public], flows: [flow], ...fields });
}

test("the next hop in a host's own records beats what the legs would suggest", async (t) => {
  const vpc = new Vpc(21, 'v2 whole VPC', 40);
  everyday(vpc);
  const [host, other] = [vpc.hosts[11] ?? '', vpc.hosts[12] ?? ''];
  attack(vpc, host, 60_000);
  attack(vpc, other, 100_000);
  // The other's packets took another way.
  const rows = vpc.rows.map((row) =>
    row['src'] === host
      ? { ...row, next_hop_interface: NAT.interface, next_hop_type: 'nat_gateway' }
      : row['src'] === other
        ? { ...row, next_hop_interface: 'eni-0000000000000two', next_hop_type: 'nat_gateway' }
        : row,
  );
  const context = await flowContext(t, rows, { inventory: inventoryOf(vpc) });
  const { culprits } = await findCulprits([notice()], await findAll(context), context);
  assert.equal(culprits[0]?.address, host);
  assert.deepEqual(culprits[0].ties, []);
  assert.equal(culprits[0].message.key, 'culpritNextHop');
  assert.ok(context.roles.ofInterface('eni-0000000000000two'));
});

test('an address that a transit gateway has made of another leads to that one, by its rules alone', async (t) => {
  const vpc = new Vpc(22, 'v5 whole VPC', 20);
  everyday(vpc);
  const host = vpc.hosts[4] ?? '';
  attack(vpc, host, 100_000, true);
  const address = host.replace('10.10.', '100.64.');
  const claim = notice({ addresses: [address] });
  const rules = [{ source: '10.10.0.0/16', translated: '100.64.0.0/16' }];
  const known = await culpritsOf(t, vpc, [claim], { inventory: { ...inventoryOf(vpc), natRules: rules } });
  assert.equal(known.culprits[0]?.address, host);
  const without = await culpritsOf(t, vpc, [claim], { inventory: inventoryOf(vpc) });
  assert.ok(without.gaps.some(({ key }) => key === 'gapTransitNat'));
});

const VARIANTS: readonly Variant[] = ['v2 whole VPC', 'v5 whole VPC', 'v5 NAT only'];

for (const variant of VARIANTS) {
  test(`from the NAT gateway's public address to the instance (${variant})`, async (t) => {
    const vpc = new Vpc(1, variant, 40);
    everyday(vpc);
    const host = vpc.hosts[11] ?? '';
    attack(vpc, host, 100_000);
    conversation(vpc, vpc.hosts[12] ?? '', VICTIM, 443, 1200);
    const { culprits, gaps } = await culpritsOf(t, vpc, [notice()], { inventory: inventoryOf(vpc) });
    assert.deepEqual(gaps, []);
    assert.equal(culprits.length, 1);
    const [culprit] = culprits;
    assert.equal(culprit?.address, host);
    assert.equal(culprit?.interface, Vpc.interfaceOf(host));
    assert.equal(culprit?.instance, Vpc.instanceOf(host));
    assert.equal(culprit?.name, 'web-11');
    assert.deepEqual(culprit?.via, {
      kind: 'nat',
      interface: NAT.interface,
      gateway: 'nat-1',
      address: NAT.address,
      public: NAT.public,
    });
    assert.deepEqual(culprit?.ties, []);
    assert.equal(culprit?.confidence, 0.99);
  });
}

test('without an inventory the only NAT gateway is taken for the accused, with less certainty', async (t) => {
  const vpc = new Vpc(2, 'v5 whole VPC', 40);
  everyday(vpc);
  const host = vpc.hosts[3] ?? '';
  attack(vpc, host, 100_000);
  const { culprits } = await culpritsOf(t, vpc, [notice()]);
  assert.equal(culprits[0]?.address, host);
  assert.equal(culprits[0]?.instance, Vpc.instanceOf(host));
  assert.equal(culprits[0]?.via?.public, NAT.public);
  assert.ok((culprits[0]?.confidence ?? 1) < 0.95);
});

test('a NAT-only log without pkt-dstaddr names nobody and says which field is missing', async (t) => {
  const vpc = new Vpc(3, 'v2 NAT only', 40);
  everyday(vpc);
  attack(vpc, vpc.hosts[3] ?? '', 100_000);
  const { culprits, gaps } = await culpritsOf(t, vpc, [notice()]);
  assert.deepEqual(culprits, []);
  assert.deepEqual(gaps, [{ key: 'lackPacketTargets', params: {} }]);
});

test('a host with an Elastic IP of its own is found without any NAT', async (t) => {
  const vpc = new Vpc(4, 'v2 whole VPC', 40);
  everyday(vpc);
  const host = vpc.hosts[5] ?? '';
  attack(vpc, host, 100_000, true);
  attack(vpc, vpc.hosts[6] ?? '', 100_000);
  const inventory = inventoryOf(vpc, { [host]: '203.0.113.77' });
  const { culprits } = await culpritsOf(t, vpc, [notice({ addresses: ['203.0.113.77'] })], { inventory });
  assert.deepEqual(
    culprits.map(({ address, via }) => ({ address, via })),
    [{ address: host, via: undefined }],
  );
});

test('an instance that the notice names is looked at, and no other', async (t) => {
  const vpc = new Vpc(5, 'v5 whole VPC', 40);
  everyday(vpc);
  const host = vpc.hosts[5] ?? '';
  attack(vpc, host, 50_000);
  attack(vpc, vpc.hosts[6] ?? '', 100_000);
  const { culprits } = await culpritsOf(t, vpc, [notice({ instances: [Vpc.instanceOf(host)] })]);
  assert.deepEqual(
    culprits.map(({ address, ties }) => ({ address, ties })),
    [{ address: host, ties: [] }],
  );
});

test('two hosts that did the same are a tie, and both are shown', async (t) => {
  const vpc = new Vpc(6, 'v5 NAT only', 40);
  everyday(vpc);
  const [a = '', b = ''] = [vpc.hosts[5], vpc.hosts[6]];
  attack(vpc, a, 60_000);
  attack(vpc, b, 50_000);
  const { culprits } = await culpritsOf(t, vpc, [notice()], { inventory: inventoryOf(vpc) });
  assert.equal(culprits.length, 1);
  assert.equal(culprits[0]?.address, a);
  assert.deepEqual(
    culprits[0]?.ties.map(({ address, instance }) => ({ address, instance })),
    [{ address: b, instance: Vpc.instanceOf(b) }],
  );
  assert.ok((culprits[0]?.confidence ?? 1) < 0.6);
});

test('what happened outside the widened window does not count', async (t) => {
  const vpc = new Vpc(7, 'v2 whole VPC', 40);
  everyday(vpc);
  attack(vpc, vpc.hosts[5] ?? '', 100_000);
  const late = {
    from: at(1200 + 3600),
    to: at(1260 + 3600),
    protocol: 17,
    remote: VICTIM,
    remote_ports: [80],
  };
  const { culprits, gaps } = await culpritsOf(t, vpc, [notice({ type: 'spam', flows: [late] })]);
  assert.deepEqual(culprits, []);
  assert.match(english(gaps[0] ?? ''), /nobody is named for the spam of the notice/);
});

test('a scan notice without targets is answered by what the detectors found at that time', async (t) => {
  const vpc = new Vpc(8, 'v5 NAT only', 40);
  everyday(vpc);
  const [early = '', late = ''] = [vpc.hosts[5], vpc.hosts[6]];
  sweep(vpc, early, { port: 22, targets: 200, at: 0, seconds: 600 });
  sweep(vpc, late, { port: 22, targets: 200, at: 7200, seconds: 600 });
  const claim = claimOf({ type: 'port_scan', addresses: [NAT.public], window: { from: at(7500) } });
  const { culprits } = await culpritsOf(t, vpc, [claim]);
  assert.deepEqual(
    culprits.map(({ address, ties }) => ({ address, ties })),
    [{ address: late, ties: [] }],
  );
});

test('without any notice every scanner is named, with the NAT gateway it went through', async (t) => {
  const vpc = new Vpc(9, 'v2 whole VPC', 40);
  everyday(vpc);
  const [a = '', b = ''] = [vpc.hosts[5], vpc.hosts[6]];
  sweep(vpc, a, { port: 22, targets: 200, at: 0, seconds: 600 });
  sweep(vpc, b, { port: 445, targets: 300, at: 900, seconds: 600 });
  const { culprits } = await culpritsOf(t, vpc, []);
  assert.deepEqual(culprits.map(({ address }) => address).sort(), [a, b].sort());
  assert.deepEqual(
    culprits.map(({ via }) => via?.address),
    [NAT.address, NAT.address],
  );
});

test('no flows, no culprit', async (t) => {
  const vpc = new Vpc(10, 'v2 whole VPC', 2);
  assert.deepEqual(await culpritsOf(t, vpc, [notice()]), { culprits: [], gaps: [] });
});

test('a notice that names a masked account alone is about the hosts of the account of the inventory that fits', async (t) => {
  const vpc = new Vpc(31, 'v2 whole VPC', 8);
  everyday(vpc, 2);
  const host = vpc.hosts[3] ?? '';
  vpc.talk({
    host,
    remote: '198.51.100.7',
    port: 80,
    protocol: 17,
    at: 1200,
    seconds: 59,
    out: { packets: 900_000, bytes: 900_000_000 },
    back: undefined,
  });
  const inventory = inventoryOf(vpc);
  const owned = {
    ...inventory,
    instances: inventory.instances.map((instance, i) =>
      Object.assign({}, instance, { account: i < 5 ? '123456789370' : '210987654321' }),
    ),
  };
  const context = await flowContext(t, vpc.rows, { inventory: owned });
  const findings = await findAll(context);
  const about = (account: string) =>
    findCulprits(
      [
        claimOf({
          type: 'ddos',
          accounts: [account],
          instances: [],
          interfaces: [],
          addresses: [],
          flows: [],
        }),
      ],
      findings,
      context,
    );
  const own = await about('xxxx370');
  assert.deepEqual(
    own.culprits.map(({ address }) => address),
    [host],
  );
  assert.ok((own.culprits[0]?.confidence ?? 1) < 0.9);
  assert.deepEqual(own.gaps, []);
  // The other account's hosts did nothing of the kind.
  assert.deepEqual((await about('****54321')).culprits, []);
  const strange = await about('xxxx999');
  assert.deepEqual(
    strange.gaps.filter(({ key }) => key === 'gapAccount').map(({ params }) => params),
    [{ accounts: ['xxxx999'], known: ['123456789370', '210987654321'] }],
  );
});

test('a masked account is a pattern of digits, and nothing else', () => {
  const account = '123456789012';
  for (const mask of ['xxxx012', '1234xxxx9012', '123*', '*', 'xxxxxxxxxxxx', '12*67*12', account])
    assert.ok(fitsAccount(mask, account), mask);
  for (const mask of [
    'xxxx013',
    '2234xxxx9012',
    '123456789012x9',
    '12*99*12',
    '12345678901',
    '1234567890123',
  ])
    assert.ok(!fitsAccount(mask, account), mask);
  // The same digits are not used twice.
  assert.ok(!fitsAccount('12345678901*789012', account));
});
