import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { PcapRecords } from '../../../src/formats/pcap/pcap-records.ts';
import {
  ACK,
  ethernet,
  FIN,
  IPV4,
  ipv4,
  IPV6,
  ipv6,
  pcap,
  PSH,
  readCapture,
  RST,
  SYN,
  tcp,
  tcpPacket,
  udp,
  udpPacket,
} from './capture-builder.ts';
import type { Captured } from './capture-builder.ts';
import type { Parsed, PlainRow } from '../memory-sink.ts';
import { accounted, reasonsOf } from '../memory-sink.ts';

const HOST = '10.10.3.17:40001';
const SERVER = '198.51.100.7:443';

function read(packets: readonly Captured[], link = 1): Parsed {
  const result = readCapture(() => new PcapRecords(), pcap(packets, { link }));
  assert.equal(accounted(result), result.read);
  return result;
}

/** Packets one millisecond apart. */
function inOrder(...packets: Uint8Array[]): Captured[] {
  return packets.map((bytes, index) => ({ at: index / 1000, bytes }));
}

function pick(rows: readonly PlainRow[], ...columns: string[]): unknown[][] {
  return rows.map((row) => columns.map((column) => row[column] ?? null));
}

const HANDSHAKE = [
  tcpPacket(HOST, SERVER, SYN),
  tcpPacket(SERVER, HOST, SYN | ACK),
  tcpPacket(HOST, SERVER, ACK),
];

test('a conversation is one row for each direction, with its packets, bytes, flags and times', () => {
  const { rows, notes } = read(inOrder(...HANDSHAKE, tcpPacket(HOST, SERVER, PSH | ACK, 'x'.repeat(100))));
  assert.deepEqual(rows, [
    {
      line: 1,
      ts_start: '2024-07-02T00:00:00Z',
      ts_end: '2024-07-02T00:00:00.003000Z',
      src: '10.10.3.17',
      dst: '198.51.100.7',
      src_port: 40001,
      dst_port: 443,
      protocol: 6,
      packets: 3,
      bytes: 40 + 40 + 140,
      tcp_flags: SYN | ACK | PSH,
      state: 'established',
      initiator: 'src',
    },
    {
      line: 2,
      ts_start: '2024-07-02T00:00:00.001000Z',
      ts_end: '2024-07-02T00:00:00.001000Z',
      src: '198.51.100.7',
      dst: '10.10.3.17',
      src_port: 443,
      dst_port: 40001,
      protocol: 6,
      packets: 1,
      bytes: 40,
      tcp_flags: SYN | ACK,
      state: 'established',
      initiator: 'dst',
    },
  ]);
  assert.deepEqual(notes, []);
});

test('a SYN that nobody answers is unanswered, one that RST answers is reset, a lost handshake is answered', () => {
  const { rows } = read(
    inOrder(
      tcpPacket('10.10.3.17:1', '192.0.2.1:22', SYN),
      tcpPacket('10.10.3.17:2', '192.0.2.2:22', SYN),
      tcpPacket('192.0.2.2:22', '10.10.3.17:2', RST | ACK),
      tcpPacket('10.10.3.17:3', '192.0.2.3:22', SYN),
      tcpPacket('192.0.2.3:22', '10.10.3.17:3', SYN | ACK),
    ),
  );
  assert.deepEqual(pick(rows, 'src', 'state', 'initiator'), [
    ['10.10.3.17', 'unanswered', 'src'],
    ['10.10.3.17', 'reset', 'src'],
    ['192.0.2.2', 'reset', 'dst'],
    ['10.10.3.17', 'answered', 'src'],
    ['192.0.2.3', 'answered', 'dst'],
  ]);
});

test('RST at the end of a conversation that was established leaves it established', () => {
  const { rows } = read(inOrder(...HANDSHAKE, tcpPacket(SERVER, HOST, RST)));
  assert.deepEqual(pick(rows, 'state', 'tcp_flags'), [
    ['established', SYN | ACK],
    ['established', SYN | ACK | RST],
  ]);
});

test('backscatter accuses nobody: of a lone SYN-ACK it is not known who began', () => {
  const { rows } = read(inOrder(tcpPacket('192.0.2.9:80', HOST, SYN | ACK)));
  assert.deepEqual(pick(rows, 'state', 'initiator'), [['unanswered', null]]);
});

test('a capture that begins in the middle of a conversation does not say who began it', () => {
  const { rows } = read(inOrder(tcpPacket(SERVER, HOST, ACK, 'x'), tcpPacket(HOST, SERVER, ACK)));
  assert.deepEqual(pick(rows, 'state', 'initiator'), [
    ['established', null],
    ['established', null],
  ]);
});

test('where the SYN was lost, the SYN-ACK that is acknowledged shows who began', () => {
  const { rows } = read(inOrder(...HANDSHAKE.slice(1)));
  assert.deepEqual(pick(rows, 'src', 'initiator'), [
    ['198.51.100.7', 'dst'],
    ['10.10.3.17', 'src'],
  ]);
});

test('ports that are used again after the end begin another conversation', () => {
  const closing = [tcpPacket(HOST, SERVER, FIN | ACK), tcpPacket(SERVER, HOST, FIN | ACK)];
  const { rows } = read(inOrder(...HANDSHAKE, ...closing, ...HANDSHAKE));
  assert.deepEqual(pick(rows, 'line', 'packets'), [
    [1, 3],
    [2, 2],
    [6, 2],
    [7, 1],
  ]);
});

test('a SYN sent again is the same attempt, one half a minute later is another', () => {
  const attempt = tcpPacket(HOST, SERVER, SYN);
  const { rows } = read([0, 1, 3, 7, 15, 31, 63].map((at) => ({ at, bytes: attempt })));
  assert.deepEqual(pick(rows, 'packets', 'state'), [
    [6, 'unanswered'],
    [1, 'unanswered'],
  ]);
});

test('a pause longer than the idle time begins another conversation: a minute of UDP, five of TCP', () => {
  const query = udpPacket('10.10.3.17:5000', '198.51.100.53:123', 'x');
  const udpRows = (gap: number): number =>
    read([
      { at: 0, bytes: query },
      { at: gap, bytes: query },
    ]).rows.length;
  assert.equal(udpRows(60), 1);
  assert.equal(udpRows(61), 2);
  const tcpRows = (gap: number): number =>
    read([
      ...HANDSHAKE.map((bytes) => ({ at: 0, bytes })),
      { at: gap, bytes: tcpPacket(HOST, SERVER, ACK, 'x') },
    ]).rows.length;
  assert.equal(tcpRows(300), 2);
  assert.equal(tcpRows(301), 3);
});

test('a long conversation has a row for each ten minutes, and its beginning is not forgotten', () => {
  const packets = HANDSHAKE.map((bytes) => ({ at: 0, bytes }));
  for (let at = 100; at < 1500; at += 100) packets.push({ at, bytes: tcpPacket(HOST, SERVER, ACK, 'x') });
  const { rows } = read(packets);
  assert.deepEqual(pick(rows, 'ts_start', 'packets', 'state', 'initiator'), [
    ['2024-07-02T00:00:00Z', 7, 'established', 'src'],
    ['2024-07-02T00:00:00Z', 1, 'established', 'dst'],
    ['2024-07-02T00:10:00Z', 6, 'established', 'src'],
    ['2024-07-02T00:20:00Z', 3, 'established', 'src'],
  ]);
});

test('packets of a merged capture that are out of order are covered by their row', () => {
  const bytes = udpPacket('10.10.3.17:5000', '198.51.100.53:123');
  const { rows } = read([5, 3, 8].map((at) => ({ at, bytes })));
  assert.deepEqual(pick(rows, 'ts_start', 'ts_end', 'packets'), [
    ['2024-07-02T00:00:03Z', '2024-07-02T00:00:08Z', 3],
  ]);
});

test('ICMP has no ports; a ping and its answer are one conversation', () => {
  const echo = (type: number): Buffer => Buffer.from([type, 0, 0, 0, 0, 1, 0, 1]);
  const { rows } = read(
    inOrder(
      ethernet(IPV4, ipv4('10.10.3.17', '192.0.2.1', 1, echo(8))),
      ethernet(IPV4, ipv4('192.0.2.1', '10.10.3.17', 1, echo(0))),
    ),
  );
  assert.deepEqual(pick(rows, 'src', 'src_port', 'dst_port', 'protocol', 'state', 'initiator', 'tcp_flags'), [
    ['10.10.3.17', null, null, 1, 'answered', 'src', null],
    ['192.0.2.1', null, null, 1, 'answered', 'dst', null],
  ]);
});

test('IPv6 is read through its extension headers', () => {
  const segment = tcp(40001, 443, SYN);
  const hopByHop = Buffer.concat([Buffer.from([60, 0, 1, 4, 0, 0, 0, 0])]);
  const options = Buffer.concat([Buffer.from([6, 1]), Buffer.alloc(14)]);
  const { rows } = read(
    inOrder(
      ethernet(IPV6, ipv6('2001:db8::17', '2001:db8:1::7', 0, Buffer.concat([hopByHop, options, segment]))),
      ethernet(IPV6, ipv6('2001:db8:1::7', '2001:db8::17', 6, tcp(443, 40001, SYN | ACK))),
    ),
  );
  assert.deepEqual(pick(rows, 'src', 'src_port', 'dst', 'dst_port', 'bytes', 'state'), [
    ['2001:db8::17', 40001, '2001:db8:1::7', 443, 40 + 8 + 16 + 20, 'answered'],
    ['2001:db8:1::7', 443, '2001:db8::17', 40001, 60, 'answered'],
  ]);
});

test('later fragments are counted to the conversation of the first', () => {
  const from = '10.10.3.17';
  const to = '192.0.2.1';
  const flood = Buffer.concat([udp(5000, 80, 'x'.repeat(72))]);
  const v6Fragment = (offset: number, more: number, payload: Uint8Array): Buffer =>
    ipv6(
      '2001:db8::17',
      '2001:db8::1',
      44,
      Buffer.concat([Buffer.from([17, 0, 0, (offset << 3) | more, 0, 0, 0, 9]), payload]),
    );
  const { rows, notes } = read(
    inOrder(
      ethernet(IPV4, ipv4(from, to, 17, flood, { id: 7, more: true })),
      ethernet(IPV4, ipv4(from, to, 17, Buffer.alloc(16), { id: 7, offset: 10 })),
      ethernet(IPV4, ipv4(from, to, 17, Buffer.alloc(16), { id: 8, offset: 10 })),
      ethernet(IPV6, v6Fragment(0, 1, udp(5000, 80, 'x'.repeat(8)))),
      ethernet(IPV6, v6Fragment(2, 0, Buffer.alloc(8))),
    ),
  );
  assert.deepEqual(pick(rows, 'line', 'src_port', 'dst_port', 'packets', 'bytes'), [
    [1, 5000, 80, 2, 100 + 36],
    [3, null, null, 1, 36],
    [4, 5000, 80, 2, 64 + 56],
  ]);
  assert.match(notes.join(), /fragments whose first fragment does not come before them/);
});

test('VLAN tags, two of them too, are looked through', () => {
  const inner = ipv4('10.10.3.17', '192.0.2.1', 17, udp(5000, 80));
  const tag = (type: number): Buffer => Buffer.from([0, 42, type >> 8, type & 255]);
  const once = ethernet(0x8100, Buffer.concat([tag(IPV4), inner]));
  const twice = ethernet(0x88a8, Buffer.concat([tag(0x8100), tag(IPV4), inner]));
  assert.deepEqual(pick(read(inOrder(once, twice)).rows, 'dst_port', 'packets'), [[80, 2]]);
});

test('Linux cooked captures, raw IP and loopback captures are read', () => {
  const v4 = ipv4('10.10.3.17', '192.0.2.1', 17, udp(5000, 80));
  const v6 = ipv6('2001:db8::17', '2001:db8::1', 17, udp(5000, 80));
  const cooked = Buffer.concat([Buffer.alloc(14), Buffer.from([8, 0]), v4]);
  const cooked2 = Buffer.concat([Buffer.from([0x86, 0xdd]), Buffer.alloc(18), v6]);
  const cases: [number, Uint8Array, string][] = [
    [113, cooked, '192.0.2.1'],
    [276, cooked2, '2001:db8::1'],
    [101, v4, '192.0.2.1'],
    [101, v6, '2001:db8::1'],
    [12, v4, '192.0.2.1'],
    [228, v4, '192.0.2.1'],
    [229, v6, '2001:db8::1'],
    [0, Buffer.concat([Buffer.from([2, 0, 0, 0]), v4]), '192.0.2.1'],
    [0, Buffer.concat([Buffer.from([0, 0, 0, 30]), v6]), '2001:db8::1'],
    [108, Buffer.concat([Buffer.from([0, 0, 0, 2]), v4]), '192.0.2.1'],
  ];
  for (const [link, bytes, dst] of cases) {
    assert.deepEqual(pick(read(inOrder(bytes), link).rows, 'dst', 'dst_port'), [[dst, 80]], `link ${link}`);
  }
});

test('packets of a link that is not read are rejected, with its name', () => {
  const { rejects, rows } = read(inOrder(Buffer.alloc(60)), 127);
  assert.deepEqual(rejects, [
    { line: 1, offset: 24, reason: 'link type 127 (IEEE 802.11 with radiotap header) is not read' },
  ]);
  assert.deepEqual(rows, []);
});

test('what is no IP packet is skipped, and what is a broken one is rejected', () => {
  const good = ipv4('10.10.3.17', '192.0.2.1', 17, udp(5000, 80));
  const headerOf16 = Buffer.from(good);
  headerOf16[0] = 0x44;
  const version5 = Buffer.from(good);
  version5[0] = 0x55;
  const { skipped, rejects, parsed } = read(
    inOrder(
      ethernet(0x0806, Buffer.alloc(28)),
      ethernet(0x0026, Buffer.alloc(38)),
      ethernet(0x1234, Buffer.alloc(46)),
      ethernet(IPV4, headerOf16),
      ethernet(IPV4, version5),
      ethernet(IPV4, ipv4('10.10.3.17', '192.0.2.1', 17, udp(5000, 80), { total: 19 })),
      ethernet(IPV4, good.subarray(0, 12)),
      ethernet(IPV4, Buffer.alloc(0)).subarray(0, 9),
      ethernet(IPV6, good),
      ethernet(IPV4, good),
    ),
  );
  assert.deepEqual(skipped, {
    'no IP packet: ARP': 1,
    'no IP packet: IEEE 802.3 with LLC': 1,
    'no IP packet: EtherType 0x1234': 1,
  });
  assert.deepEqual(reasonsOf(rejects), [
    [4, 'an IPv4 header of 16 bytes; it has 20 at least'],
    [5, 'IP version 5 where IPv4 was announced'],
    [6, 'an IPv4 packet of 19 bytes with a header of 20'],
    [7, '12 bytes were captured, too few for the IPv4 header'],
    [8, '9 bytes were captured, too few for the Ethernet header'],
    [9, '28 bytes were captured, too few for the IPv6 header'],
  ]);
  assert.equal(parsed, 1);
});

test('with a short snapshot length the bytes are those of the wire, and missing ports are said', () => {
  const whole = tcpPacket(HOST, SERVER, SYN, 'x'.repeat(1000));
  const { rows, notes } = read([
    { at: 0, bytes: whole.subarray(0, 54), wire: whole.length },
    { at: 0, bytes: whole.subarray(0, 36), wire: whole.length },
  ]);
  assert.deepEqual(pick(rows, 'dst_port', 'tcp_flags', 'bytes'), [
    [443, SYN, 1040],
    [null, 0, 1040],
  ]);
  assert.match(notes.join(), /the snapshot length was too small/);
});

test('a packet that claims to be longer than what was on the wire counts what was there', () => {
  const bytes = ethernet(IPV4, ipv4('10.10.3.17', '192.0.2.1', 17, udp(5000, 80), { total: 65_535 }));
  assert.deepEqual(pick(read(inOrder(bytes)).rows, 'bytes'), [[28]]);
});

test('any number of threads counts the same, however the file is cut', () => {
  const port = fc.integer({ min: 1, max: 4 });
  const flags = fc.constantFrom(SYN, SYN | ACK, ACK, RST, FIN | ACK);
  const packet = fc.tuple(fc.integer({ min: 1, max: 3 }), port, fc.integer({ min: 1, max: 3 }), port, flags);
  const timed = fc.tuple(fc.integer({ min: 0, max: 200 }), packet);
  fc.assert(
    fc.property(
      fc.array(timed, { maxLength: 60 }),
      fc.integer({ min: 2, max: 5 }),
      fc.integer({ min: 120, max: 900 }),
      (list, shards, size) => {
        let at = 0;
        const packets = list.map(([gap, [a, p, b, q, f]]) => {
          at += gap;
          return { at, bytes: tcpPacket(`10.0.0.${a}:${p}`, `10.0.0.${b}:${q}`, f) };
        });
        const file = pcap(packets);
        const alone = readCapture(() => new PcapRecords(), file);
        const together = readCapture(() => new PcapRecords(), file, { shards, size });
        assert.deepEqual(together, alone);
        assert.equal(alone.parsed, list.length);
        const counted = alone.rows.reduce((sum, row) => sum + Number(row['packets']), 0);
        assert.equal(counted, list.length);
      },
    ),
    { numRuns: 150 },
  );
});

test('more conversations than fit at one moment are written early, too', () => {
  const packets = Array.from({ length: 2000 }, (_, i) =>
    tcpPacket(`10.0.${i >> 8}.${i & 255}:1`, SERVER, SYN),
  );
  const file = pcap(packets.map((bytes) => ({ at: 0, bytes })));
  const { parsed, rows, notes } = readCapture(() => new PcapRecords(), file, { size: 4000, maxOpen: 500 });
  assert.deepEqual([parsed, rows.length], [2000, 2000]);
  assert.match(notes.join(), /written early/);
});

test('packets of every kind between the same hosts are counted the same by any number of threads', () => {
  const fragment = (offset: number, more: boolean, payload: Uint8Array): Buffer =>
    ethernet(IPV4, ipv4('10.10.3.17', '192.0.2.1', 17, payload, { id: 7, offset, more }));
  const segment = tcp(40_000, 443, SYN);
  const plain = ipv4('10.10.3.17', '192.0.2.1', 6, segment);
  const kinds = [
    ethernet(IPV4, plain),
    tcpPacket('192.0.2.1:443', '10.10.3.17:40000', SYN | ACK),
    ethernet(0x8100, Buffer.concat([Buffer.from([0, 5, 8, 0]), plain])),
    ethernet(IPV4, ipv4('10.10.3.17', '192.0.2.1', 6, segment, { options: Buffer.from([1, 1, 1, 1]) })),
    fragment(0, true, udp(5000, 80, 'x'.repeat(8))),
    fragment(2, false, Buffer.from('the rest')),
    ethernet(IPV6, ipv6('2001:db8::17', '2001:db8:5::1', 6, segment)),
    ethernet(IPV4, ipv4('10.10.3.17', '192.0.2.1', 1, Buffer.alloc(8))),
    ethernet(0x0806, Buffer.alloc(28)),
    ethernet(IPV4, plain).subarray(0, 30),
  ];
  const file = pcap(inOrder(...kinds, ...kinds, ...kinds));
  const alone = readCapture(() => new PcapRecords(), file);
  assert.deepEqual([alone.read, alone.parsed, alone.rejects.length], [30, 24, 3]);
  for (let shards = 2; shards < 12; shards++) {
    assert.deepEqual(
      readCapture(() => new PcapRecords(), file, { shards, size: 200 }),
      alone,
    );
  }
});

test('more conversations than fit are written early, with a note, and no packet is lost', () => {
  const packets = Array.from({ length: 3000 }, (_, i) => ({
    at: i / 100,
    bytes: tcpPacket(`10.0.${i >> 8}.${i & 255}:1`, SERVER, SYN),
  }));
  const again = packets.map(({ at, bytes }) => ({ at: at + 30, bytes }));
  const result = readCapture(() => new PcapRecords(), pcap([...packets, ...again]), {
    size: 4000,
    maxOpen: 500,
  });
  const counted = result.rows.reduce((sum, row) => sum + Number(row['packets']), 0);
  assert.equal(counted, 6000);
  assert.ok(result.rows.length > 3000);
  assert.match(result.notes.join(), /more conversations were open at once/);
});

test('no bytes behind a link header make reading throw, and every packet is counted once', () => {
  const link = fc.constantFrom(0, 1, 12, 101, 108, 113, 228, 229, 276, 105);
  const start = fc.constantFrom(
    '',
    '450000',
    '60000000',
    '02000000000102000000000208',
    '0000000000000000000000000000',
  );
  fc.assert(
    fc.property(
      link,
      fc.array(fc.tuple(start, fc.uint8Array({ maxLength: 120 })), { maxLength: 8 }),
      (type, list) => {
        const packets = list.map(([first, rest]) => Buffer.concat([Buffer.from(first, 'hex'), rest]));
        read(inOrder(...packets), type);
      },
    ),
    { numRuns: 400 },
  );
});
