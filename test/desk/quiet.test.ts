import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { caseSchema } from '../../src/model/case.ts';
import { run } from '../cli/run.ts';
import { pcap, SYN, tcpPacket } from '../formats/pcap/capture-builder.ts';
import { fixture } from '../support.ts';
import { chance, QUIET, SENSORS } from './quiet-traffic.ts';
import type { Talk } from './quiet-traffic.ts';

/** Whom an investigation of this file accuses, and what came of reading it. A finding of low severity is a hint and accuses nobody. */
async function accused(t: TestContext, name: string, content: string | Buffer): Promise<unknown[]> {
  const argv = ['investigate', name, '--case', 'x.case', '--json', '--quiet', '--ours', '10.0.0.0/8'];
  const { stdout, stderr, code } = await run(t, { [name]: content }, argv, {
    now: () => new Date('2024-07-03T00:00:00Z'),
  });
  assert.equal(code, 0, stderr);
  const { findings, evidence } = caseSchema.parse(JSON.parse(stdout));
  const [file] = evidence;
  assert.ok(file !== undefined && file.parsed > 0 && file.rejected === 0, `${name}: ${file?.format}`);
  return findings
    .filter(({ severity }) => severity !== 'low')
    .map(({ detector, subject, sentence }) => [detector, subject.address, sentence]);
}

for (const [sensor, write] of Object.entries(SENSORS)) {
  test(`nobody is accused of quiet traffic in ${sensor}`, async (t) => {
    const talks = Object.values(QUIET).flatMap((make, index) => make(chance(20 + index)));
    assert.deepEqual(await accused(t, sensor, write(talks.toSorted((a, b) => a.at - b.at))), []);
  });
}

test('one scan among all of it is found by every sensor', async (t) => {
  const random = chance(7);
  const quiet = Object.values(QUIET).flatMap((make) => make(chance(3)));
  const scan = Array.from({ length: 1500 }, (_, i): Talk => ({
    at: 600 + i / 10,
    seconds: 1,
    from: '10.0.0.99',
    to: `93.${random(256)}.${random(256)}.${1 + random(254)}`,
    fromPort: 50_000,
    port: 22,
    protocol: 6,
    out: [1, 40],
    back: [0, 0],
  }));
  const talks = [...quiet, ...scan].toSorted((a, b) => a.at - b.at);
  for (const [sensor, write] of Object.entries(SENSORS)) {
    const found = await accused(t, sensor, write(talks));
    assert.deepEqual(
      found.map((finding) => (Array.isArray(finding) ? finding.slice(0, 2) : finding)),
      [['port-scan-horizontal', '10.0.0.99']],
      sensor,
    );
  }
});

/** What an investigation of a fixture finds. */
async function foundIn(t: TestContext, ...path: string[]): Promise<unknown[]> {
  const name = path.at(-1) ?? '';
  const content = await readFile(fixture('formats', ...path));
  const argv = ['investigate', name, '--case', 'x.case', '--json', '--quiet', '--ours', '192.0.2.0/24'];
  const { stdout, stderr, code } = await run(t, { [name]: content }, argv, {
    now: () => new Date('2026-11-30T00:00:00Z'),
  });
  assert.equal(code, 0, stderr);
  return caseSchema.parse(JSON.parse(stdout)).findings.map(({ detector, subject }) => [detector, subject]);
}

test('a peer-to-peer program of which some peers answer is not accused', async (t) => {
  assert.deepEqual(await foundIn(t, 'pcap', 'peer-to-peer.pcap'), []);
});

test('answers to forged addresses are backscatter though one of our hosts sent an ICMP error', async (t) => {
  assert.deepEqual(await foundIn(t, 'vpc-flow', 'backscatter-beside-icmp.log'), [['backscatter', {}]]);
});

test('8,000 SYNs within 0.15 s are a flood, and none of the addresses that they name is accused', async (t) => {
  const packets = Array.from({ length: 8000 }, (_, i) => ({
    at: (i * 0.15) / 8000,
    bytes: tcpPacket(`198.51.${(i >> 8) & 255}.${i & 255}:${1024 + i}`, '192.0.2.10:80', SYN),
  }));
  const argv = ['investigate', 'a.pcap', '--case', 'x.case', '--json', '--quiet', '--ours', '192.0.2.0/24'];
  const { stdout } = await run(t, { 'a.pcap': pcap(packets) }, argv);
  const { findings } = caseSchema.parse(JSON.parse(stdout));
  assert.deepEqual(
    findings.map(({ detector, subject }) => [detector, subject]),
    [['syn-flood', {}]],
  );
});
