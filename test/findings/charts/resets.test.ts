import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '../../../src/events/engines/engine.ts';
import { fanOut } from '../../../src/findings/charts/fan-out.ts';
import { flowContext } from '../support/lake.ts';

const HOST = '192.0.2.10';
const OTHER = '192.0.2.20';

function flow(src: string, i: number, more: Row): Row {
  return {
    ts_start: '2026-11-18T11:06:41Z',
    ts_end: '2026-11-18T11:06:42Z',
    src,
    dst: `198.51.${100 + (i >> 8)}.${i & 255}`,
    src_port: 50_000 + i,
    dst_port: 443,
    protocol: 6,
    packets: 1,
    bytes: 40,
    tcp_flags: 4,
    ...more,
  };
}

const CONVERSATIONS = Array.from({ length: 7 }, (_, i) =>
  flow(OTHER, i, { tcp_flags: 3, packets: 12, bytes: 4000 }),
);

test('resets with which a host of ours refuses strangers are no connections of its own', async (t) => {
  for (const tcp_flags of [4, 20]) {
    const refusals = Array.from({ length: 300 }, (_, i) => flow(HOST, i, { tcp_flags }));
    const context = await flowContext(t, [...refusals, ...CONVERSATIONS], { ours: ['192.0.2.0/24'] });
    const { rows } = (await fanOut({}, [], context)) ?? { rows: [] };
    assert.deepEqual(
      rows.map(({ address, targets }) => [address, targets]),
      [[OTHER, 7]],
    );
  }
});

test('resets by the dozen, and records of a log without flags, count as what was sent', async (t) => {
  const others: Row[] = [{ packets: 12 }, { tcp_flags: null }];
  for (const more of others) {
    const sent = Array.from({ length: 300 }, (_, i) => flow(HOST, i, more));
    const context = await flowContext(t, [...sent, ...CONVERSATIONS], { ours: ['192.0.2.0/24'] });
    const { rows } = (await fanOut({}, [], context)) ?? { rows: [] };
    assert.deepEqual(
      rows.map(({ address, targets }) => [address, targets]),
      [
        [HOST, 300],
        [OTHER, 7],
      ],
    );
  }
});
