import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REFLECTION_NUMBERS } from '../../../../src/findings/detectors/reflection/numbers.ts';
import type { Row } from '../../../../src/events/engines/engine.ts';
import { findAll } from '../../../../src/findings/index.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import { Vpc } from '../../support/generate-flows.ts';
import type { Variant } from '../../support/generate-flows.ts';
import { flowContext } from '../../support/lake.ts';
import { numberOf } from '../../support/numbers.ts';
import { busyResolver, openService, reflectedFlood } from '../../support/reflections.ts';
import { everyday, innocents } from '../../support/scenarios.ts';

const VARIANTS: readonly Variant[] = ['v2 whole VPC', 'v5 whole VPC'];

const reflections = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ detector }) => detector === 'reflector' || detector === 'reflection-victim');

const AMPLIFIED = [
  { port: 53, size: 1400 },
  { port: 123, size: 468 },
  { port: 389, size: 1500 },
  { port: 1900, size: 340 },
  { port: 11_211, size: 1428 },
];

for (const variant of VARIANTS) {
  for (const { port, size } of AMPLIFIED) {
    test(`a host of ours that amplifiers are turned on is the victim, UDP port ${port}, ${variant}`, async (t) => {
      const vpc = new Vpc(port, variant, 40);
      everyday(vpc);
      innocents(vpc);
      busyResolver(vpc, vpc.hosts[12]!);
      reflectedFlood(vpc, vpc.hosts[20]!, { port, sources: 90, size, packets: 50 });
      const context = await flowContext(t, vpc.rows);
      const found = reflections(await findAll(context));
      assert.deepEqual(
        found.map(({ detector, direction, subject, targets, numbers }) => [
          detector,
          direction,
          subject,
          targets.sample,
          numbers.sources,
          numbers.bytes,
        ]),
        [['reflection-victim', 'inbound', {}, [vpc.hosts[20]], 90, 90 * 50 * size]],
      );
      const [row] = await context.engine.query(found[0]!.sql);
      assert.deepEqual([Number(row?.['sources']), Number(row?.['bytes'])], [90, 90 * 50 * size]);
    });
  }

  test(`a service of ours that is used to hit others is found, and busy honest ones are not, ${variant}`, async (t) => {
    const vpc = new Vpc(5, variant, 40);
    everyday(vpc);
    innocents(vpc);
    busyResolver(vpc, vpc.hosts[12]!);
    // Signed zones, seven times the question; time service, as much as it was asked.
    openService(vpc, vpc.hosts[13]!, { port: 53, clients: 5, request: 72, answer: 336, packets: 8000 });
    openService(vpc, vpc.hosts[14]!, { port: 123, clients: 5, request: 76, answer: 76, packets: 20_000 });
    openService(vpc, vpc.hosts[30]!, { port: 53, clients: 2, request: 64, answer: 1200, packets: 4000 });
    const context = await flowContext(t, vpc.rows);
    const found = reflections(await findAll(context));
    assert.deepEqual(
      found.map(({ detector, direction, subject, targets }) => [
        detector,
        direction,
        subject.address,
        targets.hosts,
      ]),
      [['reflector', 'outbound', vpc.hosts[30], 2]],
    );
    // Payload alone: 1,172 bytes for 36.
    assert.equal(numberOf(REFLECTION_NUMBERS, found[0], 'amplification'), 32.6);
    const [row] = await context.engine.query(found[0]!.sql);
    assert.deepEqual(
      [found[0]?.numbers.packets, found[0]?.numbers.bytes],
      [Number(row?.['packets']), Number(row?.['bytes'])],
    );
  });
}

test('answers that were asked for, small ones, and those of a few are no reflection', async (t) => {
  const [asked, small, few] = [1, 2, 3].map((seed) => new Vpc(seed, 'v5 whole VPC', 40));
  busyResolver(asked!, asked!.hosts[0]!, 900);
  reflectedFlood(small!, small!.hosts[0]!, { port: 123, sources: 300, size: 76, packets: 90 });
  reflectedFlood(few!, few!.hosts[0]!, { port: 53, sources: 20, size: 1400, packets: 900 });
  for (const vpc of [small!, few!]) everyday(vpc);
  for (const vpc of [asked!, small!, few!])
    assert.deepEqual(reflections(await findAll(await flowContext(t, vpc.rows))), []);
});

test('a log of one direction alone does not show who asked, so nobody is called a victim by it', async (t) => {
  const vpc = new Vpc(1, 'v5 whole VPC', 40);
  busyResolver(vpc, vpc.hosts[0]!, 900);
  const incoming = vpc.rows.filter(({ direction }) => direction === 'ingress');
  assert.deepEqual(reflections(await findAll(await flowContext(t, incoming))), []);
});

test('over IPv6 both are found', async (t) => {
  const row = (src: string, dst: string, more: Row): Row => ({
    ts_start: '2026-11-18T11:06:10Z',
    ts_end: '2026-11-18T11:06:40Z',
    src,
    dst,
    protocol: 17,
    ...more,
  });
  const victim = Array.from({ length: 40 }, (_, i) =>
    row(`2a00:5::${i + 1}`, '2001:db8:1::9', { src_port: 123, dst_port: 80, packets: 100, bytes: 48_800 }),
  );
  const mirror = [
    row('2a00:9::1', '2001:db8:1::53', { src_port: 80, dst_port: 53, packets: 20_000, bytes: 84 * 20_000 }),
    row('2001:db8:1::53', '2a00:9::1', { src_port: 53, dst_port: 80, packets: 20_000, bytes: 1248 * 20_000 }),
  ];
  const found = reflections(
    await findAll(await flowContext(t, [...victim, ...mirror], { ours: ['2001:db8:1::/64'] })),
  );
  assert.deepEqual(
    found.map(({ detector, targets }) => [detector, targets.sample]),
    [
      ['reflector', ['2a00:9::1']],
      ['reflection-victim', ['2001:db8:1::9']],
    ],
  );
});
