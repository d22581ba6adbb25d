import { open } from 'node:fs/promises';
import { Random } from './random.ts';

/** What a generated flow log holds, to compare with what was read from it. */
export interface FlowFile {
  bytes: number;
  lines: number;
  records: number;
  /** NODATA lines. */
  empty: number;
  /** Sum of the records' `bytes`. */
  octets: number;
}

export type FlowVersion = 'v2' | 'v5';

const V2 =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
const HEADERS: Record<FlowVersion, string> = {
  v2: `${V2}\n`,
  v5: `${V2} vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path\n`,
};

const START = 1_719_878_400;
const RECORDS_PER_SECOND = 20_000;
const BUFFER = 8 * 2 ** 20;
const LONGEST_LINE = 512;
const HOSTS = 200;

/** Writes text and numbers into one buffer without making strings of the numbers. */
class Pen {
  readonly buffer = Buffer.allocUnsafe(BUFFER);
  at = 0;

  text(text: string): void {
    this.at += this.buffer.write(text, this.at, 'latin1');
  }

  number(value: number): void {
    let digits = 1;
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++;
    let rest = value;
    for (let i = digits - 1; i >= 0; i--) {
      const next = Math.floor(rest / 10);
      this.buffer[this.at + i] = 48 + rest - next * 10;
      rest = next;
    }
    this.at += digits;
    this.buffer[this.at++] = 32;
  }

  address(value: number): void {
    for (let shift = 24; shift >= 0; shift -= 8) {
      this.number((value >>> shift) & 255);
      this.buffer[this.at - 1] = 46;
    }
    this.buffer[this.at - 1] = 32;
  }
}

interface Flow {
  host: number;
  source: number;
  target: number;
  sourcePort: number;
  targetPort: number;
  packets: number;
  octets: number;
  flags: number;
  action: string;
  direction: string;
}

function privateAddress(host: number): number {
  return 0x0a00_010a + host;
}

function publicAddress(random: Random): number {
  return ((random.between(16, 126) << 24) | (random.next() & 0xff_ffff)) >>> 0;
}

/** One of those given; if none are, any. */
function stranger(random: Random, strangers: Uint32Array): number {
  return strangers[random.next() % strangers.length] ?? publicAddress(random);
}

const NOISE_PORTS = [22, 23, 80, 443, 3389, 445, 8080, 5060, 1433, 6379];
const SCAN_PORTS = [22, 23, 445, 3389];

/** One flow of a busy VPC: a scanner, noise from the internet, ordinary traffic both ways. */
function nextFlow(random: Random, servers: Uint32Array, strangers: Uint32Array, flow: Flow): void {
  const kind = random.next() % 1000;
  const host = random.next() % HOSTS;
  flow.host = host;
  flow.sourcePort = random.between(32_768, 60_999);
  flow.action = 'ACCEPT ';
  if (kind < 180) {
    flow.host = 27;
    flow.source = privateAddress(27);
    flow.target = stranger(random, strangers);
    flow.targetPort = SCAN_PORTS[random.next() & 3] ?? 22;
    Object.assign(flow, { packets: 1, octets: 44, flags: 2, direction: 'egress 8' });
  } else if (kind < 360) {
    flow.source = stranger(random, strangers);
    flow.target = privateAddress(host);
    flow.targetPort = NOISE_PORTS[random.next() % 10] ?? 80;
    Object.assign(flow, { packets: 1, octets: 40, flags: 2, direction: 'ingress -', action: 'REJECT ' });
  } else {
    const server = servers[random.next() & 4095] ?? 0;
    const out = (kind & 1) === 0;
    flow.source = out ? privateAddress(host) : server;
    flow.target = out ? server : privateAddress(host);
    flow.targetPort = out ? 443 : flow.sourcePort;
    if (!out) flow.sourcePort = 443;
    flow.packets = random.between(5, 40);
    flow.octets = flow.packets * random.between(60, 1400);
    flow.flags = out ? 3 : 19;
    flow.direction = out ? 'egress 8' : 'ingress -';
  }
}

function writeRecord(pen: Pen, version: FlowVersion, flow: Flow, start: number, end: number): void {
  const eni = `eni-0${(0x2000 + flow.host).toString(16).padStart(16, '0')} `;
  pen.text(version === 'v2' ? '2 123456789010 ' : '5 123456789010 ');
  pen.text(eni);
  pen.address(flow.source);
  pen.address(flow.target);
  pen.number(flow.sourcePort);
  pen.number(flow.targetPort);
  pen.number(6);
  pen.number(flow.packets);
  pen.number(flow.octets);
  pen.number(start);
  pen.number(end);
  pen.text(flow.action);
  if (version === 'v2') {
    pen.text('OK\n');
    return;
  }
  pen.text('OK vpc-0abcdef0123456789 subnet-0aaaaaaa012345678 ');
  pen.text(`i-0${(0x1000 + flow.host).toString(16).padStart(16, '0')} `);
  pen.number(flow.flags);
  pen.text('IPv4 ');
  pen.address(flow.source);
  pen.address(flow.target);
  pen.text(`us-east-1 use1-az1 - - ${flow.direction}\n`);
}

/**
 * Writes a flow log of about `megabytes` MB; the same content for the same arguments.
 * @param strangers so many addresses scan and are scanned; 0: every third record has one not seen before
 */
export async function generateFlows(
  path: string,
  megabytes: number,
  version: FlowVersion,
  strangers = 0,
): Promise<FlowFile> {
  const random = new Random();
  const servers = Uint32Array.from({ length: 4096 }, () => publicAddress(random));
  const known = Uint32Array.from({ length: strangers }, () => publicAddress(random));
  const pen = new Pen();
  const made: FlowFile = { bytes: 0, lines: 1, records: 0, empty: 0, octets: 0 };
  const flow: Flow = {
    host: 0,
    source: 0,
    target: 0,
    sourcePort: 0,
    targetPort: 0,
    packets: 0,
    octets: 0,
    flags: 0,
    action: '',
    direction: '',
  };
  const wanted = megabytes * 1_000_000;
  const dashes = ' -'.repeat(version === 'v2' ? 0 : 13);
  const file = await open(path, 'w');
  try {
    pen.text(HEADERS[version]);
    while (made.bytes + pen.at < wanted) {
      const start = START + Math.floor(made.lines / RECORDS_PER_SECOND);
      if (made.lines % 1000 === 0) {
        pen.text(
          `${version.slice(1)} 123456789010 eni-00000000000002000 - - - - - - - ${start} ${start + 59} - NODATA${dashes}\n`,
        );
        made.empty++;
      } else {
        nextFlow(random, servers, known, flow);
        writeRecord(pen, version, flow, start, start + (random.next() % 60));
        made.records++;
        made.octets += flow.octets;
      }
      made.lines++;
      if (pen.at > BUFFER - LONGEST_LINE) {
        await file.write(pen.buffer, 0, pen.at);
        made.bytes += pen.at;
        pen.at = 0;
      }
    }
    await file.write(pen.buffer, 0, pen.at);
    made.bytes += pen.at;
  } finally {
    await file.close();
  }
  return made;
}
