import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findAll } from '../../../../src/findings/index.ts';
import { Vpc } from '../../support/generate-flows.ts';
import type { Variant } from '../../support/generate-flows.ts';
import { flowContext } from '../../support/lake.ts';
import { everyday } from '../../support/scenarios.ts';

/** What a finding says as its SQL gives it; rates are rounded. */
const FIGURES = ['flows', 'packets', 'bytes', 'packets_back'];

interface Stream {
  host: string;
  target: string;
  protocol: number;
  port: number;
  /** Minutes after the start. */
  from: number;
  minutes: number;
  packets: number;
}

function flood(vpc: Vpc, { host, target, protocol, port, from, minutes, packets }: Stream): void {
  for (let minute = from; minute < from + minutes; minute++) {
    vpc.talk({
      host,
      remote: target,
      port,
      protocol,
      at: minute * 60,
      seconds: 59,
      out: { packets, bytes: packets * 900, flags: 2 },
      back: minute % 2 === 0 ? undefined : { packets: 3, bytes: 300, flags: 4 },
    });
  }
}

for (const variant of ['v2 whole VPC', 'v5 whole VPC', 'v5 NAT only'] as const satisfies readonly Variant[]) {
  test(`floods that are looked into together have the figures and lines that each has by itself, ${variant}`, async (t) => {
    const vpc = new Vpc(11, variant, 60);
    everyday(vpc);
    const [one, twice, both, several, ...quiet] = vpc.hosts.slice(5);
    const [a, b, c] = ['198.51.100.7', '198.51.100.8', '203.0.113.99'];
    const udp = { protocol: 17, port: 53, packets: 300_000, minutes: 30 };
    flood(vpc, { ...udp, host: one!, target: a, from: 10 });
    // Two floods of one host with hours between, the second at another target.
    flood(vpc, { ...udp, host: twice!, target: a, from: 10 });
    flood(vpc, { ...udp, host: twice!, target: b, from: 900 });
    // Two protocols at once, and several targets at once.
    flood(vpc, { ...udp, host: both!, target: c, from: 20, port: 80 });
    flood(vpc, { ...udp, host: both!, target: c, from: 20, protocol: 6, port: 80 });
    for (const target of [a, b, c]) flood(vpc, { ...udp, host: several!, target, from: 200 });
    // Beside a flood the same host talks to others.
    for (const host of [one!, ...quiet.slice(0, 5)])
      flood(vpc, { ...udp, host, target: b, packets: 20, from: 12, minutes: 3 });
    const context = await flowContext(t, vpc.rows);

    const findings = (await findAll(context)).filter(({ detector }) => detector === 'flood');

    assert.deepEqual(
      findings.map(({ subject, targets }) => `${subject.address} ${targets.hosts}`).sort(),
      [`${one} 1`, `${twice} 1`, `${twice} 1`, `${both} 1`, `${both} 1`, `${several} 3`].sort(),
    );
    for (const { id, sql, numbers, from, to, lines, targets } of findings) {
      const [row] = await context.engine.query(sql);
      const said: Partial<Record<string, number>> = numbers;
      assert.deepEqual(
        FIGURES.map((name) => [name, said[name]]),
        FIGURES.map((name) => [name, Number(row?.[name])]),
        id,
      );
      assert.deepEqual([from, to], [row?.['first'], row?.['last']], id);
      assert.equal(said['packets_per_second'], Math.round(Number(row?.['packets_per_second'])), id);
      assert.equal(lines.length, Math.min(20, Number(row?.['flows'])), id);
      assert.equal(targets.ports.length, said['ports'], id);
    }
  });
}
