import { open } from 'node:fs/promises';
import { Random } from './random.ts';
import type { Making } from './truth.ts';

/** What a generated capture holds, to compare with what was read from it. */
export interface CaptureTruth {
  bytes: number;
  /** Packets that were written, and what has to become of them. */
  written: number;
  packets: number;
  rejected: number;
  skipped: number;
  /** Packets that the scanner sent. */
  scanned: number;
  /** Bytes of the packets that can be read, from the IP header on. */
  octets: number;
  /** Conversations, and those that only one side sent in. */
  conversations: number;
  unanswered: number;
  /** Rows of the flows table: one for each direction. */
  rows: number;
}

/** `small`: a scan, noise and name look-ups, 134 bytes a packet. `mixed`: connections that carry something. */
export type CaptureKind = 'small' | 'mixed';

const BUFFER = 8 * 2 ** 20;
const LONGEST_PACKET = 2048;
const START = 1_719_878_400;
const MICROS_PER_PACKET = 20;

const IPV4 = 0x0800;

const FIN = 1;
const SYN = 2;
const RST = 4;
const PSH = 8;
const ACK = 16;

const SCANNER = 0x0a00_0125;
const RESOLVER = 0x0a00_0002;
const SCANNED = [22, 23, 445, 3389];
const PROBED = [22, 80, 443, 8080, 5060, 1433];
const SERVERS = 4096;
const HOSTS = 200;
const PORTS = 40_000;

class Traffic extends Random {
  /** An address of the Internet that stands in no private or special range that the hosts are in. */
  public(): number {
    const first = this.between(11, 99);
    return first * 2 ** 24 + (this.next() & 0xff_ffff);
  }
}

/** Ends of a packet's way. */
interface Ends {
  from: number;
  to: number;
  fromPort: number;
  toPort: number;
}

/** Writes packets as records of a pcap file into one buffer. */
class Capture {
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

/** ARP, LLDP, 802.1X, a length instead of a type, a type that is none. */
const FOREIGN = [0x0806, 0x88cc, 0x888e, 0x0026, 0x1234];

/** Version 5, a header of 12 bytes, a packet shorter than its header. */
const BROKEN: readonly (readonly [first: number, length: number])[] = [
  [0x55, 40],
  [0x43, 40],
  [0x46, 20],
];

/** Neither Ethernet's header is whole, nor IP's. */
const SHORT = [0, 13, 14, 33];

/** A packet that a reader has to set aside. */
function plant(capture: Capture, random: Random): void {
  const kind = random.below(3);
  if (kind === 0) capture.foreign(random.of(FOREIGN));
  else if (kind === 1) capture.short(random.of(SHORT));
  else capture.broken(...random.of(BROKEN));
}

function back({ from, to, fromPort, toPort }: Ends): Ends {
  return { from: to, to: from, fromPort: toPort, toPort: fromPort };
}

/** Makes conversations, and counts them. */
class Talks {
  readonly #random: Traffic;
  readonly #capture: Capture;
  readonly #servers: number[];
  #count = 0;
  answered = 0;
  unanswered = 0;

  constructor(capture: Capture, random: Traffic) {
    this.#capture = capture;
    this.#random = random;
    this.#servers = Array.from({ length: SERVERS }, () => this.#random.public());
  }

  #port(): number {
    return 20_000 + (this.#count++ % PORTS);
  }

  /** To be called before `#port`: no pair of host and port comes twice within eight million conversations. */
  #host(): number {
    return 0x0a00_010a + ((this.#count + Math.floor(this.#count / PORTS)) % HOSTS);
  }

  /** A SYN to an address that is not probed twice; one of fifty is refused. */
  scan(): void {
    const toPort = SCANNED[this.#count & 3] ?? 22;
    const probe = { from: SCANNER, to: this.#random.public(), fromPort: this.#port(), toPort };
    this.#capture.tcp(probe, SYN);
    if (this.#random.next() % 50 === 0) {
      this.#capture.tcp(back(probe), RST | ACK);
      this.answered++;
    } else this.unanswered++;
  }

  noise(): void {
    const toPort = PROBED[this.#random.next() % PROBED.length] ?? 22;
    const probe = { from: this.#random.public(), to: this.#host(), fromPort: this.#port(), toPort };
    this.#capture.tcp(probe, SYN);
    this.unanswered++;
  }

  lookUp(): void {
    const ask = { from: this.#host(), to: RESOLVER, fromPort: this.#port(), toPort: 53 };
    this.#capture.udp(ask, this.#random.between(28, 60));
    this.#capture.udp(back(ask), this.#random.between(60, 300));
    this.answered++;
  }

  connect(exchanges: number): void {
    const to = this.#servers[this.#random.next() % SERVERS] ?? 0;
    const out = { from: this.#host(), to, fromPort: this.#port(), toPort: 443 };
    const capture = this.#capture;
    capture.tcp(out, SYN);
    capture.tcp(back(out), SYN | ACK);
    capture.tcp(out, ACK);
    for (let i = 0; i < exchanges; i++) {
      capture.tcp(out, PSH | ACK, this.#random.between(40, 600));
      capture.tcp(back(out), ACK, this.#random.between(200, 1448));
    }
    capture.tcp(out, FIN | ACK);
    capture.tcp(back(out), FIN | ACK);
    this.answered++;
  }

  next(kind: CaptureKind): void {
    const share = this.#random.next() % 100;
    if (share < (kind === 'small' ? 60 : 15)) this.scan();
    else if (share < (kind === 'small' ? 80 : 20)) this.noise();
    else if (share < (kind === 'small' ? 95 : 45)) this.lookUp();
    else this.connect(kind === 'small' ? 1 : this.#random.between(2, 24));
  }
}

/** Packets of one conversation at most, for the room that the buffer needs. */
const LONGEST_TALK = 60 * LONGEST_PACKET;

/**
 * The content of a capture of about so many bytes, a piece at a time; it lasts 20 µs a packet.
 * A piece is valid until the next one is asked for.
 */
export function* captureContent(
  kind: CaptureKind,
  bytes: number,
  { seed = 1, damagedEvery = 0 }: Making = {},
): Generator<Buffer, CaptureTruth> {
  const random = new Traffic(seed);
  const capture = new Capture();
  const talks = new Talks(capture, random);
  let done = 0;
  while (done + capture.at < bytes) {
    talks.next(kind);
    if (damagedEvery > 0 && random.below(damagedEvery) === 0) plant(capture, random);
    if (capture.at > BUFFER - LONGEST_TALK) {
      done += capture.at;
      yield capture.buffer.subarray(0, capture.at);
      capture.at = 0;
    }
  }
  if (damagedEvery > 0) capture.cutOff();
  done += capture.at;
  yield capture.buffer.subarray(0, capture.at);
  const { written, packets, rejected, skipped, scanned, octets } = capture;
  const { answered, unanswered } = talks;
  return {
    bytes: done,
    written,
    packets,
    rejected,
    skipped,
    scanned,
    octets,
    conversations: answered + unanswered,
    unanswered,
    rows: unanswered + 2 * answered,
  };
}

/** Writes such a capture. */
export async function generatePcap(
  kind: CaptureKind,
  path: string,
  bytes: number,
  making: Making = {},
): Promise<CaptureTruth> {
  const file = await open(path, 'w');
  try {
    const content = captureContent(kind, bytes, making);
    for (;;) {
      const { done, value } = content.next();
      if (done === true) return value;
      await file.write(value);
    }
  } finally {
    await file.close();
  }
}
