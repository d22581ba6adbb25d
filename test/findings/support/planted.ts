import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { findCulprits } from '../../../src/findings/claims/culprit.ts';
import { findAll } from '../../../src/findings/index.ts';
import { reconcile } from '../../../src/findings/claims/reconcile.ts';
import { claimOf } from './claims.ts';
import { NAT, START, Vpc } from './generate-flows.ts';
import type { Variant } from './generate-flows.ts';
import { flowContext } from './lake.ts';
import { everyday, HOUR, innocents, sweep } from './scenarios.ts';
import { english } from '../../english.ts';

function instant(seconds: number): string {
  return new Date((START + seconds) * 1000).toISOString();
}

/** One scanner among 400 hosts, by this seed: it and nobody else must be found, named and confirmed. */
export async function findsThePlanted(t: TestContext, seed: number, variant: Variant): Promise<void> {
  const vpc = new Vpc(seed, variant);
  everyday(vpc);
  innocents(vpc);
  const scanner = vpc.pick(vpc.hosts.slice(8));
  const port = vpc.pick([22, 23, 445, 3389]);
  const [at, seconds] = [vpc.next(HOUR / 2), 600 + vpc.next(900)];
  const targets = sweep(vpc, scanner, { port, targets: 150 + vpc.next(100), at, seconds });
  const context = await flowContext(t, vpc.rows);

  assert.deepEqual(
    context.roles.middleboxes.map(({ kind, addresses }) => ({ kind, addresses })),
    [{ kind: 'nat', addresses: [NAT.address] }],
  );
  const findings = await findAll(context);
  const said = findings.map((finding) => `${finding.detector} ${finding.subject.address}`);
  assert.deepEqual(said, [`port-scan-horizontal ${scanner}`]);
  assert.equal(findings[0]?.numbers.hosts, targets);
  assert.deepEqual(findings[0]?.targets.ports, [port]);

  const window = { from: instant(at + seconds / 2), to: instant(at + seconds / 2) };
  const claim = claimOf({ type: 'port_scan', addresses: [NAT.public], window });
  const { culprits, gaps } = await findCulprits([claim], findings, context);
  assert.deepEqual(
    culprits.map(({ address, via, ties }) => ({ address, nat: via?.address, ties })),
    [{ address: scanner, nat: NAT.address, ties: [] }],
  );
  assert.match(
    gaps.map(english).join('; '),
    /^10\.10\.2\.68 is taken for a NAT gateway by the flows alone .*describe-nat-gateways/,
  );
  assert.deepEqual(
    (await reconcile([claim], findings, context)).map(({ verdict }) => verdict),
    ['confirmed'],
  );
}

/** All that is innocent and nothing else: no finding. */
export async function findsNothing(t: TestContext, seed: number, variant: Variant): Promise<void> {
  const vpc = new Vpc(seed, variant);
  everyday(vpc);
  innocents(vpc);
  const context = await flowContext(t, vpc.rows);
  const findings = await findAll(context);
  assert.deepEqual(
    findings.map((finding) => english(finding.message)),
    [],
  );
  assert.deepEqual((await findCulprits([], findings, context)).culprits, []);
}
