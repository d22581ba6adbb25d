import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findAll } from '../../../src/findings/index.ts';
import { english } from '../../english.ts';
import { thresholdsFrom, thresholdsSchema } from '../../../src/findings/thresholds.ts';
import { NAT, Vpc } from '../support/generate-flows.ts';
import type { Variant } from '../support/generate-flows.ts';
import { inventoryOf } from '../support/inventory.ts';
import { flowContext } from '../support/lake.ts';
import { conversation, everyday, sweep } from '../support/scenarios.ts';

const VARIANTS: readonly Variant[] = ['v2 whole VPC', 'v2 NAT only', 'v5 whole VPC', 'v5 NAT only'];

for (const variant of VARIANTS) {
  test(`the NAT gateway is known by its legs alone (${variant})`, async (t) => {
    const vpc = new Vpc(3, variant, 60);
    everyday(vpc, 6);
    const { roles } = await flowContext(t, vpc.rows);
    const [nat, ...others] = roles.middleboxes;
    assert.deepEqual(others, []);
    assert.equal(nat?.kind, 'nat');
    assert.deepEqual(nat?.addresses, [NAT.address]);
    assert.deepEqual(nat?.interfaces, [NAT.interface]);
    assert.ok(nat !== undefined && nat.confidence < 1 && english(nat.because).length > 10);
  });

  test(`even a NAT gateway with one busy scanner behind it is not accused (${variant})`, async (t) => {
    for (const port of [22, 30_303]) {
      const vpc = new Vpc(4, variant, 2);
      sweep(vpc, vpc.hosts[0] ?? '', { port, targets: 300, at: 0, seconds: 600 });
      const findings = await findAll(await flowContext(t, vpc.rows));
      const accused = findings.map(({ subject }) => subject.address);
      assert.deepEqual(accused, variant === 'v2 NAT only' ? [] : [vpc.hosts[0]]);
    }
  });
}

test('the inventory says what the NAT gateway is, with certainty and its public address', async (t) => {
  const vpc = new Vpc(5, 'v2 whole VPC', 20);
  everyday(vpc);
  const { roles, hosts } = await flowContext(t, vpc.rows, { inventory: inventoryOf(vpc) });
  const nat = roles.ofAddress(NAT.public);
  assert.deepEqual(nat, roles.ofInterface(NAT.interface));
  assert.equal(nat?.gateway, 'nat-1');
  assert.equal(nat?.confidence, 1);
  assert.equal(roles.middleboxes.length, 1);
  assert.equal(
    hosts.label(vpc.hosts[7] ?? ''),
    `${vpc.hosts[7]} (web-7, ${Vpc.instanceOf(vpc.hosts[7] ?? '')})`,
  );
});

test('load balancers and transit gateways of the inventory are middleboxes', async (t) => {
  const vpc = new Vpc(6, 'v2 whole VPC', 20);
  everyday(vpc);
  const inventory = inventoryOf(vpc);
  const networkInterface = (id: string, address: string) => ({
    id,
    addresses: [{ private: address }],
    securityGroups: [],
  });
  inventory.interfaces.push(
    {
      ...networkInterface('eni-alb', '10.10.9.1'),
      middlebox: 'load balancer' as const,
      description: 'ELB app/front/1',
    },
    { ...networkInterface('eni-nlb', '10.10.9.2'), middlebox: 'load balancer' as const },
    { ...networkInterface('eni-tgw', '10.10.9.3'), middlebox: 'transit gateway' as const },
  );
  const { roles } = await flowContext(t, vpc.rows, { inventory });
  assert.equal(roles.ofAddress('10.10.9.1')?.kind, 'load balancer');
  assert.equal(roles.ofInterface('eni-nlb')?.kind, 'load balancer');
  assert.equal(roles.ofInterface('eni-tgw')?.kind, 'transit gateway');
});

test('an interface that carries many hosts and is none of theirs only passes on, and counts nothing twice', async (t) => {
  const vpc = new Vpc(10, 'v2 whole VPC', 30);
  everyday(vpc);
  const scanner = vpc.hosts[3] ?? '';
  const own = vpc.rows.length;
  for (const host of vpc.hosts) {
    for (let i = 0; i < 10; i++) {
      const sent = { packets: 9, bytes: 900 };
      vpc.talk({
        host,
        remote: `192.168.${i}.${1 + vpc.next(200)}`,
        port: 8080,
        at: i,
        out: sent,
        back: sent,
        direct: true,
      });
    }
  }
  for (let i = 0; i < 100; i++) {
    const remote = `192.168.77.${i + 1}`;
    vpc.talk({
      host: scanner,
      remote,
      port: 445,
      at: i,
      out: { packets: 1, bytes: 60 },
      back: undefined,
      direct: true,
    });
  }
  const passed = vpc.rows.slice(own).map((row) => Object.assign({}, row, { interface: 'eni-transit' }));
  vpc.rows.push(...passed);
  const context = await flowContext(t, vpc.rows);
  assert.equal(context.roles.ofInterface('eni-transit')?.kind, 'transit gateway');
  const findings = await findAll(context);
  assert.deepEqual(
    findings.map(({ subject, numbers }) => ({ address: subject.address, packets: numbers.packets })),
    [{ address: scanner, packets: 100 }],
  );
});

test('a proxy is a host like any other, even if what enters on its port leaves on the same', async (t) => {
  for (const port of [3128, 443]) {
    const vpc = new Vpc(7, 'v2 whole VPC', 20);
    const [proxy = '', ...clients] = vpc.hosts;
    for (let i = 0; i < 300; i++) {
      const [client, at] = [vpc.pick(clients), vpc.next(3600)];
      const packets = 6 + vpc.next(30);
      const sent = { packets, bytes: packets * 210 };
      const talk = { port, at, out: sent, back: sent, direct: true, clientPort: 32_768 + vpc.next(28_000) };
      vpc.talk({ ...talk, host: client, remote: proxy });
      vpc.talk({ ...talk, host: proxy, remote: client, inbound: true });
      conversation(vpc, proxy, vpc.remote(), 443, at);
    }
    const { roles } = await flowContext(t, vpc.rows);
    const addresses = roles.middleboxes.map((role) => role.addresses);
    assert.deepEqual(addresses, [[NAT.address]], `port ${port}`);
  }
});

test('private addresses are ours without being told, others by --ours', async (t) => {
  const vpc = new Vpc(8, 'v2 whole VPC', 20);
  everyday(vpc, 1);
  const alone = (await flowContext(t, vpc.rows)).localNetworks;
  assert.ok(alone.contains('10.10.3.10') && alone.contains('100.64.3.1') && alone.contains('fd00::1'));
  assert.ok(!alone.contains('203.0.113.10') && !alone.contains('not an address'));
  const told = (await flowContext(t, vpc.rows, { ours: ['203.0.113.0/24'] })).localNetworks;
  assert.ok(told.contains('203.0.113.10') && told.contains('10.10.3.10'));
});

test('an IPv6 host that scans is found without inventory', async (t) => {
  const vpc = new Vpc(9, 'v2 whole VPC', 20);
  everyday(vpc, 1);
  const host = '2600:1f18::7';
  for (let i = 0; i < 200; i++) {
    vpc.rows.push({
      ts_start: '2024-07-02T00:00:30.000Z',
      ts_end: '2024-07-02T00:00:31.000Z',
      src: host,
      dst: `2a00:${(i + 1).toString(16)}::1`,
      src_port: 40_000 + i,
      dst_port: 22,
      protocol: 6,
      packets: 1,
      bytes: 80,
      action: 'ACCEPT',
      interface: 'eni-six',
    });
  }
  const findings = await findAll(await flowContext(t, vpc.rows));
  assert.deepEqual(
    findings.map(({ subject }) => subject.address),
    [host],
  );
});

test('a wrong name among the thresholds is refused, and what is left out has its default', () => {
  assert.equal(
    thresholdsFrom({ port_scan: { targets_per_window: 40 } })['port_scan']?.['targets_per_window'],
    40,
  );
  assert.equal(thresholdsFrom({ port_scan: {} })['port_scan']?.['window'], 300);
  assert.equal(thresholdsFrom()['flood']?.['packets_per_second'], 20_000);
  assert.equal(thresholdsSchema.safeParse({ port_scan: { target_per_window: 40 } }).success, false);
  assert.equal(thresholdsSchema.safeParse({ portscan: {} }).success, false);
  assert.equal(thresholdsSchema.safeParse({ flood: { mean_over: -1 } }).success, false);
});
