import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { judge, LEVERS } from '../../../src/actions/contain/judge.ts';
import type { Lever } from '../../../src/actions/contain/judge.ts';
import { flowIn, OUTGOING, seen, settings, surroundingsIn } from './world.ts';
import type { Setting } from './world.ts';

/** Where AWS does not say which of two rules counts. */
function unsaid({ inbound, outbound, began, remote, port, protocol, exit }: Setting): boolean {
  const first = began === 'local' ? outbound : inbound;
  const back = began === 'local' ? inbound : outbound;
  const wide = first.includes('wide') || first.includes('port');
  const outside = !remote.startsWith('10.0.') && exit !== 'igw' && exit !== 'tgw';
  const filtered = remote !== '169.254.169.254' && !(remote === '10.0.0.2' && port === 53);
  return protocol !== 1 && !outside && filtered && wide && first.includes('narrow') && back.includes('wide');
}

for (const lever of LEVERS) {
  test(`${lever}: the verdict is what a model of tracked connections, ACLs, NAT and routes shows by its packets`, () => {
    let compared = 0;
    fc.assert(
      fc.property(settings, (setting) => {
        const cut = seen(setting, lever);
        if (cut === undefined) return;
        const { cut: told, because } = judge(flowIn(setting), lever, surroundingsIn(setting));
        if (told === 'cannot_tell') {
          assert.ok(lever === 'group_swap' && unsaid(setting), `${because.key} ${JSON.stringify(setting)}`);
          return;
        }
        compared += 1;
        assert.equal(told, cut, `${because.key} ${JSON.stringify(setting)}`);
      }),
      { numRuns: 1500 },
    );
    assert.ok(compared > 150, `${compared} cases were compared`);
  });
}

const WEB: Setting = { ...OUTGOING, inbound: ['port'] };
const cutOf = (lever: Lever, changes: Partial<Setting> = {}): string =>
  judge(flowIn({ ...WEB, ...changes }), lever, surroundingsIn({ ...WEB, ...changes })).cut;

test('other security groups end an open connection to the internet only in two steps', () => {
  assert.equal(cutOf('group_swap'), 'cuts_new');
  assert.equal(cutOf('group_two_step'), 'cuts');
});

test('through a NAT gateway no security group ends what is open, and a network ACL does', () => {
  assert.equal(cutOf('group_two_step', { exit: 'nat' }), 'cuts_new');
  assert.equal(cutOf('network_acl', { exit: 'nat' }), 'cuts');
  assert.equal(cutOf('nat_acl', { exit: 'nat' }), 'cuts');
  assert.equal(cutOf('nat_acl', { exit: 'nat_regional' }), 'does_not_cut');
});

test('questions to the resolver and to the metadata service are cut by stopping alone', () => {
  for (const changes of [{ remote: '10.0.0.2', port: 53 }, { remote: '169.254.169.254' }] as const) {
    const cutting = LEVERS.filter((lever) => cutOf(lever, changes) !== 'does_not_cut');
    assert.deepEqual(cutting, ['stop']);
  }
});

test('a ping goes on under other security groups, however they are changed', () => {
  assert.equal(cutOf('group_two_step', { protocol: 1, outbound: ['wide'] }), 'cuts_new');
  assert.equal(cutOf('network_acl', { protocol: 1 }), 'cuts');
});

test('what could not be read makes a verdict that cannot be told, and no other', () => {
  const around = surroundingsIn(WEB);
  const flow = flowIn(WEB);
  const { tables: _tables, ...noRoutes } = around;
  const told = (lever: Lever): string => judge(flow, lever, noRoutes).cut;
  const unknown = LEVERS.filter((lever) => told(lever) === 'cannot_tell');
  assert.deepEqual(unknown, [
    'group_swap',
    'group_two_step',
    'network_acl',
    'nat_acl',
    'route_blackhole',
    'block_public_access',
  ]);
  const { groups: _groups, ...noGroups } = around;
  assert.equal(judge(flow, 'group_swap', noGroups).cut, 'cannot_tell');
  assert.equal(judge(flow, 'group_two_step', noGroups).cut, 'cuts');
  const { publicAccess: _access, ...noAccess } = around;
  assert.equal(judge(flow, 'block_public_access', noAccess).cut, 'cannot_tell');
});

test('whom a denial in the network ACL also hits is counted over all subnets of that ACL', () => {
  const around = surroundingsIn(WEB);
  const acls = [{ id: 'acl-a', subnets: ['subnet-a', 'subnet-b'], entries: [] }];
  const neighbours = new Map([
    ['subnet-a', 2],
    ['subnet-b', 3],
  ]);
  const { hits } = judge(flowIn(WEB), 'network_acl', { ...around, acls, neighbours });
  assert.deepEqual(hits, [
    { key: 'hitsSubnets', params: { interfaces: 5, subnets: ['subnet-a', 'subnet-b'] } },
  ]);
});
