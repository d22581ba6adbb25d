import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '../../../../src/events/engines/engine.ts';
import { portScanHorizontal } from '../../../../src/findings/detectors/port-scan/port-scan-horizontal.ts';
import { portScanVertical } from '../../../../src/findings/detectors/port-scan/port-scan-vertical.ts';
import { flowContext } from '../../support/lake.ts';

const OURS = { ours: ['10.10.0.0/16'] };
const HOST = '10.10.3.10';
const BEGAN = Date.parse('2026-11-18T11:06:00Z');

interface Tried {
  target: string;
  port: number;
  at: number;
  sport?: number;
  protocol?: number;
  flags: number | null;
  answered?: boolean;
}

/** A packet to somebody, and the answer where he gives one. */
function tried({ target, port, at, sport = 51_000, protocol = 6, flags, answered = false }: Tried): Row[] {
  const time = new Date(BEGAN + at * 1000).toISOString();
  const out = {
    ts_start: time,
    ts_end: time,
    src: HOST,
    dst: target,
    src_port: sport,
    dst_port: port,
    protocol,
    packets: answered ? 6 : 1,
    bytes: answered ? 900 : 44,
    tcp_flags: flags,
  };
  const back = { ...out, src: target, dst: HOST, src_port: port, dst_port: sport, packets: 5, bytes: 900 };
  return answered ? [out, { ...back, tcp_flags: flags === null ? null : 18 }] : [out];
}

const SYN = 2;

function sweep(count: number, more: Partial<Tried> = {}): Row[] {
  return Array.from({ length: count }, (_, i) =>
    tried({ target: `198.51.100.${i + 1}`, port: 22, at: i / 2, flags: SYN, ...more }),
  ).flat();
}

test('A pure SYN sweep of ours has the .970 of SiLK and is called a scan after four contacts', async (t) => {
  const context = await flowContext(t, sweep(64), OURS);
  const [finding, ...others] = await portScanHorizontal.detect(context);
  assert.deepEqual(others, []);
  assert.deepEqual([finding?.numbers.blr_probability, finding?.numbers.trw_contacts], [0.97, 4]);
  const params = new Map<string, unknown>(Object.entries(finding?.message.params ?? {}));
  assert.deepEqual(params.get('tests'), ['TRW', 'BLR']);
});

test('What the host sends else does not change what the tests say of its scan', async (t) => {
  const work = Array.from({ length: 300 }, (_, i) =>
    tried({
      target: `203.0.113.${(i % 40) + 1}`,
      port: 443,
      at: i / 10,
      sport: 40_000 + i,
      flags: 27,
      answered: true,
    }),
  ).flat();
  const [finding, ...others] = await portScanHorizontal.detect(
    await flowContext(t, [...sweep(64), ...work], OURS),
  );
  assert.deepEqual(others, []);
  assert.deepEqual([finding?.numbers.blr_probability, finding?.numbers.trw_contacts], [0.97, 4]);
});

test('Answers among the first contacts make the walk longer, as the paper has it', async (t) => {
  // Two succeed, six fail: four more failures than successes at the eighth.
  const rows = sweep(80);
  const begun = [-2, -1].flatMap((at, i) =>
    tried({ target: `198.51.101.${i + 1}`, port: 22, at, flags: SYN, answered: true }),
  );
  const [finding] = await portScanHorizontal.detect(await flowContext(t, [...begun, ...rows], OURS));
  assert.equal(finding?.numbers.trw_contacts, 8);
});

test('A log without flags has no regression, UDP neither, and fewer than 32 flows none', async (t) => {
  const of = async (rows: Row[]): Promise<(number | undefined)[]> => {
    const [finding] = await portScanHorizontal.detect(await flowContext(t, rows, OURS));
    return [finding?.numbers.blr_probability, finding?.numbers.trw_contacts];
  };
  assert.deepEqual(await of(sweep(64, { flags: null })), [undefined, 4]);
  assert.deepEqual(await of(sweep(64, { protocol: 17, port: 161, flags: null })), [undefined, 4]);
  assert.deepEqual(await of(sweep(31)), [undefined, 4]);
});

test('Of the ports of one host the walk says nothing, and the regression counts its one source port once', async (t) => {
  const rows = Array.from({ length: 200 }, (_, i) =>
    tried({ target: '198.51.100.7', port: i + 1, at: i / 2, flags: SYN }),
  ).flat();
  const [finding, ...others] = await portScanVertical.detect(await flowContext(t, rows, OURS));
  assert.deepEqual(others, []);
  assert.equal(finding?.numbers.trw_contacts, undefined);
  // By hand: -2.838353611 + 3.309023427 - .157047027 - .002319304 + 3.163018548 / 200 = .327119
  assert.equal(finding?.numbers.blr_probability, 0.581);
});
