import assert from 'node:assert/strict';
import { isIPv4 } from 'node:net';
import { test } from 'node:test';
import { TOR_AUTHORITIES } from '../../src/findings/detectors/malware-traffic/tor-authorities.ts';
import { findAll } from '../../src/findings/index.ts';
import { Vpc } from './support/generate-flows.ts';
import { flowContext } from './support/lake.ts';
import { conversation, everyday, HOUR, innocents, unanswered } from './support/scenarios.ts';

/** What clients fetch through a host's port: each answer comes from one of `targets` and goes on to the client. */
function relay(vpc: Vpc, host: string, targets: number): void {
  const clients = Array.from({ length: 14 }, () => vpc.remote());
  const servers = Array.from({ length: targets }, () => vpc.remote());
  for (let i = 0; i < 60; i++) {
    const [at, bytes] = [vpc.next(HOUR - 60), 20_000 + vpc.next(40_000)];
    const asked = { packets: 9 + vpc.next(8), bytes: 800 + vpc.next(2500), flags: 3 };
    const given = { packets: 30, bytes, flags: 19 };
    const client = { remote: clients[i % clients.length] ?? '', port: 3128, inbound: true, direct: true };
    vpc.talk({ host, ...client, at, out: given, back: asked });
    vpc.talk({
      host,
      remote: servers[i % targets] ?? '',
      port: i % 3 === 0 ? 80 : 443,
      at: at + 1,
      out: asked,
      back: given,
    });
  }
}

/** Calls to so many of Tor's authorities, which answer or do not. */
function askTor(vpc: Vpc, host: string, count: number, answer: boolean): void {
  for (const { addresses, ports } of TOR_AUTHORITIES.slice(0, count)) {
    const remote = addresses.find((one) => isIPv4(one)) ?? '';
    (answer ? conversation : unanswered)(vpc, host, remote, ports[0] ?? 443, vpc.next(HOUR));
  }
}

/** A worm's connections: strangers on its port, all of whom answer. */
function spread(vpc: Vpc, host: string, strangers: number): void {
  const begin = vpc.next(HOUR / 2);
  for (let i = 0; i < strangers; i++) conversation(vpc, host, vpc.remote(), 6379, begin + i * 4);
}

/** What is said of a network in which all is innocent but for what is planted on three hosts. */
async function said(
  t: Parameters<typeof flowContext>[0],
  seed: number,
  plant: (vpc: Vpc, hosts: readonly [string, string, string]) => void,
): Promise<{ hosts: readonly [string, string, string]; found: string[] }> {
  const vpc = new Vpc(seed, 'v5 whole VPC');
  everyday(vpc);
  innocents(vpc);
  const [first = '', second = '', third = ''] = vpc.hosts.slice(20 + seed);
  const hosts = [first, second, third] as const;
  plant(vpc, hosts);
  const findings = await findAll(await flowContext(t, vpc.rows));
  return { hosts, found: findings.map(({ detector, subject }) => `${detector} ${subject.address}`).sort() };
}

for (const seed of [31, 32]) {
  test(`the open proxy, the client of Tor and the worm are found, and nobody else: seed ${seed}`, async (t) => {
    const { hosts, found } = await said(t, seed, (vpc, [proxy, client, infected]) => {
      relay(vpc, proxy, 40);
      askTor(vpc, client, 3, true);
      spread(vpc, infected, 60);
    });
    assert.deepEqual(found, [`open-proxy ${hosts[0]}`, `tor ${hosts[1]}`, `worm-spread ${hosts[2]}`].sort());
  });

  test(`a proxy before one's own server, authorities that are silent and a handful of databases are left alone: seed ${seed}`, async (t) => {
    const { found } = await said(t, seed, (vpc, [proxy, client, user]) => {
      relay(vpc, proxy, 2);
      askTor(vpc, client, 3, false);
      spread(vpc, user, 8);
    });
    assert.deepEqual(found, []);
  });
}
