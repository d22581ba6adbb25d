/** Where a capture's packets begin, and how far apart they are. */
const START = 1_719_878_400;
const MICROS_PER_PACKET = 20;

const IPV4 = 0x0800;

/** The host that scans; its packets are counted for themselves. */
export const SCANNER = 0x0a00_0125;

/** Bytes that are written at a time. */
export const BUFFER = 8 * 2 ** 20;

/** Ends of a packet's way. */
export interface Ends {
  from: number;
  to: number;
  fromPort: number;
  toPort: number;
}

/** Writes packets as records of a pcap file into one buffer. */
export class Capture {
  readonly buffer = Buffer.alloc(BUFFER);
  at = 24;
  packets = 0;
  rejected = 0;
  skipped = 0;
  scanned = 0;
  octets = 0;

  constructor() {
    const header = [0xa1b2_c3d4, 0x0004_0002, 0, 0, 65_535, 1];
    for (const [index, word] of header.entries()) this.buffer.writeUInt32LE(word, index * 4);
  }

  get written(): number {
    return this.packets + this.rejected + this.skipped;
  }

  /** Writes a record's header and that of an Ethernet frame of so many bytes. @returns where its content begins */
  #frame(type: number, length: number, captured = length): number {
    const { buffer, at } = this;
    const micros = this.written * MICROS_PER_PACKET;
    buffer.fill(0, at, at + 16 + 62);
    buffer.writeUInt32LE(START + Math.floor(micros / 1e6), at);
    buffer.writeUInt32LE(micros % 1e6, at + 4);
    buffer.writeUInt32LE(captured, at + 8);
    buffer.writeUInt32LE(length, at + 12);
    buffer.writeUInt8(2, at + 16);
    buffer.writeUInt8(2, at + 22);
    buffer.writeUInt16BE(type, at + 28);
    this.at += 16 + captured;
    return at + 30;
  }

  /** Begins a record of an IPv4 packet with so many bytes behind the IP header. @returns where they are */
  #begin({ from, to }: Ends, protocol: number, length: number): number {
    const { buffer } = this;
    const at = this.#frame(IPV4, Math.max(60, 34 + length));
    buffer.writeUInt8(0x45, at);
    buffer.writeUInt16BE(20 + length, at + 2);
    buffer.writeUInt8(64, at + 8);
    buffer.writeUInt8(protocol, at + 9);
    buffer.writeUInt32BE(from, at + 12);
    buffer.writeUInt32BE(to, at + 16);
    this.packets++;
    if (from === SCANNER) this.scanned++;
    this.octets += 20 + length;
    return at + 20;
  }

  tcp(ends: Ends, flags: number, payload = 0): void {
    const at = this.#begin(ends, 6, 20 + payload);
    this.buffer.writeUInt16BE(ends.fromPort, at);
    this.buffer.writeUInt16BE(ends.toPort, at + 2);
    this.buffer.writeUInt8(0x50, at + 12);
    this.buffer.writeUInt8(flags, at + 13);
  }

  udp(ends: Ends, payload: number): void {
    const at = this.#begin(ends, 17, 8 + payload);
    this.buffer.writeUInt16BE(ends.fromPort, at);
    this.buffer.writeUInt16BE(ends.toPort, at + 2);
    this.buffer.writeUInt16BE(8 + payload, at + 4);
  }

  /** A frame that carries no IP. */
  foreign(type: number): void {
    this.#frame(type, 60);
    this.skipped++;
  }

  /** A frame of which so few bytes were captured that its headers are not whole. */
  short(captured: number): void {
    this.#frame(IPV4, 60, captured);
    this.rejected++;
  }

  /** A frame that says it carries IPv4, and does not: its first byte and its length are these. */
  broken(first: number, length: number): void {
    const at = this.#frame(IPV4, 60);
    this.buffer.writeUInt8(first, at);
    this.buffer.writeUInt16BE(length, at + 2);
    this.rejected++;
  }

  /** A packet that the file ends within. */
  cutOff(): void {
    this.broken(0x45, 40);
    this.at -= 20;
  }
}
