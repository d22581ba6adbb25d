import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findAll } from '../../src/findings/index.ts';
import { NAT, Vpc } from './generate-flows.ts';
import type { Variant } from './generate-flows.ts';
import { flowContext } from './lake.ts';
import { everyday, HOUR, innocents, sweep } from './scenarios.ts';

const SEEDS = Number(process.env['SEEDS'] ?? 50);
const VARIANTS: readonly Variant[] = ['v2 whole VPC', 'v5 NAT only'];

for (const variant of VARIANTS) {
  test(`one scanner among 400 hosts behind a NAT is found, and nobody else (${variant})`, async (t) => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const vpc = new Vpc(seed, variant);
      everyday(vpc);
      innocents(vpc);
      const scanner = vpc.pick(vpc.hosts.slice(8));
      const port = vpc.pick([22, 23, 445, 3389]);
      const targets = sweep(vpc, scanner, {
        port,
        targets: 150 + vpc.next(150),
        at: vpc.next(HOUR / 2),
        seconds: 600 + vpc.next(900),
      });
      const context = await flowContext(t, vpc.rows);
      const findings = await findAll(context);
      const said = findings.map((finding) => `${finding.detector} ${finding.subject.address}`);
      assert.deepEqual(said, [`port-scan-horizontal ${scanner}`], `seed ${seed}`);
      assert.equal(findings[0]?.numbers['hosts'], targets, `seed ${seed}`);
      assert.deepEqual(findings[0]?.targets.ports, [port]);
      assert.equal(context.roles.ofAddress(NAT.address)?.kind, 'nat');
      assert.equal(context.roles.intermediaries.length, 1, `seed ${seed}`);
    }
  });
}

test('quiet traffic gives no finding at all', async (t) => {
  for (let seed = 101; seed <= 100 + SEEDS; seed++) {
    const vpc = new Vpc(seed, VARIANTS[seed % 2] ?? 'v2 whole VPC');
    everyday(vpc);
    innocents(vpc);
    const context = await flowContext(t, vpc.rows);
    assert.deepEqual(
      (await findAll(context)).map((finding) => finding.sentence),
      [],
      `seed ${seed}`,
    );
  }
});
