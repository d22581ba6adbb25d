import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '../../../../src/events/engines/engine.ts';
import { findAll } from '../../../../src/findings/index.ts';
import { tooShort } from '../../../../src/findings/detectors/flood/syn-flood.ts';
import { flowContext } from '../../support/lake.ts';

const OURS = { ours: ['192.0.2.0/24'] };
const BEGAN = Date.parse('2026-11-18T11:06:40Z');

function at(seconds: number): string {
  return new Date(BEGAN + seconds * 1000).toISOString();
}

interface Sent {
  from?: string;
  to?: string;
  begin: number;
  end: number;
  packets: number;
  flags?: number;
}

function flow({ from = '192.0.2.10', to = '198.51.100.7', begin, end, packets, flags = 2 }: Sent): Row {
  return {
    ts_start: at(begin),
    ts_end: at(end),
    src: from,
    dst: to,
    src_port: 40_000,
    dst_port: 80,
    protocol: 6,
    packets,
    bytes: packets * 40,
    tcp_flags: flags,
  };
}

test('8,000 packets in 0.15 s are no rate over 5 s: the case says that this is too short to judge', async (t) => {
  const context = await flowContext(t, [flow({ begin: 0, end: 0.15, packets: 8000 })], OURS);
  assert.deepEqual(await tooShort(context), [
    { key: 'gapTooShort', params: { seconds: 0.15, packets: 8000, target: '198.51.100.7', least: 5 } },
  ]);
});

test('a short capture of what any transfer begins with, and a long one, are judged as they are', async (t) => {
  const quiet = [
    [flow({ begin: 0, end: 0.15, packets: 90 })],
    [flow({ begin: 0, end: 0.001, packets: 40 })],
    // Fast, but somebody else's; and fast, but long enough for a rate.
    [flow({ from: '198.51.100.7', to: '192.0.2.10', begin: 0, end: 0.15, packets: 8000, flags: 16 })],
    [flow({ begin: 0, end: 6, packets: 8000 })],
    [],
  ];
  for (const [index, rows] of quiet.entries())
    assert.deepEqual(await tooShort(await flowContext(t, rows, OURS)), [], String(index));
});

test('SYNs from 37,623 addresses within 24 s are a finding that accuses none of them', async (t) => {
  const rows = Array.from({ length: 37_623 }, (_, i) =>
    flow({
      from: `${50 + Math.floor(i / 65_536)}.${(i >> 8) & 255}.${i & 255}.7`,
      to: '192.0.2.10',
      begin: (i * 24) / 37_623,
      end: (i * 24) / 37_623,
      packets: 1,
    }),
  );
  const findings = await findAll(await flowContext(t, rows, OURS));
  assert.deepEqual(
    findings.map(({ detector, type, direction, subject, targets }) => ({
      detector,
      type,
      direction,
      subject,
      targets,
    })),
    [
      {
        detector: 'syn-flood',
        type: 'ddos',
        direction: 'inbound',
        subject: {},
        targets: { hosts: 1, ports: [80], sample: ['192.0.2.10'] },
      },
    ],
  );
  const { params } = findings[0]?.message ?? { params: {} };
  assert.deepEqual(
    Object.entries(params).filter(([name]) => name === 'sources' || name === 'packets'),
    [
      ['packets', 37_623],
      ['sources', 37_623],
    ],
  );
});

test('6,000 visitors who go on with the handshake are no flood', async (t) => {
  const rows = Array.from({ length: 6000 }, (_, i) =>
    flow({
      from: `50.${(i >> 8) & 255}.${i & 255}.7`,
      to: '192.0.2.10',
      begin: (i * 24) / 6000,
      end: (i * 24) / 6000 + 2,
      packets: 8,
      flags: 27,
    }),
  );
  assert.deepEqual(await findAll(await flowContext(t, rows, OURS)), []);
});
