import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '../../../src/events/engines/engine.ts';
import { classesOf, POT, potOf, record, rowsOf } from './pot.ts';

const STRANGER = '198.51.100.7';

const CASES: readonly { what: string; flows: Row[]; classes: Record<string, number> }[] = [
  {
    what: 'a SYN from outside is unsolicited, and the reset that it gets is an answer and no attack',
    flows: [
      record(STRANGER, POT, [40_000, 445], { tcp_flags: 2 }),
      record(POT, STRANGER, [445, 40_000], { tcp_flags: 4 }),
    ],
    classes: { 'in unsolicited': 1, 'out answer': 1 },
  },
  {
    what: 'what the honeypot asked is begun here, and what comes back is a response',
    flows: [
      record(POT, STRANGER, [40_000, 80], { tcp_flags: 3 }),
      record(STRANGER, POT, [80, 40_000], { tcp_flags: 19 }),
    ],
    classes: { 'in response': 1, 'out begun': 1 },
  },
  {
    what: 'answers that nobody here had asked for are backscatter',
    flows: [
      record(STRANGER, POT, [443, 51_000], { tcp_flags: 18, packets: 1 }),
      record('203.0.113.9', POT, [80, 52_000], { tcp_flags: 4, packets: 1 }),
    ],
    classes: { 'in backscatter': 2 },
  },
  {
    what: 'the reset of a client that began itself is no backscatter',
    flows: [
      record(STRANGER, POT, [40_000, 22], { tcp_flags: 2 }),
      record(POT, STRANGER, [22, 40_000], { tcp_flags: 18 }),
      record(STRANGER, POT, [40_000, 22], { tcp_flags: 4, packets: 1 }),
    ],
    classes: { 'in unsolicited': 2, 'out answer': 1 },
  },
  {
    what: 'the later records of a connection go with its beginning; without one nobody knows',
    flows: [
      record(STRANGER, POT, [40_000, 22], { tcp_flags: 2 }),
      record(STRANGER, POT, [40_000, 22], { tcp_flags: 0, ts_start: '2026-03-02T10:01:00Z' }),
      record(POT, STRANGER, [22, 40_000], { tcp_flags: 0, ts_start: '2026-03-02T10:01:00Z' }),
      record('203.0.113.9', POT, [40_000, 23], { tcp_flags: 0 }),
      record(POT, '203.0.113.9', [23, 40_000], { tcp_flags: 0 }),
    ],
    classes: { 'in unsolicited': 2, 'out answer': 1, 'in not_known': 1, 'out not_known': 1 },
  },
  {
    what: 'TCP without flags is not known, either way',
    flows: [record(STRANGER, POT, [40_000, 445]), record(POT, STRANGER, [445, 40_000])],
    classes: { 'in not_known': 1, 'out not_known': 1 },
  },
  {
    what: 'what saw the packets says who began, whatever the ports are',
    flows: [
      record(STRANGER, POT, [22, 40_000], { initiator: 'src', tcp_flags: 27 }),
      record(POT, STRANGER, [40_000, 22], { initiator: 'dst', tcp_flags: 27 }),
    ],
    classes: { 'in unsolicited': 1, 'out answer': 1 },
  },
  {
    what: 'flags of whole conversations, which both sides have, tell nothing',
    flows: [
      record(STRANGER, POT, [40_000, 445], { tcp_flags: 27 }),
      record(POT, STRANGER, [445, 40_000], { tcp_flags: 27 }),
    ],
    classes: { 'in not_known': 1, 'out not_known': 1 },
  },
  {
    what: 'a datagram to the lower port asks; one from it answers where it was asked, else nobody knows',
    flows: [
      record(STRANGER, POT, [40_000, 53], { protocol: 17 }),
      record(POT, '192.0.2.53', [40_001, 53], { protocol: 17 }),
      record('192.0.2.53', POT, [53, 40_001], { protocol: 17 }),
      record('203.0.113.53', POT, [53, 40_002], { protocol: 17 }),
    ],
    classes: { 'in unsolicited': 1, 'out begun': 1, 'in response': 1, 'in not_known': 1 },
  },
  {
    what: 'pings that nobody answers came unasked; of those that are answered the log does not tell who began',
    flows: [
      record(STRANGER, POT, [0, 0], { protocol: 1 }),
      record('203.0.113.9', POT, [0, 0], { protocol: 1 }),
      record(POT, '203.0.113.9', [0, 0], { protocol: 1 }),
    ],
    classes: { 'in unsolicited': 1, 'in not_known': 1, 'out not_known': 1 },
  },
  {
    what: 'what passes between hosts of ours, or between strangers, is not counted',
    flows: [
      record(POT, '10.50.0.11', [40_000, 22], { tcp_flags: 2 }),
      record(STRANGER, '203.0.113.9', [40_000, 22], { tcp_flags: 2 }),
      record(STRANGER, POT, [40_000, 22], { tcp_flags: 2 }),
    ],
    classes: { 'in unsolicited': 1 },
  },
  {
    what: "a honeypot's own word of a connection is not counted beside the flow log's",
    flows: [
      record(STRANGER, POT, [40_000, 22], { tcp_flags: 2 }),
      record(STRANGER, POT, [40_000, 22], { initiator: 'src', packets: null, bytes: null }),
    ],
    classes: { 'in unsolicited': 1 },
  },
  {
    what: "a honeypot's own word is counted where there is no other",
    flows: [record(STRANGER, POT, [40_000, 22], { initiator: 'src', packets: null, bytes: null })],
    classes: { 'in unsolicited': 1 },
  },
];

for (const { what, flows, classes } of CASES) {
  test(what, async (t) => {
    assert.deepEqual(classesOf(await potOf(t, flows)), classes);
  });
}

test('IPv6 is set apart like IPv4', async (t) => {
  const flows = [
    record('2001:db8:f::7', '2001:db8::10', [40_000, 22], { tcp_flags: 2 }),
    record('2001:db8::10', '2001:db8:f::7', [22, 40_000], { tcp_flags: 18 }),
  ];
  const pot = await potOf(t, flows, { ours: ['2001:db8::/64'] });
  assert.deepEqual(classesOf(pot), { 'in unsolicited': 1, 'out answer': 1 });
});

test('a case without flows has a part that claims nothing', async (t) => {
  const { tables, series, part } = await potOf(t, []);
  assert.deepEqual([tables, series, part.statements, part.set], [[], [], [], undefined]);
});

test('a single record gives no burst, no provider and no share that is not one', async (t) => {
  const pot = await potOf(t, [record(STRANGER, POT, [40_000, 22], { tcp_flags: 2 })]);
  assert.deepEqual(rowsOf(pot, 'honeypot_bursts'), []);
  assert.deepEqual(
    pot.part.statements.map(({ key }) => key),
    ['potCame', 'potNoBursts', 'potSources'],
  );
  assert.deepEqual(rowsOf(pot, 'honeypot_traffic')[0]?.['share_bytes'], 1);
  assert.deepEqual(
    pot.series.map(({ out, in: into }) => ({ out, in: into })),
    [{ out: [0], in: [1] }],
  );
});

test('records that all have one time, and clocks that go back, invent no day and no lifetime', async (t) => {
  const flows = Array.from({ length: 50 }, (_, i) =>
    record(`198.51.100.${i + 1}`, POT, [40_000, 445], { tcp_flags: 2, ts_end: '2026-03-01T09:00:00Z' }),
  );
  const pot = await potOf(t, flows);
  assert.deepEqual(
    rowsOf(pot, 'honeypot_days').map(({ day, flows: n }) => [day, n]),
    [['2026-03-02', 50]],
  );
  assert.deepEqual(
    rowsOf(pot, 'honeypot_lifetimes').map(({ active_days: days, sources }) => [days, sources]),
    [['1', 50]],
  );
  assert.deepEqual(rowsOf(pot, 'honeypot_bursts'), []);
});

test('flows that nothing of ours is in are said to be none, and shown as none', async (t) => {
  const pot = await potOf(t, [record(STRANGER, '203.0.113.9', [40_000, 22], { tcp_flags: 2 })]);
  assert.deepEqual(pot.tables, []);
  assert.deepEqual(
    pot.part.statements.map(({ key }) => key),
    ['potNothing'],
  );
});

test('where the log has no flags, what came in is counted as come unasked, and that is said', async (t) => {
  const pot = await potOf(t, [record(STRANGER, POT, [40_000, 445]), record(POT, STRANGER, [445, 40_000])]);
  assert.ok(pot.part.statements.some(({ key }) => key === 'potUnknownCounted'));
  assert.equal(rowsOf(pot, 'honeypot_sources')[0]?.['sources'], 1);
});

const DAYS = 8;

/** So many flows each day, to a port. */
function daily(counts: readonly number[], port: number): Row[] {
  return counts.flatMap((count, day) =>
    Array.from({ length: count }, (_, i) =>
      record(`198.51.100.${(i % 200) + 1}`, POT, [40_000 + i, port], {
        tcp_flags: 2,
        ts_start: `2026-03-0${day + 1}T10:00:00Z`,
      }),
    ),
  );
}

test('a burst is more than four times the median, and a day just at it is none', async (t) => {
  const quiet = Array.from({ length: DAYS }, () => 10);
  const at = await potOf(t, daily(quiet.with(3, 40), 445));
  assert.deepEqual(rowsOf(at, 'honeypot_bursts'), []);
  const above = await potOf(t, daily(quiet.with(3, 41), 445));
  assert.deepEqual(
    rowsOf(above, 'honeypot_bursts').map(({ day, flows, median_flows: median, port, share_port: share }) => [
      day,
      flows,
      median,
      port,
      share,
    ]),
    [['2026-03-04', 41, 10, 445, 1]],
  );
  assert.deepEqual(above.series[0]?.bursts, { out: [], in: [3] });
  const fewDays = await potOf(t, daily([10, 10, 10, 100], 445));
  assert.deepEqual(rowsOf(fewDays, 'honeypot_bursts'), []);
  const tuned = await potOf(t, daily(quiet.with(3, 30), 445), {
    thresholds: { honeypot: { burst_times_median: 2 } },
  });
  assert.equal(rowsOf(tuned, 'honeypot_bursts').length, 1);
});

test('one period against another counts its flows and addresses', async (t) => {
  const before = { from: '2026-03-01', to: '2026-03-04' };
  const now = { from: '2026-03-05', to: '2026-03-08' };
  const flows = daily([5, 5, 5, 5, 20, 20, 20, 20], 22);
  const pot = await potOf(t, flows, {}, { because: 'asked', periods: { before, now } });
  assert.deepEqual(rowsOf(pot, 'honeypot_periods'), [
    {
      protocol: null,
      port: null,
      sources_before: 5,
      sources_now: 20,
      flows_before: 20,
      flows_now: 80,
      times: 4,
    },
    { protocol: 6, port: 22, sources_before: 5, sources_now: 20, flows_before: 20, flows_now: 80, times: 4 },
  ]);
});
