import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Effect, Lever } from '../../../src/actions/contain/judge.ts';
import type { AclEntry } from '../../../src/actions/contain/surroundings.ts';
import { OUTGOING, seen, settings } from '../../../test/actions/contain/world.ts';
import type { Setting } from '../../../test/actions/contain/world.ts';
import { LinuxVpc, router } from './linux-vpc.ts';
import type { Router } from './linux-vpc.ts';

/** Levers that Linux has a counterpart of, and in how many cases each is tried. */
const TRIED = { group_swap: 45, group_two_step: 30, network_acl: 24, route_blackhole: 10 } as const;

type Tried = keyof typeof TRIED & Lever;

/** What a lever does, as Linux passes the packets; undefined: the flow could not have begun. */
async function seenOnLinux(setting: Setting, lever: Tried, routing: Router): Promise<Effect | undefined> {
  const vpc = await new LinuxVpc(routing, setting).begin();
  const open = vpc.connection(40_000);
  if (!(await open.exchange())) return undefined;
  const pull: Readonly<Record<Tried, () => Promise<void>>> = {
    group_swap: () => vpc.swap(),
    group_two_step: () => vpc.twoSteps(open),
    network_acl: () => vpc.denyAsPlanned(),
    route_blackhole: () => vpc.blackhole(true),
  };
  await pull[lever]();
  try {
    if (!(await open.exchange())) return 'cuts';
    return (await vpc.connection(50_000).exchange()) ? 'does_not_cut' : 'cuts_new';
  } finally {
    if (lever === 'route_blackhole') await vpc.blackhole(false);
  }
}

/**
 * Cases that Linux has a counterpart of, the same ones each time: no NAT, no services on the host. A route of the VPC's own
 * cannot be taken away there, so with routes only what leaves it.
 */
function cases(lever: Tried): Setting[] {
  const drawn = fc.sample(settings, { numRuns: 3000, seed: 16 }).filter(({ remote, exit }) => {
    if (remote === '169.254.169.254' || remote === '10.0.0.2' || exit.startsWith('nat')) return false;
    return lever !== 'route_blackhole' || remote === '198.51.100.7';
  });
  const different = new Map(
    drawn.map((one) => [JSON.stringify({ ...one, excluded: '', blocked: '' }), one] as const),
  );
  return [...different.values()].filter((one) => seen(one, lever) !== undefined).slice(0, TRIED[lever]);
}

for (const lever of ['group_swap', 'group_two_step', 'network_acl', 'route_blackhole'] as const) {
  test(`${lever}: Linux passes the packets that the model of a VPC passes`, async (t) => {
    const routing = await router(t);
    const all = cases(lever);
    assert.equal(all.length, TRIED[lever]);
    for (const setting of all) {
      assert.equal(await seenOnLinux(setting, lever, routing), seen(setting, lever), JSON.stringify(setting));
    }
  });
}

test('a change of groups ends an untracked connection, and a tracked one and a ping go on', async (t) => {
  const routing = await router(t);
  const by = (changes: Partial<Setting>) => seenOnLinux({ ...OUTGOING, ...changes }, 'group_swap', routing);
  assert.equal(await by({}), 'cuts_new');
  assert.equal(await by({ protocol: 17, port: 53 }), 'cuts_new');
  assert.equal(await by({ inbound: ['wide'] }), 'cuts');
  assert.equal(await by({ protocol: 17, port: 53, inbound: ['wide'] }), 'cuts');
  assert.equal(await by({ protocol: 1, inbound: ['wide'] }), 'cuts_new');
});

test('two groups in a row end a tracked connection, and what is tracked always goes on', async (t) => {
  const routing = await router(t);
  const by = (changes: Partial<Setting>) =>
    seenOnLinux({ ...OUTGOING, ...changes }, 'group_two_step', routing);
  assert.equal(await by({}), 'cuts');
  assert.equal(await by({ exit: 'endpoint' }), 'cuts_new');
  assert.equal(await by({ protocol: 1 }), 'cuts_new');
});

test('a denial of one address and port in either direction ends an open connection, and no other', async (t) => {
  const routing = await router(t);
  const entry = (egress: boolean, port: number): AclEntry => ({
    number: 1,
    egress,
    action: 'deny',
    protocol: '6',
    cidr: '198.51.100.7/32',
    ports: { from: port, to: port },
  });
  for (const [denial, passes] of [
    [entry(true, 443), false],
    // What comes back is for the port of who began.
    [entry(false, 40_000), false],
    [entry(true, 80), true],
    [entry(false, 443), true],
    [{ ...entry(true, 443), cidr: '198.51.100.8/32' }, true],
    [{ ...entry(true, 443), protocol: '17' }, true],
    // Behind the permission of everything.
    [{ ...entry(true, 443), number: 101 }, true],
  ] as const) {
    const vpc = await new LinuxVpc(routing, OUTGOING).begin();
    const open = vpc.connection(40_000);
    assert.ok(await open.exchange());
    await vpc.deny([{ acl: 'acl-a', entry: denial }]);
    assert.equal(await open.exchange(), passes, JSON.stringify(denial));
  }
});
