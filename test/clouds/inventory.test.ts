import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Inventory, InventoryCount } from '../../src/clouds/inventory.ts';
import { appendsClient, middleboxOf } from '../../src/clouds/aws/inventory/middleboxes.ts';
import { readInventory } from '../../src/clouds/aws/inventory/read.ts';
import { mergeInventories } from '../../src/clouds/inventory.ts';
import { fixture } from '../support.ts';
import { inEnglish } from '../in-english.ts';

async function read(name: string): Promise<{ inventory: Inventory; count: InventoryCount }> {
  return readInventory(await readFile(fixture('clouds', 'aws', 'inventory', name)));
}

test('instances come with their name, addresses, interfaces and account', async () => {
  const { inventory, count } = await read('instances.json');
  assert.deepEqual(inventory.instances, [
    {
      id: 'i-0a1b2c3d4e5f60001',
      name: 'web-7',
      addresses: ['10.10.3.17', '10.10.3.18', '2001:db8:1234:1a00::17'],
      publicAddress: '203.0.113.77',
      vpc: 'vpc-0abc1234def567890',
      subnet: 'subnet-0aaa1111bbbb2222c',
      zone: 'ap-northeast-2a',
      state: 'running',
      type: 't3.medium',
      image: 'ami-0abcdef1234567890',
      launched: '2023-02-11T08:15:00+00:00',
      interfaces: ['eni-0aaaaaaaaaaaaaaa1'],
      securityGroups: ['sg-0123456789abcdef0'],
      account: '123456789012',
    },
    {
      id: 'i-0a1b2c3d4e5f60002',
      addresses: [],
      state: 'terminated',
      type: 't3.micro',
      interfaces: [],
      securityGroups: [],
      account: '123456789012',
    },
  ]);
  assert.equal(count.read, 3);
  assert.equal(count.parsed, 2);
  assert.deepEqual(
    count.rejects.map((reject) => reject.line),
    [3],
  );
  assert.match(inEnglish(count.rejects[0]?.reason), /^Instances: InstanceId: /);
});

test('several answers in one file are read: the NAT gateway, its interface and its public address', async () => {
  const { inventory, count } = await read('network.json');
  assert.deepEqual(inventory.natGateways, [
    {
      id: 'nat-0123456789abcdef0',
      name: 'nat-a',
      state: 'available',
      vpc: 'vpc-0abc1234def567890',
      subnet: 'subnet-0aaa1111bbbb2222d',
      interfaces: ['eni-0bbbbbbbbbbbbbbb2'],
      addresses: [{ private: '10.10.2.68', public: '203.0.113.10' }],
    },
  ]);
  const [nat, balancer, host] = inventory.interfaces;
  assert.equal(nat?.type, 'nat_gateway');
  assert.equal(nat?.middlebox, 'nat');
  assert.equal(nat?.instance, undefined);
  assert.deepEqual(balancer?.addresses, [{ private: '10.10.2.90', public: '203.0.113.11' }]);
  assert.equal(balancer?.requester, 'amazon-elb');
  assert.deepEqual([balancer?.middlebox, balancer?.appendsClient], ['load balancer', true]);
  assert.equal(host?.middlebox, undefined);
  assert.equal(host?.instance, 'i-0a1b2c3d4e5f60001');
  assert.deepEqual(inventory.addresses, [
    {
      public: '203.0.113.10',
      private: '10.10.2.68',
      allocation: 'eipalloc-01',
      interface: 'eni-0bbbbbbbbbbbbbbb2',
    },
  ]);
  assert.deepEqual([count.read, count.parsed, count.rejected, count.skipped], [5, 5, 0, 0]);
});

test('groups, subnets, VPCs, flow logs and load balancers are read; what is nothing of ours is counted', async () => {
  const { inventory, count } = await read('everything-else.json');
  assert.deepEqual(inventory.securityGroups[0]?.inbound, [
    { protocol: 'tcp', fromPort: 22, toPort: 22, peers: ['0.0.0.0/0', '::/0'] },
    { protocol: 'tcp', fromPort: 80, toPort: 80, peers: ['sg-0123456789abcdef1', 'pl-01'] },
  ]);
  assert.deepEqual(inventory.securityGroups[0]?.outbound, [{ protocol: 'all', peers: ['0.0.0.0/0'] }]);
  assert.deepEqual(inventory.subnets[0]?.cidrs, ['10.10.3.0/24', '2001:db8:1234:1a00::/64']);
  assert.deepEqual(inventory.vpcs[0]?.cidrs, ['10.10.0.0/16', '100.64.0.0/16', '2001:db8:1234:1a00::/56']);
  assert.equal(inventory.flowLogs[0]?.aggregationSeconds, 600);
  assert.equal(inventory.flowLogs[1]?.destination, '/vpc/nat');
  assert.equal(inventory.flowLogs[1]?.deliveryError, 'Access error');
  assert.equal(inventory.loadBalancers[0]?.type, 'application');
  assert.equal(count.skipped, 2);
  assert.equal(count.read, count.parsed + count.skipped);
});

test('instances that were taken out of their answer by --query are known by their own fields', async () => {
  const { inventory } = await read('query.json');
  assert.deepEqual(
    inventory.instances.map((instance) => [instance.id, instance.addresses]),
    [
      ['i-0a1b2c3d4e5f60003', ['10.10.3.40']],
      ['i-0a1b2c3d4e5f60004', ['10.10.3.41']],
    ],
  );
});

test('an inventory that ends early is read up to there', async () => {
  const bytes = await readFile(fixture('clouds', 'aws', 'inventory', 'network.json'));
  const { inventory, count } = readInventory(bytes.subarray(0, bytes.indexOf('eni-0ccccccccccccccc3')));
  assert.deepEqual(
    inventory.interfaces.map((networkInterface) => networkInterface.id),
    ['eni-0bbbbbbbbbbbbbbb2'],
  );
  assert.match(count.rejects[0]?.reason ?? '', /jsonEnds/);
});

test('two inventories become one: the later one wins where both speak, and nothing is lost', async () => {
  const one = (await read('instances.json')).inventory;
  const two: Inventory = {
    ...one,
    instances: [
      {
        id: 'i-0a1b2c3d4e5f60001',
        addresses: ['10.10.3.17'],
        state: 'stopped',
        interfaces: [],
        securityGroups: [],
      },
    ],
  };
  const merged = mergeInventories([one, two]);
  assert.equal(merged.instances.length, 2);
  assert.equal(merged.instances[0]?.state, 'stopped');
  assert.equal(merged.instances[0]?.name, 'web-7');
});

test('no JSON makes the inventory throw, and its counts always add up', () => {
  const keys = [
    'Reservations',
    'Instances',
    'NatGateways',
    'Vpcs',
    'VpcId',
    'InstanceId',
    'InstanceType',
    '__proto__',
  ];
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('vpc-1', 'i-1', '', 1, null, true),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...keys), tie('tree'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(tree, fc.nat(20), (value, cut) => {
      const text = JSON.stringify(value);
      const { count } = readInventory(Buffer.from(text.slice(0, text.length - cut)));
      assert.equal(count.read, count.parsed + count.rejected + count.skipped);
      assert.equal(
        count.skips.reduce((sum, skip) => sum + skip.count, 0),
        count.skipped,
      );
    }),
    { numRuns: 500 },
  );
});

test('what only passes traffic on is told from a host, and only some of it may be believed about its client', () => {
  const cases: [Parameters<typeof middleboxOf>[0], ReturnType<typeof middleboxOf>, boolean][] = [
    [{ type: 'interface' }, undefined, false],
    [{ type: 'interface', requester: '123456789012', description: 'a host of ours' }, undefined, false],
    [{ type: 'interface', requester: 'amazon-elb', description: 'ELB app/front/1' }, 'load balancer', true],
    [{ type: 'interface', requester: 'amazon-elb', description: 'ELB classic' }, 'load balancer', false],
    [{ type: 'interface', description: 'ELB app/front/1' }, 'load balancer', false],
    [
      { type: 'network_load_balancer', requester: 'amazon-elb', description: 'ELB net/a/1' },
      'load balancer',
      false,
    ],
    [{ type: 'transit_gateway' }, 'transit gateway', false],
    [{ description: 'Interface for NAT Gateway nat-01' }, 'nat', false],
  ];
  for (const [described, kind, believed] of cases) {
    assert.equal(middleboxOf(described), kind, JSON.stringify(described));
    assert.equal(appendsClient(described), believed, JSON.stringify(described));
  }
});
