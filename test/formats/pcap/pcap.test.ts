import { inEnglish } from '../../in-english.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OUT_OF_TIME } from '../../../src/tables/times.ts';
import * as fc from 'fast-check';
import { FORMATS } from '../../../src/formats/index.ts';
import { PcapRecords } from '../../../src/formats/pcap/pcap-records.ts';
import { PcapngRecords } from '../../../src/formats/pcap/pcapng-records.ts';
import { recognise } from '../../../src/evidence/recognise.ts';
import {
  BEGAN,
  block,
  enhanced,
  interfaceBlock,
  obsolete,
  pcap,
  readCapture,
  section,
  simple,
  SYN,
  tcpPacket,
  udpPacket,
} from './capture-builder.ts';
import { accounted, headOf } from '../memory-sink.ts';
import type { Parsed } from '../memory-sink.ts';

const PACKET = tcpPacket('10.10.3.17:40001', '198.51.100.7:443', SYN);
const OTHER = udpPacket('10.10.3.17:5000', '198.51.100.53:53');

function pcapng(...blocks: Uint8Array[]): Parsed {
  return readCapture(() => new PcapngRecords(), Buffer.concat(blocks));
}

function formatOf(file: Uint8Array): string | undefined {
  return recognise(headOf(file), FORMATS).format?.name;
}

function starts(result: Parsed): unknown[] {
  return result.rows.map((row) => row['ts_start']);
}

test('pcap is read in both byte orders, with micro- and nanoseconds', () => {
  for (const little of [true, false]) {
    for (const nano of [true, false]) {
      const file = pcap([{ at: 1.234567, bytes: PACKET }], { little, nano });
      assert.equal(formatOf(file), 'pcap');
      const result = readCapture(() => new PcapRecords(), file);
      assert.deepEqual(starts(result), ['2024-07-02T00:00:01.234567Z'], `little ${little}, nano ${nano}`);
    }
  }
});

test('the frame check sequence length in the link type does not hide it', () => {
  const result = readCapture(() => new PcapRecords(), pcap([{ at: 0, bytes: PACKET }], { link: 0x14000001 }));
  assert.equal(result.parsed, 1);
});

test('a modified pcap is recognised and refused, with what to do', () => {
  const file = pcap([{ at: 0, bytes: PACKET }], { magic: 0xa1b2cd34 });
  assert.equal(formatOf(file), 'pcap');
  const records = new PcapRecords();
  records.feed(file, 0, file.length, 0);
  assert.equal(records.next(), false);
  assert.match(inEnglish(records.problem), /editcap -F pcap/);
});

test('a length that no packet has ends reading there, and what came before is kept', () => {
  const file = pcap([
    { at: 0, bytes: PACKET },
    { at: 1, bytes: PACKET },
  ]);
  file.writeUInt32LE(0x7fffffff, 24 + 16 + PACKET.length + 8);
  const records = new PcapRecords();
  records.feed(file, 0, file.length, 0);
  assert.equal(records.next(), true);
  assert.equal(records.next(), false);
  assert.match(inEnglish(records.problem), /packet 2 says that it has 2,147,483,647 bytes/);
});

test('pcapng is read in both byte orders, also within one file', () => {
  const little = [section(), interfaceBlock(1), enhanced(PACKET, BigInt(BEGAN) * 1_000_000n)];
  const big = [
    section(false),
    interfaceBlock(1, false),
    enhanced(OTHER, BigInt(BEGAN) * 1_000_000n + 500_000n, false),
  ];
  const result = pcapng(...little, ...big);
  assert.equal(formatOf(Buffer.concat(big)), 'pcapng');
  assert.deepEqual(starts(result), ['2024-07-02T00:00:00Z', '2024-07-02T00:00:00.500000Z']);
});

test('every clock of an interface is read: nanoseconds, powers of two, an offset', () => {
  const cases: [number | undefined, number | undefined, bigint][] = [
    [undefined, undefined, BigInt(BEGAN) * 1_000_000n + 250_000n],
    [9, undefined, BigInt(BEGAN) * 1_000_000_000n + 250_000_999n],
    [0x80 | 20, undefined, BigInt(BEGAN) * (1n << 20n) + (1n << 18n)],
    [3, BEGAN - 100, 100_250n],
  ];
  for (const [resolution, offset, units] of cases) {
    const result = pcapng(section(), interfaceBlock(1, true, resolution, offset), enhanced(PACKET, units));
    assert.deepEqual(starts(result), ['2024-07-02T00:00:00.250000Z'], `resolution ${resolution}`);
  }
  // Picoseconds since 1970 do not fit into 64 bits after half a year; such files count from their own beginning.
  const picoseconds = pcapng(
    section(),
    interfaceBlock(1, true, 12, BEGAN),
    enhanced(PACKET, 250_000_999_999n),
  );
  assert.deepEqual(starts(picoseconds), ['2024-07-02T00:00:00.250000Z']);
});

test('a time that no table can hold is rejected', () => {
  const result = pcapng(section(), interfaceBlock(1, true, 0), enhanced(PACKET, 1n << 62n));
  assert.deepEqual(
    result.rejects.map(({ reason }) => reason),
    [inEnglish(OUT_OF_TIME)],
  );
});

test('blocks of every kind: obsolete packets are read, simple ones have no time, others are passed over', () => {
  const result = pcapng(
    section(),
    interfaceBlock(1),
    block(4, Buffer.alloc(8)),
    obsolete(PACKET, BigInt(BEGAN) * 1_000_000n),
    block(5, Buffer.alloc(12)),
    simple(OTHER),
    block(0xbad, Buffer.alloc(2_000_000)),
    enhanced(PACKET, BigInt(BEGAN) * 1_000_000n + 1_000_000n),
  );
  assert.deepEqual(
    result.rows.map((row) => [row['line'], row['ts_start'], row['packets']]),
    [
      [1, '2024-07-02T00:00:00Z', 2],
      [2, undefined, 1],
    ],
  );
  assert.match(result.notes.join(), /simple packet blocks carry no time/);
});

test('broken packet blocks are rejected, with their number and place', () => {
  const broken = enhanced(PACKET, 0n);
  broken.writeUInt32LE(60_000, 20);
  const before = section().length + interfaceBlock(1).length;
  const result = pcapng(
    section(),
    interfaceBlock(1),
    broken,
    enhanced(PACKET, 0n, true, 3),
    block(6, Buffer.alloc(8)),
  );
  assert.equal(accounted(result), 3);
  assert.deepEqual(result.rejects, [
    { line: 1, offset: before, reason: 'the packet says that 60,000 bytes were captured; its block has 56' },
    {
      line: 2,
      offset: before + broken.length,
      reason: 'the packet is of interface 3, which no block before it describes',
    },
    {
      line: 3,
      offset: before + broken.length * 2,
      reason: 'a packet block of 20 bytes, too short for its fields',
    },
  ]);
});

test('a damaged block length ends reading there', () => {
  const damaged = enhanced(PACKET, 0n);
  damaged.writeUInt32LE(0x7fff_fff1, 4);
  const file = Buffer.concat([section(), interfaceBlock(1), enhanced(PACKET, 0n), damaged]);
  const records = new PcapngRecords();
  records.feed(file, 0, file.length, 0);
  assert.equal(records.next(), true);
  assert.equal(records.next(), false);
  assert.match(inEnglish(records.problem), /a block at byte \d+ says that it has 2,147,483,633 bytes/);
});

test('text that only begins like a capture is none', () => {
  assert.equal(formatOf(Buffer.from('\n\r\r\n some text of another kind, forty bytes of it')), undefined);
  assert.equal(formatOf(Buffer.from('d4c3b2a1', 'hex')), undefined);
  assert.equal(formatOf(Buffer.concat([Buffer.from('d4c3b2a1', 'hex'), Buffer.alloc(40, 0x41)])), undefined);
});

test('no bytes make reading a capture throw, however they are cut', () => {
  const whole = [
    pcap([
      { at: 0, bytes: PACKET },
      { at: 1, bytes: OTHER },
    ]),
    Buffer.concat([
      section(),
      interfaceBlock(1, true, 9),
      enhanced(PACKET, 5n),
      simple(OTHER),
      obsolete(PACKET, 7n),
    ]),
  ];
  const change = fc.tuple(fc.nat(), fc.nat(5), fc.uint8Array({ maxLength: 4 }));
  fc.assert(
    fc.property(
      fc.nat(1),
      fc.array(change, { maxLength: 5 }),
      fc.integer({ min: 200, max: 400 }),
      (which, changes, size) => {
        let file = whole[which]!;
        for (const [place, cut, put] of changes) {
          const at = place % (file.length + 1);
          file = Buffer.concat([file.subarray(0, at), put, file.subarray(at + cut)]);
        }
        const records = (): PcapRecords | PcapngRecords =>
          which === 0 ? new PcapRecords() : new PcapngRecords();
        const once = readCapture(records, file);
        assert.equal(accounted(once), once.read);
        assert.deepEqual(readCapture(records, file, { size, shards: 3 }), once);
      },
    ),
    { numRuns: 400 },
  );
});
