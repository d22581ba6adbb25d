import { open } from 'node:fs/promises';
import { BUFFER, Capture, SCANNER } from './capture.ts';
import type { Ends } from './capture.ts';
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

const LONGEST_PACKET = 2048;
const FIN = 1;
const SYN = 2;
const RST = 4;
const PSH = 8;
const ACK = 16;

const RESOLVER = 0x0a00_0002;
const SCANNED = [22, 23, 445, 3389];
const PROBED = [22, 80, 443, 8080, 5060, 1433];
const SERVERS = 4096;
const HOSTS = 200;
const PORTS = 40_000;

class Traffic extends Random {
  /** An address of the Internet that is in no private or special range that the hosts are in. */
  public(): number {
    const first = this.between(11, 99);
    return first * 2 ** 24 + (this.next() & 0xff_ffff);
  }
}

/** ARP, LLDP, 802.1X, a length instead of a type, a type that nobody assigned. */
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
