import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '../../../../src/events/engines/engine.ts';
import { findAll } from '../../../../src/findings/index.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import { Vpc } from '../../support/generate-flows.ts';
import type { Variant } from '../../support/generate-flows.ts';
import { flowContext } from '../../support/lake.ts';
import { ping, pinged, routerErrors, unreachables } from '../../support/pings.ts';
import { everyday, innocents } from '../../support/scenarios.ts';

const VARIANTS: readonly Variant[] = ['v2 whole VPC', 'v5 whole VPC', 'v5 NAT only'];

const sweeps = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ type }) => type === 'reconnaissance');

for (const variant of VARIANTS) {
  test(`a host that pings its way through the internet is found among the innocents, ${variant}`, async (t) => {
    const vpc = new Vpc(3, variant, 60);
    everyday(vpc);
    innocents(vpc);
    unreachables(vpc, vpc.hosts[30]!);
    routerErrors(vpc, vpc.hosts);
    const host = vpc.hosts[20]!;
    for (let i = 0; i < 300; i++)
      ping(vpc, host, `45.7.${i >> 7}.${1 + (i % 128)}`, Math.floor(i / 4), i % 12 === 0);
    const context = await flowContext(t, vpc.rows);
    const found = sweeps(await findAll(context));
    assert.deepEqual(
      found.map(({ detector, subject, numbers, direction }) => [
        detector,
        subject.address,
        numbers.hosts,
        direction,
      ]),
      [['icmp-sweep', host, 300, 'outbound']],
    );
    const [row] = await context.engine.query(found[0]!.sql);
    assert.deepEqual(
      [found[0]?.numbers.packets, found[0]?.numbers.flows, found[0]?.numbers.bytes],
      [Number(row?.['packets']), Number(row?.['flows']), Number(row?.['bytes'])],
    );
    assert.equal(found[0]?.numbers.packets, 300);
    assert.equal(found[0]?.lines.length, 20);
  });
}

test('who pings our addresses is named, with how many stayed silent', async (t) => {
  const vpc = new Vpc(3, 'v5 whole VPC', 60);
  everyday(vpc);
  for (const [i, host] of vpc.hosts.entries()) pinged(vpc, host, '45.0.0.7', i, { answered: i % 10 === 0 });
  const found = sweeps(await findAll(await flowContext(t, vpc.rows)));
  assert.deepEqual(
    found.map(({ detector, subject, direction, severity }) => [
      detector,
      subject.address,
      direction,
      severity,
    ]),
    [['inbound-icmp-sweep', '45.0.0.7', 'inbound', 'low']],
  );
});

test('what may be an error about something else is no ping: let in, to hosts that talk, or of another length', async (t) => {
  const talking = new Vpc(3, 'v5 whole VPC', 60);
  everyday(talking);
  routerErrors(talking, talking.hosts);
  const errors = new Vpc(4, 'v5 whole VPC', 60);
  for (const [i, host] of errors.hosts.entries()) pinged(errors, host, '45.0.0.8', i, { bytes: 56 });
  for (const { rows } of [talking, errors])
    assert.deepEqual(sweeps(await findAll(await flowContext(t, rows))), []);
});

test('of many sources ten are named and the others counted', async (t) => {
  const vpc = new Vpc(3, 'v5 whole VPC', 40);
  for (let source = 0; source < 14; source++)
    for (const [i, host] of vpc.hosts.entries()) pinged(vpc, host, `45.0.1.${source + 1}`, i);
  const found = sweeps(await findAll(await flowContext(t, vpc.rows)));
  assert.deepEqual([found.length, found.at(-1)?.numbers.sources, found.at(-1)?.subject], [11, 4, {}]);
});

test('over IPv6 a sweep is found, and asking for neighbours is none', async (t) => {
  const row = (i: number, dst: string): Row => ({
    ts_start: `2026-11-18T11:06:${10 + (i % 50)}Z`,
    ts_end: `2026-11-18T11:06:${10 + (i % 50)}Z`,
    src: '2001:db8:1::9',
    dst,
    protocol: 58,
    packets: 1,
    bytes: 104,
  });
  const of = async (dst: (i: number) => string): Promise<unknown[]> => {
    const rows = Array.from({ length: 40 }, (_, i) => row(i, dst(i)));
    const found = sweeps(await findAll(await flowContext(t, rows, { ours: ['2001:db8:1::/64'] })));
    return found.map(({ detector, subject }) => [detector, subject.address]);
  };
  assert.deepEqual(await of((i) => `2a00:5::${i + 1}`), [['icmp-sweep', '2001:db8:1::9']]);
  assert.deepEqual(await of((i) => `ff02::1:ff00:${(i + 1).toString(16)}`), []);
});

test('records without a time, or all of one moment, invent nothing and lose nothing', async (t) => {
  const vpc = new Vpc(3, 'v5 whole VPC', 40);
  for (const host of vpc.hosts) pinged(vpc, host, '45.0.0.7', 0);
  assert.equal(sweeps(await findAll(await flowContext(t, vpc.rows))).length, 1);
  const timeless = vpc.rows.map((row): Row => ({ ...row, ts_start: null, ts_end: null }));
  for (const rows of [timeless, vpc.rows.slice(0, 1)])
    assert.deepEqual(sweeps(await findAll(await flowContext(t, rows))), []);
});
