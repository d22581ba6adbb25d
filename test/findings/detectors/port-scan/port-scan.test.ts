import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Finding } from '../../../../src/model/finding.ts';
import { findAll } from '../../../../src/findings/index.ts';
import { Vpc } from '../../support/generate-flows.ts';
import type { Variant } from '../../support/generate-flows.ts';
import { flowContext } from '../../support/lake.ts';
import type { Setting } from '../../support/lake.ts';
import {
  conversation,
  crawler,
  everyday,
  internetNoise,
  mailServer,
  monitoring,
  onePortPeers,
  peerToPeer,
  refused,
  resolver,
  sweep,
  timeServer,
  unanswered,
} from '../../support/scenarios.ts';
import { english } from '../../../english.ts';
import { SCAN_NUMBERS } from '../../../../src/findings/detectors/port-scan/numbers.ts';
import { numberOf } from '../../support/numbers.ts';

const VARIANTS: readonly Variant[] = ['v2 whole VPC', 'v5 whole VPC', 'v5 NAT only'];

async function findingsOf(t: TestContext, vpc: Vpc, setting?: Setting): Promise<Finding[]> {
  return findAll(await flowContext(t, vpc.rows, setting));
}

function scanned(findings: readonly Finding[]): string[] {
  return findings.map(({ detector, subject }) => `${detector} ${subject.address}`);
}

for (const variant of VARIANTS) {
  test(`many ports of one host are a vertical scan (${variant})`, async (t) => {
    const vpc = new Vpc(7, variant, 20);
    everyday(vpc);
    const [host = '', remote] = [vpc.hosts[3], vpc.remote()];
    for (let port = 1; port <= 300; port++) {
      if (port % 60 === 0) conversation(vpc, host, remote, port, port);
      else if (port % 2 === 0) refused(vpc, host, remote, port, port);
      else unanswered(vpc, host, remote, port, port);
    }
    const findings = await findingsOf(t, vpc);
    assert.deepEqual(scanned(findings), [`port-scan-vertical ${host}`]);
    assert.equal(findings[0]?.numbers.ports, 300);
    assert.deepEqual(findings[0]?.targets.sample, [remote]);
    assert.match(english(findings[0]?.message) ?? '', /\(300 TCP ports \(.*\)\) to 1 host from 2024-07-02/);
  });

  test(`many ports on many hosts are one block scan, not hundreds of small ones (${variant})`, async (t) => {
    const vpc = new Vpc(8, variant, 20);
    everyday(vpc);
    const host = vpc.hosts[4] ?? '';
    const remotes = Array.from({ length: 40 }, () => vpc.remote());
    for (const [i, remote] of remotes.entries()) {
      for (let port = 1; port <= 30; port++) unanswered(vpc, host, remote, port, i * 10 + (port % 10));
    }
    const findings = await findingsOf(t, vpc);
    assert.deepEqual(scanned(findings), [`port-scan-block ${host}`]);
    assert.equal(findings[0]?.numbers.unanswered_pairs, 1200);
    assert.equal(findings[0]?.targets.hosts, 40);
  });
}

test('a sweep for several ports is one finding that names them all', async (t) => {
  const vpc = new Vpc(9, 'v5 whole VPC', 20);
  everyday(vpc);
  const host = vpc.hosts[5] ?? '';
  for (const port of [22, 23, 3389]) sweep(vpc, host, { port, targets: 120, at: 100, seconds: 600 });
  const findings = await findingsOf(t, vpc);
  assert.deepEqual(scanned(findings), [`port-scan-horizontal ${host}`]);
  assert.deepEqual(findings[0]?.targets.ports, [22, 23, 3389]);
  assert.match(english(findings[0]?.message) ?? '', /\(TCP ports 22, 23 and 3389\) to 3\d\d hosts/);
});

test('a scan in bursts is one finding, and the next day another one', async (t) => {
  const vpc = new Vpc(10, 'v2 whole VPC', 20);
  const host = vpc.hosts[2] ?? '';
  sweep(vpc, host, { port: 22, targets: 100, at: 0, seconds: 280 });
  sweep(vpc, host, { port: 22, targets: 100, at: 2000, seconds: 280 });
  sweep(vpc, host, { port: 22, targets: 100, at: 86_400, seconds: 280 });
  const findings = await findingsOf(t, vpc);
  assert.deepEqual(
    findings.map(({ from }) => from.slice(0, 10)),
    ['2024-07-02', '2024-07-03'],
  );
});

test('each packet counts once, however many interfaces recorded it', async (t) => {
  const vpc = new Vpc(11, 'v5 whole VPC', 20);
  const host = vpc.hosts[6] ?? '';
  for (let i = 0; i < 100; i++) unanswered(vpc, host, `45.1.1.${i + 1}`, 22, i, 2);
  const [finding] = await findingsOf(t, vpc);
  assert.equal(finding?.numbers.packets, 200);
  assert.equal(finding?.numbers.flows, 100);
  assert.equal(finding?.numbers.hosts, 100);
});

test("a finding's SQL runs again and gives its numbers; its lines are the host's own records", async (t) => {
  const vpc = new Vpc(12, 'v5 whole VPC', 20);
  everyday(vpc);
  const host = vpc.hosts[6] ?? '';
  sweep(vpc, host, { port: 445, targets: 200, at: 60, seconds: 900 });
  const context = await flowContext(t, vpc.rows);
  const [finding] = await findAll(context);
  assert.ok(finding);
  const [row] = await context.engine.query(finding.sql);
  for (const name of ['hosts', 'unanswered_hosts', 'packets', 'bytes', 'flows'] as const) {
    assert.equal(row?.[name], numberOf(SCAN_NUMBERS, finding, name), name);
  }
  assert.equal(finding.lines.length, 20);
  for (const { line } of finding.lines) {
    const record = vpc.rows[line - 1];
    assert.equal(record?.['src'], host);
    assert.equal(record?.['dst_port'], 445);
    assert.equal(record?.['interface'], Vpc.interfaceOf(host));
  }
});

test('a sweep inside our own network is internal', async (t) => {
  const vpc = new Vpc(13, 'v2 whole VPC', 60);
  const host = vpc.hosts[0] ?? '';
  for (const [i, other] of vpc.hosts.slice(1).entries()) {
    vpc.talk({
      host,
      remote: other,
      port: 445,
      at: i,
      out: { packets: 1, bytes: 60 },
      back: undefined,
      direct: true,
    });
  }
  const findings = await findingsOf(t, vpc);
  assert.deepEqual(scanned(findings), [`port-scan-horizontal ${host}`]);
  assert.equal(findings[0]?.direction, 'internal');
});

test('UDP probes without any answer are a scan', async (t) => {
  const vpc = new Vpc(14, 'v2 whole VPC', 20);
  const host = vpc.hosts[1] ?? '';
  for (let i = 0; i < 120; i++) {
    vpc.talk({
      host,
      remote: vpc.remote(),
      port: 11_211,
      protocol: 17,
      at: i,
      out: { packets: 1, bytes: 43 },
      back: undefined,
    });
  }
  const findings = await findingsOf(t, vpc);
  assert.deepEqual(scanned(findings), [`port-scan-horizontal ${host}`]);
  assert.match(english(findings[0]?.message) ?? '', /sent packets \(UDP port 11211\) to 120 hosts/);
});

test('24 dead hosts in five minutes are no scan, 25 are, and the settings move the line', async (t) => {
  const dead = (n: number): Vpc => {
    const vpc = new Vpc(15, 'v2 whole VPC', 20);
    for (let i = 0; i < n; i++) unanswered(vpc, vpc.hosts[0] ?? '', `45.9.9.${i + 1}`, 443, i);
    return vpc;
  };
  assert.equal((await findingsOf(t, dead(24))).length, 0);
  assert.equal((await findingsOf(t, dead(25))).length, 1);
  assert.equal(
    (await findingsOf(t, dead(25), { thresholds: { port_scan: { targets_per_window: 26 } } })).length,
    0,
  );
});

const INNOCENT: readonly [string, (vpc: Vpc, host: string) => void][] = [
  ['a crawler that reaches thousands of hosts', (vpc, host) => crawler(vpc, host, 3000)],
  ['a peer-to-peer client', (vpc, host) => peerToPeer(vpc, host, 1500)],
  ['a client of a peer-to-peer network on one UDP port', (vpc, host) => onePortPeers(vpc, host, 17)],
  ['a client of a peer-to-peer network on one TCP port', (vpc, host) => onePortPeers(vpc, host, 6)],
  ['a resolver', (vpc, host) => resolver(vpc, host, 3000)],
  ['a time server of the pool', (vpc, host) => timeServer(vpc, host, 3000)],
  ['a mail server', (vpc, host) => mailServer(vpc, host, 1000)],
  ['monitoring by ping', (vpc, host) => monitoring(vpc, host, 1000)],
  ['a host that the internet scans', (vpc, host) => internetNoise(vpc, host, 3000)],
];

for (const [who, act] of INNOCENT) {
  test(`${who} is not accused of scanning`, async (t) => {
    for (const variant of ['v2 whole VPC', 'v5 whole VPC'] as const) {
      const vpc = new Vpc(16, variant, 20);
      everyday(vpc);
      act(vpc, vpc.hosts[0] ?? '');
      assert.deepEqual(
        (await findingsOf(t, vpc)).map((finding) => english(finding.message)),
        [],
        variant,
      );
    }
  });
}

test('traceroute counts UDP ports up and is no scan', async (t) => {
  const vpc = new Vpc(17, 'v2 whole VPC', 20);
  const remote = vpc.remote();
  for (let i = 0; i < 90; i++) {
    const out = { packets: 1, bytes: 60 };
    vpc.talk({
      host: vpc.hosts[0] ?? '',
      remote,
      port: 33_434 + i,
      protocol: 17,
      at: i,
      out,
      back: undefined,
    });
  }
  assert.deepEqual(await findingsOf(t, vpc), []);
});

test('one stranger who scans all ports of our server does not make the server a scanner', async (t) => {
  for (const variant of ['v2 whole VPC', 'v5 whole VPC'] as const) {
    const vpc = new Vpc(18, variant, 20);
    const [host = '', remote] = [vpc.hosts[0], vpc.remote()];
    for (let i = 0; i < 2000; i++) {
      const reset = { packets: 1, bytes: 40, flags: 4 };
      const syn = { packets: 1, bytes: 44, flags: 2 };
      vpc.talk({
        host,
        remote,
        port: 1 + i,
        at: i % 600,
        inbound: true,
        direct: true,
        out: reset,
        back: syn,
        clientPort: 40_000 + (i % 5000),
      });
      vpc.talk({
        host,
        remote,
        port: 80,
        at: i % 600,
        inbound: true,
        direct: true,
        out: { ...reset, flags: 18 },
        back: syn,
        clientPort: 10_000 + i,
      });
    }
    // Whoever comes from outside is named; the server is not.
    assert.deepEqual(scanned(await findingsOf(t, vpc)), [`inbound-scan ${remote}`], variant);
  }
});

test('text from the log never becomes SQL', async (t) => {
  const vpc = new Vpc(19, 'v2 whole VPC', 20);
  sweep(vpc, vpc.hosts[0] ?? '', { port: 22, targets: 100, at: 0, seconds: 250 });
  const evil = "eni-'; DROP VIEW flows; --";
  const rows = vpc.rows.map((row) =>
    Object.assign({}, row, { interface: `${evil}${String(row['interface'])}` }),
  );
  const context = await flowContext(t, rows);
  const findings = await findAll(context);
  assert.equal(findings.length, 1);
  assert.ok(findings[0]?.subject.interface?.startsWith(evil));
  assert.equal((await context.engine.query('SELECT count(*) AS n FROM flows'))[0]?.['n'], rows.length);
});
