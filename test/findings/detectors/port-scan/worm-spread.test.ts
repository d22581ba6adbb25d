import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Row } from '../../../../src/events/engines/engine.ts';
import { portScan } from '../../../../src/findings/detectors/port-scan/index.ts';
import { wormSpread } from '../../../../src/findings/detectors/port-scan/worm-spread.ts';
import { SPREADING_PORTS, wormsOver } from '../../../../src/findings/detectors/port-scan/worms.ts';
import type { DetectorContext } from '../../../../src/findings/detector.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import { entriesOf } from '../../../../src/model/numbers.ts';
import { Vpc } from '../../support/generate-flows.ts';
import { flowContext } from '../../support/lake.ts';
import { conversation, flagless, stranger } from '../../support/records.ts';
import { everyday, innocents } from '../../support/scenarios.ts';

const HOST = '10.0.3.17';
const SYN = { out: [1, 60, 2] } as const;
/** What a stranger began. */
const TAKEN = { inbound: true, out: [10, 4000, 19], back: [9, 900, 3] } as const;

/** Strangers that all answer, five seconds apart. */
function answered(n: number, port: number, start = 1000, host = HOST): Row[] {
  return Array.from({ length: n }, (_, i) =>
    conversation(host, stranger(i), port, start + i * 5, { client: 40_000 + i }),
  ).flat();
}

/** Strangers of whom nobody answers. */
function unanswered(n: number, port: number, start = 1000): Row[] {
  return Array.from({ length: n }, (_, i) =>
    conversation(HOST, stranger(i), port, start + i * 5, { client: 40_000 + i, ...SYN }).slice(0, 1),
  ).flat();
}

const letIn = (port: number, at: number, from = '198.51.100.7'): Row[] =>
  conversation(HOST, from, port, at, TAKEN);

async function found(t: TestContext, rows: readonly Row[]): Promise<Finding[]> {
  return wormSpread.detect(await flowContext(t, rows));
}

/** What the family says in the end. */
async function settled(context: DetectorContext): Promise<[string, number][]> {
  const all: Finding[] = [];
  for (const detector of portScan.detectors) all.push(...(await detector.detect(context)));
  return (portScan.settle?.(all, context) ?? all).map(({ detector, targets }) => [detector, targets.hosts]);
}

const numberOf = ({ numbers }: Finding, name: string): number | undefined =>
  new Map(entriesOf(numbers)).get(name);
const paramOf = ({ message }: Finding, name: string): unknown =>
  new Map(Object.entries(message.params)).get(name);

test('a host that turns to 40 strangers which all answer is a hint, and no scan', async (t) => {
  const context = await flowContext(t, answered(40, 6379));
  const [finding, ...others] = await wormSpread.detect(context);
  assert.deepEqual(others, []);
  assert.deepEqual([finding?.confidence, finding?.severity], [0.5, 'low']);
  assert.ok(finding !== undefined && numberOf(finding, 'answering_hosts') === 40);
  assert.deepEqual(paramOf(finding, 'worms'), ['P2PInfect']);
  assert.deepEqual(await settled(context), [['worm-spread', 40]]);
});

test('who was let in on the same port before says how it came', async (t) => {
  const [finding] = await found(t, [
    ...letIn(6379, 500, '192.0.2.9'),
    ...letIn(6379, 800),
    ...answered(40, 6379),
  ]);
  assert.deepEqual([finding?.confidence, finding?.severity], [0.8, 'high']);
  assert.ok(finding !== undefined);
  assert.equal(numberOf(finding, 'seconds_after_entry'), 200);
  assert.deepEqual(paramOf(finding, 'entered'), { source: '198.51.100.7', at: '2026-03-02T00:13:20Z' });
});

test('let in is nobody on another port, after the wave, hours before, or without an answer', async (t) => {
  const knocked = letIn(6379, 800).slice(1);
  for (const before of [letIn(22, 800), letIn(6379, 1500), knocked]) {
    const [finding] = await found(t, [...before, ...answered(40, 6379)]);
    assert.equal(finding?.confidence, 0.5);
  }
  const [late] = await found(t, [...letIn(6379, 0), ...answered(40, 6379, 4000)]);
  assert.equal(late?.confidence, 0.5);
});

test('a scan that says the same stays alone, and names what spreads so; how it came is said beside it', async (t) => {
  const scan = await flowContext(t, unanswered(60, 445));
  assert.deepEqual(await settled(scan), [['port-scan-horizontal', 60]]);
  const [finding] = await portScan.detectors[0]!.detect(scan);
  assert.ok(finding !== undefined);
  assert.deepEqual(paramOf(finding, 'worms'), ['Conficker', 'WannaCry']);
  const entered = await flowContext(t, [...letIn(445, 900), ...unanswered(60, 445)]);
  assert.deepEqual(await settled(entered), [
    ['port-scan-horizontal', 60],
    ['worm-spread', 60],
  ]);
});

test('of a scan on a port that is no worm’s nothing is said of worms', async (t) => {
  const [finding] = await portScan.detectors[0]!.detect(await flowContext(t, unanswered(60, 22)));
  assert.ok(finding !== undefined);
  assert.equal(paramOf(finding, 'worms'), undefined);
});

test('24 strangers, strangers over hours, and one’s own hosts are no worm', async (t) => {
  assert.deepEqual(await found(t, answered(24, 445)), []);
  const slow = Array.from({ length: 60 }, (_, i) => conversation(HOST, stranger(i), 3306, i * 60)).flat();
  assert.deepEqual(await found(t, slow), [], 'one a minute');
  const inside = Array.from({ length: 200 }, (_, i) =>
    conversation(HOST, `10.0.9.${i + 1}`, 445, 1000 + i, { client: 40_000 + i }),
  ).flat();
  assert.deepEqual(await found(t, [...letIn(445, 900, '10.0.9.9'), ...inside]), [], 'a domain controller');
});

test('a server whose clients have such ports of their own is none', async (t) => {
  const clients = Array.from({ length: 60 }, (_, i) =>
    conversation(HOST, stranger(i), 443, 1000 + i, { ...TAKEN, client: 7547 }),
  ).flat();
  assert.deepEqual(await found(t, clients), []);
  assert.deepEqual(await found(t, flagless(clients)), []);
  const served = Array.from({ length: 60 }, (_, i) =>
    conversation(HOST, stranger(i), 3306, 1000 + i, { ...TAKEN, client: 40_000 + i }),
  ).flat();
  assert.deepEqual(await found(t, served), [], 'a database that strangers ask');
});

test('a log without flags shows it as well, and several ports of one host are one finding', async (t) => {
  assert.equal((await found(t, flagless(answered(40, 445)))).length, 1);
  const [finding, ...others] = await found(t, [...answered(40, 2323), ...answered(30, 23, 1002)]);
  assert.deepEqual(others, []);
  assert.deepEqual([finding?.targets.ports, finding?.targets.hosts], [[23, 2323], 40]);
});

test('nobody of everyday traffic and of the innocents spreads', async (t) => {
  for (const variant of ['v5 whole VPC', 'v2 whole VPC'] as const) {
    const vpc = new Vpc(11, variant);
    everyday(vpc);
    innocents(vpc);
    assert.deepEqual(await found(t, vpc.rows), [], variant);
  }
});

test('two hosts have a finding each, and their SQL gives the figures again', async (t) => {
  const context = await flowContext(t, [
    ...letIn(445, 900),
    ...answered(40, 445),
    ...answered(50, 5555, 1000, '10.0.3.18'),
  ]);
  const findings = await wormSpread.detect(context);
  assert.deepEqual(
    findings.map(({ subject, targets }) => [subject.address, targets.hosts]),
    [
      [HOST, 40],
      ['10.0.3.18', 50],
    ],
  );
  for (const { sql, numbers, lines } of findings) {
    const rows = await context.engine.query(sql);
    assert.deepEqual(
      rows.map((row) => [row['hosts'], row['packets']]),
      [[numbers.hosts, numbers.packets]],
    );
    assert.equal(lines.length, 20);
  }
});

test('each port has a name that spreads over it', () => {
  for (const port of SPREADING_PORTS) assert.ok(wormsOver([port]).length > 0, String(port));
  assert.deepEqual(wormsOver([22, 80]), []);
  assert.deepEqual(wormsOver([23, 2323]), ['Mirai']);
});
