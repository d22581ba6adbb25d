import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Row } from '../../../src/events/engines/engine.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { findAll } from '../../../src/findings/index.ts';
import { flowContext } from '../support/lake.ts';

const OURS = { ours: ['10.10.0.0/16'] };
const HOST = '10.10.3.10';
const STRANGER = '198.51.100.7';
const BEGAN = Date.parse('2026-11-18T11:06:00Z');

interface Packet {
  src: string;
  dst: string;
  sport: number;
  dport: number;
  flags: number | null;
  at?: number;
  packets?: number;
  bytes?: number;
}

function record({ src, dst, sport, dport, flags, at = 0, packets = 1, bytes = 40 * packets }: Packet): Row {
  const time = new Date(BEGAN + at * 1000).toISOString();
  return {
    ts_start: time,
    ts_end: time,
    src,
    dst,
    src_port: sport,
    dst_port: dport,
    protocol: 6,
    packets,
    bytes,
    tcp_flags: flags,
  };
}

/** What a log keeps of flags: all that packets have, or as VPC Flow Logs have it: ACK with SYN, and neither PSH nor URG. */
type Keeps = 'all' | 'some';

function kept(flags: number, keeps: Keeps): number {
  if (keeps === 'all') return flags;
  return (flags & 7) | ((flags & 2) !== 0 ? flags & 16 : 0);
}

interface Scan {
  from?: string;
  to?: (i: number) => string;
  port?: (i: number) => number;
  flags: number;
  keeps: Keeps;
  /** Closed ports answer by a reset; open and filtered ones do not. */
  closed?: boolean;
  count?: number;
}

function scan({ from = HOST, to = () => STRANGER, port = (i) => i + 1, count = 60, ...rest }: Scan): Row[] {
  const { flags, keeps, closed = true } = rest;
  return Array.from({ length: count }, (_, i): Row[] => {
    const there = {
      src: from,
      dst: to(i),
      sport: 51_000,
      dport: port(i),
      flags: kept(flags, keeps),
      at: i / 10,
    };
    const back = {
      ...there,
      src: there.dst,
      dst: from,
      sport: port(i),
      dport: 51_000,
      flags: kept(20, keeps),
    };
    return closed ? [record(there), record(back)] : [record(there)];
  }).flat();
}

async function findingsOf(t: TestContext, rows: readonly Row[]): Promise<Finding[]> {
  return findAll(await flowContext(t, rows, OURS));
}

function said(found: readonly Finding[]): string[] {
  return found.map(({ detector, subject, kind }) => `${detector} ${subject.address} ${kind}`);
}

const [FIN, NULL, XMAS] = [1, 0, 41];

/** A conversation in a log that keeps all flags, by which it shows that it does. */
const TALK = [
  record({ src: HOST, dst: '203.0.113.80', sport: 40_000, dport: 443, flags: 27, packets: 9, bytes: 900 }),
  record({ src: '203.0.113.80', dst: HOST, sport: 443, dport: 40_000, flags: 27, packets: 9, bytes: 9000 }),
];

const KINDS: readonly (readonly [flags: number, all: string, some: string])[] = [
  [FIN, 'fin_scan', 'fin_or_xmas_scan'],
  [NULL, 'null_scan', 'null_or_ack_scan'],
  [XMAS, 'xmas_scan', 'fin_or_xmas_scan'],
];

for (const [flags, all, some] of KINDS) {
  for (const keeps of ['all', 'some'] as const) {
    const kind = keeps === 'all' ? all : some;
    test(`${all} of a host's ports is one finding each way, in a log that keeps ${keeps} flags`, async (t) => {
      for (const closed of [true, false]) {
        const talk = keeps === 'all' ? TALK : [];
        const out = await findingsOf(t, [...talk, ...scan({ flags, keeps, closed })]);
        assert.deepEqual(said(out), [`port-scan-vertical ${HOST} ${kind}`], `out, ${closed}`);
        assert.equal(out[0]?.numbers.unanswered_pairs, 60);
        const inward = await findingsOf(t, [
          ...talk,
          ...scan({ from: STRANGER, to: () => HOST, flags, keeps, closed }),
        ]);
        assert.deepEqual(said(inward), [`inbound-scan ${STRANGER} ${kind}`], `in, ${closed}`);
        assert.equal(inward[0]?.numbers.unanswered_pairs, 60);
      }
    });
  }
}

test('A FIN scan over one port of a network is found, and its SQL gives the same pairs', async (t) => {
  const rows = [
    ...TALK,
    ...scan({ flags: FIN, keeps: 'all', to: (i) => `198.51.100.${i + 1}`, port: () => 22 }),
  ];
  const context = await flowContext(t, rows, OURS);
  const found = await findAll(context);
  assert.deepEqual(said(found), [`port-scan-horizontal ${HOST} fin_scan`]);
  const [row] = await context.engine.query(found[0]!.sql);
  assert.deepEqual([row?.['pairs'], row?.['fin_pairs'], row?.['null_pairs']], [60, 60, 0]);
});

test('A SYN scan has no odd kind, and a scan that changes its flags midway none either', async (t) => {
  const syn = scan({ flags: 2, keeps: 'all' });
  assert.deepEqual(said(await findingsOf(t, syn)), [`port-scan-vertical ${HOST} undefined`]);
  const both = [...syn, ...scan({ flags: FIN, keeps: 'all', port: (i) => 200 + i })];
  assert.deepEqual(said(await findingsOf(t, both)), [`port-scan-vertical ${HOST} undefined`]);
});

test('Ends of old connections are no scan: of our server to one client, of our crawler, of many clients, and data under way', async (t) => {
  const ports = Array.from({ length: 60 }, (_, i) => i);
  const end = (src: string, dst: string, sport: number, dport: number): Row[] => [
    record({ src, dst, sport, dport, flags: 1 }),
    record({ src: dst, dst: src, sport: dport, dport: sport, flags: 4 }),
  ];
  const cases: Record<string, Row[]> = {
    'idle connections that our server closes, and the client has forgotten': ports.flatMap((i) =>
      end(HOST, STRANGER, 443, 40_000 + i),
    ),
    'the same with a server outside': ports.flatMap((i) => end(STRANGER, HOST, 443, 40_000 + i)),
    'connections of a crawler, whose beginnings the log has': ports.flatMap((i) => {
      const target = `198.51.100.${i + 1}`;
      return [
        record({
          src: HOST,
          dst: target,
          sport: 40_000,
          dport: 443,
          flags: 2,
          at: -70,
          packets: 9,
          bytes: 900,
        }),
        record({
          src: target,
          dst: HOST,
          sport: 443,
          dport: 40_000,
          flags: 18,
          at: -70,
          packets: 9,
          bytes: 9000,
        }),
        ...end(HOST, target, 40_000, 443),
      ];
    }),
    'clients behind one address that end their connections to our server': ports.flatMap((i) =>
      end(STRANGER, HOST, 40_000 + i, 443),
    ),
    'parts of connections with data': ports.map((i) =>
      record({ src: STRANGER, dst: HOST, sport: 40_000, dport: i + 1, flags: 0, packets: 2, bytes: 2000 }),
    ),
    'odd packets to a few ports': scan({ flags: XMAS, keeps: 'all', count: 8 }),
  };
  for (const [what, rows] of Object.entries(cases))
    assert.deepEqual(said(await findingsOf(t, rows)), [], what);
});
