import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { FIREWALLS } from '../../src/actions/firewalls/index.ts';
import type { Firewall } from '../../src/actions/firewalls/firewall.ts';
import { keptOf } from '../../src/actions/keep.ts';
import { guardSessions, makePlan } from '../../src/actions/plan.ts';
import type { PlanRequest } from '../../src/actions/plan.ts';
import { confirmedRules, sameRules, wantedRules } from '../../src/actions/rule.ts';
import { formatPrefix, parsePrefix } from '../../src/net/prefix.ts';
import type { Prefix } from '../../src/net/prefix.ts';
import { intersect, subtract } from '../../src/net/prefix-set.ts';
import { listed, rule } from './contract.ts';
import { memoryHost } from './memory-host.ts';

const prefixes = (...texts: string[]): Prefix[] => texts.map((text) => parsePrefix(text)!);
const sink = (name: string): Firewall => FIREWALLS.find((known) => known.name === name)!;

function request(wanted: string[], rest: Partial<PlanRequest> = {}): PlanRequest {
  return {
    firewall: sink('nftables'),
    wanted: prefixes(...wanted),
    kept: [],
    forced: [],
    scope: { direction: 'in' },
    ...rest,
  };
}

test('what must be kept is taken out, and named', () => {
  const kept = [
    { prefix: parsePrefix('203.0.113.10')!, why: 'keptOwn' as const },
    { prefix: parsePrefix('10.0.0.1')!, why: 'keptGateway' as const },
  ];
  const plan = makePlan(request(['203.0.113.0/24'], { kept }));
  assert.equal(plan.rule.prefixes.length, 8);
  assert.deepEqual(intersect(plan.rule.prefixes, [kept[0]!.prefix]), []);
  assert.deepEqual(
    plan.kept.map(({ why }) => why),
    ['keptOwn'],
  );
});

test('a keep-list that leaves nothing is an error, not an empty block', () => {
  const kept = [{ prefix: parsePrefix('203.0.0.0/8')!, why: 'keptAsked' as const }];
  assert.throws(() => makePlan(request(['203.0.113.0/24'], { kept })), {
    exitCode: 2,
    message: /nothing is left/,
  });
  assert.throws(() => makePlan(request([])), { exitCode: 2, message: /nothing to block/ });
});

test('everybody is only blocked when everybody is named', () => {
  for (const everybody of ['0.0.0.0/0', '::/0', '16.0.0.0/4']) {
    assert.throws(() => makePlan(request([everybody])), { exitCode: 3, message: /nearly everybody/ });
  }
  const plan = makePlan(request(['0.0.0.0/0'], { forced: prefixes('0.0.0.0/0') }));
  assert.deepEqual(listed([plan.rule]), ['0.0.0.0/1', '128.0.0.0/1']);
});

test('what a sink cannot do is refused, with what it can', () => {
  const until = '2099-01-01T00:00:00Z';
  const nginx = sink('nginx');
  const wanted = ['203.0.113.0/24'];
  assert.throws(
    () => makePlan(request(wanted, { firewall: nginx, scope: { direction: 'out' } })),
    /direction "out"/,
  );
  assert.throws(
    () => makePlan(request(wanted, { firewall: nginx, scope: { direction: 'in', port: 80 } })),
    /one port/,
  );
  assert.throws(() => makePlan(request(wanted, { firewall: nginx, until })), {
    exitCode: 2,
    message: /no timer/,
  });
});

test('prefixes of a family that the sink does not take are counted', () => {
  const plan = makePlan(request(['203.0.113.0/24', '2001:db8::/48'], { firewall: sink('iis') }));
  assert.deepEqual(listed([plan.rule]), ['203.0.113.0/24']);
  assert.deepEqual(plan.left, [{ family: 6, prefixes: 1 }]);
});

test('whoever administers the computer now is not locked out, unless by name', () => {
  const kept = [{ prefix: parsePrefix('198.51.100.7')!, why: 'keptSession' as const }];
  const plan = rule(['198.51.100.0/24']);
  assert.throws(() => guardSessions(plan, kept, []), { exitCode: 3, message: /lock out 198.51.100.7/ });
  guardSessions(plan, kept, prefixes('198.51.100.7'));
  guardSessions(rule(['203.0.113.0/24']), kept, []);
});

test('the gateway, the DNS servers and the sessions of administrators are read from Linux', async () => {
  const host = memoryHost({
    '/proc/net/route':
      'Iface\tDestination\tGateway\neth0\t00000000\t0100000A\t0003\neth0\t0000000A\t00000000\t0001\n',
    '/etc/resolv.conf':
      '# nameserver 192.0.2.1\nnameserver 10.0.0.53\nnameserver 2001:db8::53\nnameserver fe80::1%eth0\n',
    '/proc/net/tcp':
      '  sl  local_address rem_address   st\n   0: 0A00000A:0016 076433C6:D431 01\n   1: 0A00000A:0016 086433C6:D431 06\n   2: 0A00000A:01BB 096433C6:D431 01\n',
    '/proc/net/tcp6':
      '  sl  local_address rem_address   st\n   0: B80D0120000000000000000001000000:0D3D B80D0120000000000000000007000000:D431 01\n',
  });
  const kept = await keptOf(host, { SSH_CONNECTION: '192.0.2.99 50000 10.0.0.10 2222' });
  assert.deepEqual(
    kept.map(({ prefix, why }) => `${why} ${formatPrefix(prefix)}`),
    [
      'keptOwn 127.0.0.1/32',
      'keptOwn 203.0.113.10/32',
      'keptOwn fe80::1/128',
      'keptGateway 10.0.0.1/32',
      'keptResolver 10.0.0.53/32',
      'keptResolver 2001:db8::53/128',
      'keptResolver fe80::1/128',
      'keptSession 192.0.2.99/32',
      'keptSession 198.51.100.7/32',
      'keptSession 2001:db8::7/128',
    ],
  );
});

const few = fc
  .array(fc.tuple(fc.nat(255), fc.integer({ min: 24, max: 32 })), { minLength: 1, maxLength: 12 })
  .map((list) => list.map(([host, length]) => parsePrefix(`198.51.100.${host}/${length}`)!));
const until = '2026-11-29T20:00:00Z';

test('the end of a block for a time leads back to what was there, and confirming it makes all of it stay', () => {
  fc.assert(
    fc.property(few, few, (old, plan) => {
      const present = [{ prefixes: old, direction: 'in' as const }];
      const wanted = wantedRules(present, { prefixes: plan, direction: 'in', until });
      const all = wanted.flatMap((one) => one.prefixes);
      assert.deepEqual(subtract([...old, ...plan], all), []);
      assert.deepEqual(subtract(all, [...old, ...plan]), []);
      const after = wanted.filter((one) => one.until === undefined);
      assert.ok(sameRules(after, present));
      const [first, second] = wanted;
      if (first && second) assert.deepEqual(intersect(first.prefixes, second.prefixes), []);
      const confirmed = confirmedRules(wanted);
      if (confirmed) assert.ok(sameRules(confirmed, [{ prefixes: all, direction: 'in' }]));
    }),
  );
});
