import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '../../../../src/events/engines/engine.ts';
import { findAll } from '../../../../src/findings/index.ts';
import { flowContext } from '../../support/lake.ts';

const VICTIM = '198.51.100.80';
const OURS = { ours: ['192.0.2.0/24'] };

function flow(src: string, dst: string, more: Row): Row {
  return {
    ts_start: '2026-11-18T11:06:41Z',
    ts_end: '2026-11-18T11:07:11Z',
    src,
    dst,
    src_port: null,
    dst_port: null,
    protocol: 6,
    packets: 1,
    bytes: 44,
    tcp_flags: null,
    ...more,
  };
}

/** Answers of the victim's web server to hosts of ours whose addresses somebody forged, and their refusals. */
const SCATTERED = Array.from({ length: 59 }, (_, i): Row[] => [
  flow(VICTIM, `192.0.2.${i + 1}`, { src_port: 80, dst_port: 2000 + i, tcp_flags: 18 }),
  flow(`192.0.2.${i + 1}`, VICTIM, { src_port: 2000 + i, dst_port: 80, tcp_flags: 4, bytes: 40 }),
]).flat();

const BESIDE: Readonly<Record<string, Row>> = {
  'nothing else': flow('192.0.2.1', '203.0.113.1', {
    src_port: 40_000,
    dst_port: 443,
    tcp_flags: 3,
    packets: 9,
  }),
  'an ICMP error of ours': flow('192.0.2.1', VICTIM, { protocol: 1, bytes: 56 }),
  'a DNS question of ours': flow('192.0.2.1', VICTIM, { protocol: 17, src_port: 40_001, dst_port: 53 }),
  'a connection of ours to another port': flow('192.0.2.1', VICTIM, {
    src_port: 40_002,
    dst_port: 22,
    tcp_flags: 3,
    packets: 12,
  }),
};

for (const [what, row] of Object.entries(BESIDE)) {
  test(`backscatter stays backscatter beside ${what}`, async (t) => {
    const findings = await findAll(await flowContext(t, [...SCATTERED, row], OURS));
    assert.deepEqual(
      findings.map(({ detector, subject }) => [detector, subject]),
      [['backscatter', {}]],
    );
  });
}

test('answers to connections that our hosts did ask for are no backscatter', async (t) => {
  const asked = Array.from({ length: 59 }, (_, i): Row[] => [
    flow(VICTIM, `192.0.2.${i + 1}`, { src_port: 80, dst_port: 2000 + i, tcp_flags: 18 }),
    flow(`192.0.2.${i + 1}`, VICTIM, { src_port: 2000 + i, dst_port: 80, tcp_flags: 3, packets: 6 }),
  ]).flat();
  const findings = await findAll(await flowContext(t, asked, OURS));
  assert.deepEqual(
    findings.filter(({ detector }) => detector === 'backscatter'),
    [],
  );
});
