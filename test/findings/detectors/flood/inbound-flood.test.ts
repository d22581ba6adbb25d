import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Row } from '../../../../src/events/engines/engine.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import { findAll } from '../../../../src/findings/index.ts';
import { FLOOD_NUMBERS } from '../../../../src/findings/detectors/flood/numbers.ts';
import { flowContext } from '../../support/lake.ts';
import { numberOf } from '../../support/numbers.ts';
import { english } from '../../../english.ts';

const OURS = { ours: ['192.0.2.0/24'] };
const HOST = '192.0.2.10';
const BEGAN = Date.parse('2026-11-18T11:06:00Z');

function at(seconds: number): string {
  return new Date(BEGAN + seconds * 1000).toISOString();
}

interface Part {
  from?: string;
  to?: string;
  begin: number;
  end: number;
  packets: number;
  size?: number;
  protocol?: number;
  sport?: number | null;
  port?: number | null;
  more?: Row;
}

function flow({ from = '198.51.100.7', to = HOST, begin, end, packets, size = 500, ...rest }: Part): Row {
  const { protocol = 17, sport = 40_000, port = 7777, more = {} } = rest;
  return {
    ts_start: at(begin),
    ts_end: at(end),
    src: from,
    dst: to,
    src_port: sport,
    dst_port: port,
    protocol,
    packets,
    bytes: packets * size,
    ...more,
  };
}

/** What our host sent back for it. */
function answer(part: Part, packets: number): Row {
  const { from = '198.51.100.7', sport = 40_000, port = 7777 } = part;
  return flow({ ...part, from: HOST, to: from, sport: port, port: sport, packets, size: 80 });
}

function stranger(i: number): string {
  return `${50 + (i >> 16)}.${(i >> 8) & 255}.${i & 255}.7`;
}

/** Very many senders of one packet each, as forged ones are. */
function forged(count: number, seconds: number, part: Partial<Part> = {}): Row[] {
  return Array.from({ length: count }, (_, i) => {
    const when = (i * seconds) / count;
    return flow({ begin: when, end: when, packets: 1, ...part, from: stranger(i) });
  });
}

async function findingsOf(t: TestContext, rows: readonly Row[]): Promise<Finding[]> {
  return findAll(await flowContext(t, rows, OURS));
}

test('A UDP flood from one address is a finding that names the victim and accuses nobody', async (t) => {
  const rows = [0, 60, 120].map((begin) => flow({ begin, end: begin + 59, packets: 294_000 }));
  const context = await flowContext(t, rows, OURS);
  const [finding, ...others] = await findAll(context);
  assert.deepEqual(others, []);
  const { detector, type, kind, direction, subject, targets } = finding!;
  assert.deepEqual(
    { detector, type, kind, direction, subject, targets },
    {
      detector: 'inbound-flood',
      type: 'ddos',
      kind: 'udp_flood',
      direction: 'inbound',
      subject: {},
      targets: { hosts: 1, ports: [7777], sample: [HOST] },
    },
  );
  assert.equal(numberOf(FLOOD_NUMBERS, finding, 'packets_per_second'), 4900);
  assert.match(english(finding!.message), /from 198\.51\.100\.7 at up to 4,900 packets\/s .* may be forged/);
  assert.equal(context.attackers.all([finding!], context.localNetworks), undefined);
});

test('60,000 packets of as many addresses within 20 s are one flood', async (t) => {
  const [finding, ...others] = await findingsOf(t, forged(60_000, 20));
  assert.deepEqual([finding?.detector, others.length], ['inbound-flood', 0]);
  assert.deepEqual([finding?.numbers.sources, finding?.numbers.packets], [60_000, 60_000]);
  assert.equal(numberOf(FLOOD_NUMBERS, finding, 'packets_per_second'), 3000);
});

test('A flood of ten seconds is not thinned by an hour of noise in a log with long records', async (t) => {
  const noise = Array.from({ length: 600 }, (_, i) =>
    flow({ from: stranger(i), begin: i, end: i, packets: 1, size: 60, port: 1000 + i }),
  );
  const long = flow({ from: '198.51.100.99', begin: 0, end: 599, packets: 20, port: 9 });
  const flood = flow({ begin: 300, end: 309, packets: 250_000 });
  const [finding, ...others] = await findingsOf(t, [...noise, flood]);
  assert.deepEqual([finding?.detector, others.length], ['inbound-flood', 0]);
  assert.equal(numberOf(FLOOD_NUMBERS, finding, 'packets_per_second'), 25_000);
  assert.deepEqual((await findingsOf(t, [...noise, long, ...forged(30_000, 5)])).length, 1);
});

test('Floods of ICMP, of fragments and of protocols that nobody uses say their kind', async (t) => {
  const one = { begin: 0, end: 59, packets: 300_000 };
  const cases: [Part, string][] = [
    [{ ...one, protocol: 1, sport: 0, port: 0 }, 'icmp_flood'],
    [{ ...one, sport: null, port: null }, 'fragment_flood'],
    [{ ...one, protocol: 253, sport: null, port: null }, 'unusual_protocol_flood'],
    [{ ...one, protocol: 47, sport: null, port: null }, 'protocol_flood'],
  ];
  for (const [part, kind] of cases) {
    const found = await findingsOf(t, [flow(part)]);
    assert.deepEqual(
      found.map((finding) => [finding.detector, finding.kind]),
      [['inbound-flood', kind]],
    );
  }
});

test('Pings that are answered one by one are a flood where packets show who began, and else nobody can tell', async (t) => {
  const part: Part = { begin: 0, end: 59, packets: 300_000, size: 84, protocol: 1, sport: null, port: null };
  const seen = (initiator: string | null): Row[] => [
    { ...flow(part), initiator },
    { ...answer(part, 300_000), initiator: initiator === 'src' ? 'dst' : initiator },
  ];
  assert.deepEqual(
    (await findingsOf(t, seen('src'))).map(({ detector }) => detector),
    ['inbound-flood'],
  );
  assert.deepEqual(await findingsOf(t, seen(null)), []);
});

test('Errors that come back for what our host sent are no flood of ICMP', async (t) => {
  const errors: Part = {
    begin: 0,
    end: 59,
    packets: 200_000,
    size: 68,
    protocol: 1,
    sport: null,
    port: null,
  };
  const ours = flow({ from: HOST, to: '198.51.100.7', begin: 0, end: 59, packets: 300_000 });
  const found = await findingsOf(t, [ours, { ...flow(errors), initiator: 'src' }]);
  assert.deepEqual(
    found.map(({ detector, direction }) => [detector, direction]),
    [['flood', 'outbound']],
  );
});

test('What is answered, asked for, sent to a collector or slower than a flood is none', async (t) => {
  const minute = { begin: 0, end: 59 };
  const vpn: Part = { ...minute, packets: 900_000, size: 1400, sport: 51_820, port: 51_820 };
  const quic: Part = { ...minute, packets: 2_400_000, size: 1300, sport: 50_000, port: 443 };
  const cases: Record<string, Row[]> = {
    'a VPN': [flow(vpn), answer(vpn, 90_000)],
    'an upload over QUIC': [flow(quic), answer(quic, 60_000)],
    'answers of a log whose records do not begin together': [
      flow({ ...quic, begin: 59, end: 118 }),
      answer({ ...quic, begin: 60, end: 119 }, 60_000),
    ],
    video: [flow({ ...minute, packets: 1900 * 60, size: 1316 })],
    'video in two records of one minute': [
      flow({ begin: 0, end: 58, packets: 1900 * 59 }),
      flow({ begin: 59, end: 118, packets: 1900 * 60 }),
    ],
    'syslog at a collector': [flow({ ...minute, packets: 600_000, size: 200, port: 514 })],
    'a camera that is controlled over TCP': [
      flow({ ...minute, packets: 300_000, size: 1300, port: 6970 }),
      flow({ ...minute, packets: 40, protocol: 6, sport: 554, port: 50_000 }),
      answer({ ...minute, packets: 40, protocol: 6, sport: 554, port: 50_000 }, 40),
    ],
    'a stream that our host asked for': [
      { ...flow({ ...minute, packets: 300_000 }), initiator: 'dst' },
      { ...answer({ ...minute, packets: 0 }, 3), initiator: 'src' },
    ],
    IPsec: [
      flow({ ...minute, packets: 900_000, protocol: 50, sport: 0, port: 0 }),
      answer({ ...minute, packets: 0, protocol: 50, sport: 0, port: 0 }, 400_000),
    ],
    'a backup': [
      flow({ ...minute, packets: 2_400_000, size: 1400, protocol: 6, sport: 50_000, port: 443 }),
      answer({ ...minute, packets: 0, protocol: 6, sport: 50_000, port: 443 }, 40_000),
    ],
    'a busy name server': Array.from({ length: 3000 }, (_, i): Row[] => {
      const part: Part = { ...minute, from: stranger(i), packets: 60, size: 70, sport: 30_000, port: 53 };
      return [flow(part), answer(part, 59)];
    }).flat(),
    'scans of UDP ports': forged(20_000, 60, { size: 60, port: 161 }),
    'what goes between our own hosts': [flow({ ...minute, from: '192.0.2.20', packets: 900_000 })],
  };
  for (const [what, rows] of Object.entries(cases)) {
    const found = (await findingsOf(t, rows)).filter(({ detector }) => detector === 'inbound-flood');
    assert.deepEqual(
      found.map(({ message }) => english(message)),
      [],
      what,
    );
  }
});

test('A flood at a busy name server counts what was not answered, and its SQL gives the same figures', async (t) => {
  const clients = Array.from({ length: 1000 }, (_, i): Row[] => {
    const part: Part = {
      begin: 0,
      end: 59,
      from: stranger(i),
      packets: 600,
      size: 70,
      sport: 30_000,
      port: 53,
    };
    return [flow(part), answer(part, 590)];
  }).flat();
  const strikers = [1, 2, 3].map((i) =>
    flow({
      from: `203.0.113.${i}`,
      begin: 5,
      end: 45,
      packets: 100_000,
      port: i,
      more: { action: i === 1 ? 'REJECT' : 'ACCEPT' },
    }),
  );
  const others = [4, 5].map((i) =>
    flow({ to: '192.0.2.11', from: `203.0.113.${i}`, begin: 7200, end: 7230, packets: 150_000, port: i }),
  );
  const context = await flowContext(t, [...clients, ...strikers, ...others], OURS);
  const found = (await findAll(context)).filter(({ detector }) => detector === 'inbound-flood');
  assert.deepEqual(
    found.map((finding) => [
      finding.targets.sample[0],
      finding.numbers.packets,
      finding.numbers.sources,
      numberOf(FLOOD_NUMBERS, finding, 'refused_packets'),
      finding.targets.ports,
      finding.lines.length,
    ]),
    [
      [HOST, 300_000, 3, 100_000, [1, 2, 3], 3],
      ['192.0.2.11', 300_000, 2, 0, [4, 5], 2],
    ],
  );
  for (const finding of found) {
    const [row] = await context.engine.query(finding.sql);
    for (const name of ['sources', 'ports', 'flows', 'packets', 'bytes', 'refused_packets'] as const)
      assert.equal(Number(row?.[name]), numberOf(FLOOD_NUMBERS, finding, name), name);
    for (const name of ['packets_per_second', 'bits_per_second'] as const)
      assert.equal(Math.round(Number(row?.[name])), numberOf(FLOOD_NUMBERS, finding, name), name);
    assert.deepEqual([row?.['first'], row?.['last']], [finding.from, finding.to]);
  }
});

test('A reflected flood is told as one and not twice', async (t) => {
  const rows = Array.from({ length: 60 }, (_, i) =>
    flow({ from: stranger(i), begin: 0, end: 59, packets: 6000, size: 468, sport: 123, port: 40_000 }),
  );
  // The host sends something, so that the log shows both directions.
  rows.push(flow({ from: HOST, to: '203.0.113.50', begin: 0, end: 1, packets: 3, port: 443 }));
  assert.deepEqual(
    (await findingsOf(t, rows)).map(({ detector }) => detector),
    ['reflection-victim'],
  );
});

test('Records without times, protocols or packets, and clocks that go back, are no flood and no error', async (t) => {
  const broken = [
    { ...flow({ begin: 0, end: 59, packets: 300_000 }), ts_start: null },
    { ...flow({ begin: 0, end: 59, packets: 300_000 }), protocol: null },
    { ...flow({ begin: 0, end: 59, packets: 300_000 }), src: null },
    { ...flow({ begin: 0, end: 59, packets: 300_000 }), packets: null, bytes: null },
    flow({ begin: 50, end: -500, packets: 10 }),
  ];
  assert.deepEqual(await findingsOf(t, broken), []);
  const [finding] = await findingsOf(t, [...broken, flow({ begin: 60, end: 0, packets: 300_000 })]);
  assert.deepEqual([finding?.detector, finding?.numbers.packets], ['inbound-flood', 300_000]);
});

/** TCP with these flags to a host of ours that speaks to somebody, so that its answers are in the log. */
function stray(flags: number | null, changes: Partial<Part> = {}): Row[] {
  const part: Part = { begin: 0, end: 59, packets: 300_000, size: 40, protocol: 6, port: 443, ...changes };
  const more = { ...changes.more, tcp_flags: flags };
  const visit: Part = {
    from: '198.51.100.200',
    begin: 5,
    end: 9,
    packets: 12,
    size: 300,
    protocol: 6,
    port: 443,
  };
  const flags3 = { more: { tcp_flags: 3 } };
  return [flow({ ...part, more }), flow({ ...visit, ...flags3 }), { ...answer(visit, 14), tcp_flags: 19 }];
}

test('A flood of ACKs or resets is found in a log with flags, though the host resets each of them', async (t) => {
  for (const [flags, kind] of [
    [16, 'tcp_ack_flood'],
    [4, 'tcp_reset_flood'],
    [0, 'unknown'],
  ] as const) {
    const rows = stray(flags);
    const resets = {
      ...answer({ begin: 0, end: 59, packets: 1, protocol: 6, port: 443 }, 300_000),
      tcp_flags: 4,
    };
    const found = await findingsOf(t, [...rows, resets]);
    const own = found.filter(({ detector }) => detector === 'inbound-flood');
    assert.deepEqual(
      own.map((finding) => finding.kind),
      [kind],
      String(flags),
    );
    assert.equal(own[0]?.numbers.protocol, 6);
    assert.equal(own[0]?.numbers.packets, 300_000);
  }
});

test('What TCP has of a connection, answers that others are owed, and a log of one side are no flood of TCP', async (t) => {
  const transfer: Part = { begin: 0, end: 59, packets: 300_000, size: 52, protocol: 6, port: 443 };
  const innocents: Row[][] = [
    // Acknowledgements of a large download, in a later interval of it.
    [...stray(16), { ...answer(transfer, 500_000), tcp_flags: 16 }],
    // The answer of a server to SYNs that were sent in our name.
    stray(18),
    // An upload, whose packets are full.
    stray(16, { size: 1400 }),
    // A log without flags.
    stray(null),
    // Nothing that the host itself sent is in the log.
    stray(16).slice(0, 1),
    // Slower than any flood.
    stray(16, { packets: 30_000 }),
  ];
  for (const [i, rows] of innocents.entries()) {
    const found = await findingsOf(t, rows);
    assert.deepEqual(
      found.filter(({ detector }) => detector === 'inbound-flood'),
      [],
      String(i),
    );
  }
});

test('Resets of a packet or two from very many are backscatter of somebody else, and no flood of TCP', async (t) => {
  const rows = forged(60_000, 20, {
    protocol: 6,
    size: 40,
    port: 40_001,
    sport: 443,
    more: { tcp_flags: 4 },
  });
  const found = await findingsOf(t, [...rows, ...stray(16, { packets: 10 })]);
  assert.deepEqual(
    found.filter(({ detector }) => detector === 'inbound-flood'),
    [],
  );
});
