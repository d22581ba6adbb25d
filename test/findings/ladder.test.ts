import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '../../src/events/engines/engine.ts';
import { ladderOf, narrowest } from '../../src/findings/replay/ladder.ts';

const GENERAL = new Map([['aws', 'AMAZON']]);

function bad(prefix: string, services: string, numbers: Partial<Record<string, number>> = {}): Row {
  const owner = prefix === '' ? { provider: '', region: '' } : { provider: 'aws', region: 'us-east-1' };
  return {
    ...owner,
    prefix,
    services,
    addresses: 10,
    requests: 100,
    early: 50,
    later_same_address: 0,
    sent_requests: 90,
    sent_logins: 10,
    sent_flows: 0,
    signed_in: 3,
    ...numbers,
  };
}

function good(prefix: string, services: string, who: Partial<Row>): Row {
  const owner = { provider: 'aws', region: 'us-east-1', prefix, services };
  const requests = who['requests'] ?? 5;
  const sent = { sent_requests: 0, sent_logins: requests, sent_flows: 0 };
  return { ...owner, attacked: 0, account: '', kind: 'other', clients: 1, requests: 5, ...sent, ...who };
}

const BAD = [
  bad('192.0.2.0/24', 'AMAZON,EC2'),
  bad('198.51.100.0/24', 'AMAZON,EC2', { early: 0 }),
  bad('', '', { requests: 20, early: 20, addresses: 1 }),
];
const GOOD = [
  good('198.51.100.0/24', 'AMAZON,EC2', { account: 'corp\\a.user', kind: 'user' }),
  good('203.0.113.0/24', 'AMAZON,ROUTE53_HEALTHCHECKS', { kind: 'monitor', requests: 900 }),
];

const ladder = ladderOf({ bad: BAD, good: GOOD, users: 2, days: 7, general: GENERAL });
const step = (name: string): (typeof ladder)[number] => ladder.find((one) => one.step === name)!;

test('each wider step stops more of one’s own, by name', () => {
  const names = ladder.map((one) => [one.step, one.good.map(({ user, kind }) => user ?? kind).join()]);
  assert.deepEqual(names, [
    ['addresses', ''],
    ['prefixes', 'corp\\a.user'],
    ['service_in_region', 'corp\\a.user'],
    ['service', 'corp\\a.user'],
    ['provider', 'corp\\a.user,monitor'],
  ]);
  assert.equal(step('provider').good_stopped, 905);
  assert.deepEqual(step('provider').good_sent, { requests: 0, logins: 905, flows: 0 });
});

test('what the attackers sent is counted by what it was, and how often one of their logins worked', () => {
  for (const { bad_sent, bad_signed_in, bad_clients } of ladder) {
    assert.deepEqual(bad_sent, { requests: 270, logins: 30, flows: 0 });
    assert.deepEqual(bad_signed_in, { times: 9, users: 2 });
    assert.equal(bad_clients, 21);
  }
});

test('the service that the attackers use is blocked, not the one that holds the whole provider', () => {
  assert.deepEqual(step('service').of, ['aws EC2']);
  assert.deepEqual(step('service_in_region').selections, [
    { provider: 'aws', service: 'EC2', region: 'us-east-1' },
  ]);
});

test('addresses that rotate are held by a step that blocks where they will come from', () => {
  assert.deepEqual(step('addresses').held, { days: 7, stopped: 0, all: 150 });
  assert.deepEqual(step('prefixes').held, { days: 7, stopped: 50, all: 150 });
  assert.deepEqual(step('service_in_region').held, { days: 7, stopped: 150, all: 150 });
  assert.equal(narrowest(ladder)?.step, 'service_in_region');
});

test('who shares an address with an attacker is stopped by the narrowest step already', () => {
  const shared = good('192.0.2.0/24', 'AMAZON,EC2', { attacked: 1, account: 'b.user', kind: 'user' });
  const [addresses] = ladderOf({ bad: BAD, good: [shared], users: 2, days: 7, general: GENERAL });
  assert.deepEqual(addresses?.good, [{ kind: 'user', user: 'b.user', clients: 1, requests: 5 }]);
});

test('an attack that was over within the first days says nothing of how a block holds, and needs no wide one', () => {
  const short = ladderOf({ bad: BAD, good: [], users: 0, days: 0, general: GENERAL });
  assert.ok(short.every(({ held }) => held === undefined));
  assert.equal(narrowest(short)?.step, 'addresses');
});

test('attackers whose addresses nobody publishes can only be blocked one by one', () => {
  const alone = ladderOf({ bad: [bad('', '')], good: [], users: 2, days: 7, general: GENERAL });
  assert.deepEqual(
    alone.map(({ step }) => step),
    ['addresses'],
  );
});
