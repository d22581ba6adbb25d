import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Row } from '../../../../src/events/engines/engine.ts';
import { FLOOD_KINDS } from '../../../../src/model/abuse-types.ts';
import { flood } from '../../../../src/findings/detectors/flood/flood.ts';
import { kindOf } from '../../../../src/findings/detectors/flood/kinds.ts';
import { flowContext } from '../../support/lake.ts';
import { english } from '../../../english.ts';

const OURS = { ours: ['10.10.0.0/16'] };
const BEGAN = Date.parse('2026-11-18T11:06:00Z');
const PACKETS = 291_255;

/** One record a minute of a flood to one target, as far as its log says anything of it. */
function minutes(columns: Row, count = 2): Row[] {
  return Array.from({ length: count }, (_, minute) => ({
    ts_start: new Date(BEGAN + minute * 60_000).toISOString(),
    ts_end: new Date(BEGAN + minute * 60_000 + 59_000).toISOString(),
    src: '10.10.3.10',
    dst: '198.51.100.7',
    src_port: 40_000,
    dst_port: 80,
    protocol: 6,
    packets: PACKETS,
    bytes: PACKETS * 40,
    ...columns,
  }));
}

const KINDS: readonly (readonly [what: string, kind: string, why: string | undefined, columns: Row])[] = [
  ['SYNs alone', 'syn_flood', undefined, { tcp_flags: 2 }],
  ['SYNs with options', 'syn_flood', undefined, { tcp_flags: 2, bytes: PACKETS * 60 }],
  ['resets', 'tcp_reset_flood', undefined, { tcp_flags: 4 }],
  ['acknowledgements, as packets show them', 'tcp_ack_flood', undefined, { tcp_flags: 16 }],
  ['294 MB in a minute to port 80', 'tcp_data_flood', undefined, { tcp_flags: 24, bytes: 294_167_550 }],
  ['the same in a log without flags', 'tcp_data_flood', undefined, { bytes: 294_167_550 }],
  ['a long upload that began with a SYN', 'tcp_data_flood', undefined, { tcp_flags: 2, bytes: 294_167_550 }],
  ['small packets in a log without flags', 'unknown', 'flagless', {}],
  ['small packets in a log that keeps no lone ACK', 'unknown', 'unlogged', { tcp_flags: 0 }],
  ['SYN, ACK and FIN in one record', 'unknown', 'mixed', { tcp_flags: 19 }],
  ['UDP', 'udp_flood', undefined, { protocol: 17 }],
  ['ping', 'icmp_flood', undefined, { protocol: 1, src_port: 0, dst_port: 0 }],
  ['ping over IPv6', 'icmp_flood', undefined, { protocol: 58, src_port: null, dst_port: null }],
  [
    'later fragments, as packets have them',
    'fragment_flood',
    undefined,
    { protocol: 17, src_port: null, dst_port: null },
  ],
  [
    'later fragments, as NetFlow has them',
    'fragment_flood',
    undefined,
    { protocol: 17, src_port: 0, dst_port: 0 },
  ],
  ['UDP to port 0 from ports', 'udp_flood', undefined, { protocol: 17, dst_port: 0 }],
  ['GRE', 'protocol_flood', undefined, { protocol: 47, src_port: 0, dst_port: 0 }],
  ['ESP', 'protocol_flood', undefined, { protocol: 50, src_port: 0, dst_port: 0 }],
  [
    'a number that nobody has assigned',
    'unusual_protocol_flood',
    undefined,
    { protocol: 253, src_port: 0, dst_port: 0 },
  ],
];

for (const [what, kind, why, columns] of KINDS) {
  test(`A flood says its kind, or why it is not known: ${what}`, async (t) => {
    const [finding, ...others] = await flood.detect(await flowContext(t, minutes(columns), OURS));
    assert.deepEqual(others, []);
    assert.equal(finding?.kind, kind);
    const params = new Map<string, unknown>(Object.entries(finding?.message.params ?? {}));
    const protocol = Number(columns['protocol'] ?? 6);
    const size = Math.round(Number(columns['bytes'] ?? PACKETS * 40) / PACKETS);
    assert.deepEqual(params.get('kind'), {
      key: 'floodKind',
      params: { protocol, size, name: kind, ...(why !== undefined && { why }) },
    });
    assert.match(
      english(finding?.message),
      why === undefined ? /flood of|flood[:,]/ : /Kind not known from this log: /,
    );
  });
}

test('One record in ten of another kind does not hide what a flood is, and one in five does', async (t) => {
  const kinds: (string | undefined)[] = [];
  for (const others of [1, 2]) {
    const rows = [
      ...minutes({ tcp_flags: 2 }, 10 - others),
      ...minutes({ tcp_flags: 18, src_port: 40_001 }, others),
    ];
    const [finding] = await flood.detect(await flowContext(t, rows, OURS));
    kinds.push(finding?.kind);
  }
  // A flood that is answered packet by packet is one only where nine tenths are SYNs, and here nothing comes back.
  assert.deepEqual(kinds, ['syn_flood', 'unknown']);
});

test('Whatever the figures are, a kind is one of the known ones, and it is unknown only with a reason', async (t) => {
  const context = await flowContext(t, minutes({}, 1), OURS);
  const figure = fc.oneof(fc.nat(), fc.constantFrom(0, null, Number.MAX_SAFE_INTEGER));
  const sums = fc.record({
    packets: figure,
    bytes: figure,
    syn_packets: figure,
    reset_packets: figure,
    ack_packets: figure,
    unmarked_packets: figure,
    flagless_packets: figure,
    portless_packets: figure,
  });
  fc.assert(
    fc.property(fc.nat({ max: 300 }), sums, (protocol, row) => {
      const { name, why, size } = kindOf(context, protocol, row);
      assert.ok(FLOOD_KINDS.includes(name) && Number.isFinite(size));
      assert.equal(why !== undefined, name === 'unknown');
    }),
    { seed: 19, numRuns: 500 },
  );
});
