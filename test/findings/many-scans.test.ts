import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findAll } from '../../src/findings/index.ts';
import { blrFeatures, blrProbability } from '../../src/findings/scan-tests.ts';
import { Vpc } from './support/generate-flows.ts';
import type { Variant } from './support/generate-flows.ts';
import { flowContext } from './support/lake.ts';
import { everyday, HOUR, innocents, sweep, unanswered } from './support/scenarios.ts';

/** What a finding says beside what its SQL gives. */
const FIGURES = [
  'hosts',
  'unanswered_hosts',
  'ports',
  'pairs',
  'unanswered_pairs',
  'own_hosts',
  'flows',
  'packets',
  'bytes',
  'trw_contacts',
];

/** Of a gateway's records alone in version 2 nobody behind it is seen. */
const VARIANTS: readonly Variant[] = ['v2 whole VPC', 'v5 whole VPC', 'v5 NAT only'];

for (const variant of VARIANTS) {
  test(`scans that are looked into together have the figures and lines that each has by itself, ${variant}`, async (t) => {
    const vpc = new Vpc(7, variant);
    everyday(vpc);
    innocents(vpc);
    const [one, twice, ports, block, both] = vpc.hosts.slice(20);
    sweep(vpc, one!, { port: 22, targets: 180, at: 100, seconds: 700 });
    // Two scans of one host, on two ports each, with hours between.
    for (const at of [0, 8 * HOUR]) {
      for (const port of [23, 2323]) sweep(vpc, twice!, { port, targets: 150, at, seconds: 600 });
    }
    const victim = vpc.remote();
    for (let port = 1; port < 700; port++) unanswered(vpc, ports!, victim, port, 300 + Math.floor(port / 3));
    for (let i = 0; i < 40; i++) {
      const remote = vpc.remote();
      for (let port = 8000; port < 8040; port++) unanswered(vpc, block!, remote, port, 600 + i * 5);
    }
    // A scan that is aimed at one port beside one that is aimed at one host, by the same machine.
    sweep(vpc, both!, { port: 3389, targets: 150, at: 100, seconds: 600 });
    for (let port = 1; port < 400; port++)
      unanswered(vpc, both!, victim, port, 4 * HOUR + Math.floor(port / 3));
    const context = await flowContext(t, vpc.rows);

    const findings = await findAll(context);
    const scans = findings.filter(({ type }) => type === 'port_scan');
    const kinds = scans.map(({ detector, subject }) => `${detector} ${subject.address}`).sort();
    assert.deepEqual(
      kinds,
      [
        `port-scan-block ${block}`,
        `port-scan-horizontal ${both}`,
        `port-scan-horizontal ${one}`,
        `port-scan-horizontal ${twice}`,
        `port-scan-horizontal ${twice}`,
        `port-scan-vertical ${both}`,
        `port-scan-vertical ${ports}`,
      ].sort(),
    );
    for (const { id, sql, numbers, targets, from, to, lines } of scans) {
      const [row] = await context.engine.query(sql);
      const said: Partial<Record<string, number>> = numbers;
      assert.deepEqual(
        FIGURES.map((name) => [name, said[name]]),
        FIGURES.map((name) => [name, row?.[name] === null ? undefined : Number(row?.[name])]),
        id,
      );
      const blr = row === undefined ? undefined : blrProbability(blrFeatures(row));
      assert.equal(said['blr_probability'], blr === undefined ? undefined : Number(blr.toFixed(3)), id);
      assert.deepEqual([from, to, targets.hosts], [row?.['first'], row?.['last'], row?.['hosts']], id);
      assert.equal(targets.ports.length, Math.min(200, said['ports'] ?? 0), id);
      assert.equal(lines.length, Math.min(20, Number(row?.['flows'])), id);
    }
  });
}
