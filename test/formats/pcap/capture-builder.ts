import { inEnglish } from '../../in-english.ts';
import type { PacketRecords } from '../../../src/formats/packets/packet-records.ts';
import { FlowMeter } from '../../../src/formats/packets/flow-meter.ts';
import { markRecords, MAX_MARKS } from '../../../src/formats/packets/shards.ts';
import { parseAddress } from '../../../src/net/address.ts';
import type { Parsed } from '../memory-sink.ts';
import { MemorySink } from '../memory-sink.ts';

export const FIN = 1;
export const SYN = 2;
export const RST = 4;
export const PSH = 8;
export const ACK = 16;

function be16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value & 0xffff);
  return bytes;
}

function be32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

export function tcp(
  from: number,
  to: number,
  flags: number,
  payload: string | Uint8Array = '',
  sequence = 1,
): Buffer {
  return Buffer.concat([
    be16(from),
    be16(to),
    be32(sequence),
    be32(0),
    Buffer.from([0x50, flags]),
    be16(64_240),
    be32(0),
    Buffer.from(payload),
  ]);
}

export function udp(from: number, to: number, payload: string | Uint8Array = ''): Buffer {
  return Buffer.concat([be16(from), be16(to), be16(8 + payload.length), be16(0), Buffer.from(payload)]);
}

function key(address: string): Buffer {
  const parsed = parseAddress(address);
  if (parsed === undefined) throw new Error(`${address} is no address`);
  return Buffer.from(parsed.family === 4 ? parsed.key.subarray(12) : parsed.key);
}

/** What an IPv4 header may say besides. `offset` of a fragment is in units of eight bytes. */
interface V4Fields {
  id?: number;
  more?: boolean;
  offset?: number;
  options?: Uint8Array;
  /** Instead of the true one. */
  total?: number;
}

export function ipv4(
  source: string,
  destination: string,
  protocol: number,
  payload: Uint8Array,
  fields: V4Fields = {},
): Buffer {
  const options = fields.options ?? new Uint8Array(0);
  const header = 20 + options.length;
  return Buffer.concat([
    Buffer.from([0x40 | (header / 4), 0]),
    be16(fields.total ?? header + payload.length),
    be16(fields.id ?? 1),
    be16((fields.more === true ? 0x2000 : 0) | (fields.offset ?? 0)),
    Buffer.from([64, protocol]),
    be16(0),
    key(source),
    key(destination),
    options,
    payload,
  ]);
}

/** @param protocol of the first header that follows */
export function ipv6(source: string, destination: string, protocol: number, payload: Uint8Array): Buffer {
  return Buffer.concat([
    be32(0x60000000),
    be16(payload.length),
    Buffer.from([protocol, 64]),
    key(source),
    key(destination),
    payload,
  ]);
}

export const IPV4 = 0x0800;
export const IPV6 = 0x86dd;

export function ethernet(type: number, payload: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('020000000001020000000002', 'hex'), be16(type), payload]);
}

/** Address and port of `192.0.2.1:443`. */
function endOf(text: string): [address: string, port: number] {
  const [address = '', port] = text.split(':');
  return [address, Number(port)];
}

/** A TCP packet over IPv4 and Ethernet, as most of a capture is. */
export function tcpPacket(
  from: string,
  to: string,
  flags: number,
  payload: string | Uint8Array = '',
  sequence = 1,
): Buffer {
  const [source, sourcePort] = endOf(from);
  const [destination, destinationPort] = endOf(to);
  const segment = tcp(sourcePort, destinationPort, flags, payload, sequence);
  return ethernet(IPV4, ipv4(source, destination, 6, segment));
}

export function udpPacket(from: string, to: string, payload: string | Uint8Array = ''): Buffer {
  const [source, sourcePort] = endOf(from);
  const [destination, destinationPort] = endOf(to);
  return ethernet(IPV4, ipv4(source, destination, 17, udp(sourcePort, destinationPort, payload)));
}

/** A packet and its time in seconds after 2024-07-02T00:00:00Z. */
export interface Captured {
  at: number;
  bytes: Uint8Array;
  /** Length on the wire, if not all of it was captured. */
  wire?: number;
}

export const BEGAN = Date.UTC(2024, 6, 2) / 1000;

interface PcapShape {
  little?: boolean;
  nano?: boolean;
  link?: number;
  magic?: number;
}

class Writer {
  readonly #parts: Buffer[] = [];
  readonly #little: boolean;

  constructor(little: boolean) {
    this.#little = little;
  }

  u16(value: number): this {
    const bytes = be16(value);
    this.#parts.push(this.#little ? bytes.swap16() : bytes);
    return this;
  }

  u32(value: number): this {
    const bytes = be32(value);
    this.#parts.push(this.#little ? bytes.swap32() : bytes);
    return this;
  }

  bytes(bytes: Uint8Array): this {
    this.#parts.push(Buffer.from(bytes));
    return this;
  }

  get result(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** A capture in libpcap's format. */
export function pcap(packets: readonly Captured[], shape: PcapShape = {}): Buffer {
  const { little = true, nano = false, link = 1 } = shape;
  const file = new Writer(little);
  file.u32(shape.magic ?? (nano ? 0xa1b23c4d : 0xa1b2c3d4));
  file.u16(2).u16(4).u32(0).u32(0).u32(262_144).u32(link);
  for (const { at, bytes, wire } of packets) {
    const seconds = Math.floor(at);
    const fraction = Math.round((at - seconds) * (nano ? 1e9 : 1e6));
    file
      .u32(BEGAN + seconds)
      .u32(fraction)
      .u32(bytes.length)
      .u32(wire ?? bytes.length)
      .bytes(bytes);
  }
  return file.result;
}

/** One block of a pcapng file. */
export function block(type: number, body: Uint8Array, little = true): Buffer {
  const padding = (4 - (body.length % 4)) % 4;
  const length = 12 + body.length + padding;
  return new Writer(little).u32(type).u32(length).bytes(body).bytes(new Uint8Array(padding)).u32(length)
    .result;
}

export function section(little = true): Buffer {
  const body = new Writer(little).u32(0x1a2b3c4d).u16(1).u16(0).u32(0xffff_ffff).u32(0xffff_ffff).result;
  return block(0x0a0d0d0a, body, little);
}

/** @param resolution value of `if_tsresol`; @param offset of `if_tsoffset`, seconds */
export function interfaceBlock(link: number, little = true, resolution?: number, offset?: number): Buffer {
  const body = new Writer(little).u16(link).u16(0).u32(0);
  if (resolution !== undefined)
    body
      .u16(9)
      .u16(1)
      .bytes(Uint8Array.of(resolution, 0, 0, 0));
  if (offset !== undefined) {
    const words = [offset < 0 ? -1 : 0, offset];
    body.u16(14).u16(8);
    for (const word of little ? words.toReversed() : words) body.u32(word);
  }
  return block(1, body.u16(0).u16(0).result, little);
}

/** @param units time in the interface's units */
export function enhanced(bytes: Uint8Array, units: bigint, little = true, name = 0): Buffer {
  const body = new Writer(little)
    .u32(name)
    .u32(Number(units >> 32n))
    .u32(Number(units & 0xffff_ffffn));
  return block(6, body.u32(bytes.length).u32(bytes.length).bytes(bytes).result, little);
}

export function simple(bytes: Uint8Array): Buffer {
  return block(3, new Writer(true).u32(bytes.length).bytes(bytes).result);
}

export function obsolete(bytes: Uint8Array, units: bigint): Buffer {
  const body = new Writer(true)
    .u16(0)
    .u16(0xffff)
    .u32(Number(units >> 32n))
    .u32(Number(units & 0xffff_ffffn));
  return block(2, body.u32(bytes.length).u32(bytes.length).bytes(bytes).result);
}

interface Reading {
  shards?: number;
  /** Bytes handed in at a time. */
  size?: number;
  maxOpen?: number;
}

const SEED = 12_345;

/** Reads a capture as the feeder and the threads do, cut into pieces of about `size` bytes of whole records. */
export function readCapture(records: () => PacketRecords, file: Uint8Array, reading: Reading = {}): Parsed {
  const { shards = 1, size = file.length } = reading;
  const result: Parsed = { rows: [], read: 0, parsed: 0, skipped: {}, rejects: [], notes: [] };
  const tally = {
    parsed: (records = 1) => void (result.parsed += records),
    skipped: (packed: string) => {
      const reason = inEnglish(packed);
      result.skipped[reason] = (result.skipped[reason] ?? 0) + 1;
    },
    rejected: (line: number, offset: number, reason: string) =>
      void result.rejects.push({ line, offset, reason: inEnglish(reason) }),
    note: (packed: string) => {
      const text = inEnglish(packed);
      if (!result.notes.includes(text)) result.notes.push(text);
    },
  };
  const meters = Array.from(
    { length: shards },
    (_, shard) => new FlowMeter(records(), { shard, shards, seed: SEED }, reading.maxOpen),
  );
  const sink = new MemorySink('flows');
  const cutter = records();
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const marks = new Int32Array(MAX_MARKS);
  for (let start = 0, end = size; ; end += size) {
    const stop = Math.min(end, file.length);
    cutter.feed(file, start, stop, start);
    const marked = markRecords(cutter, view, start, marks, shards, SEED);
    const cut = cutter.rest;
    for (const meter of meters) {
      if (cut > start) meter.count(file, start, cut, start, sink, tally, marked && { marks, ...marked });
      while (meter.due) meter.sweep(sink, 3);
    }
    start = cut;
    if (stop === file.length || cutter.problem !== undefined) break;
  }
  for (const meter of meters) {
    while (meter.finish(sink, 3)) {
      // A few rows at a time.
    }
  }
  result.read = cutter.number;
  result.rejects.sort((a, b) => a.line - b.line);
  result.notes.sort();
  result.rows = sink.rows.sort((a, b) => Number(a['line']) - Number(b['line']));
  return result;
}
