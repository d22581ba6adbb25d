import { open } from 'node:fs/promises';
import { damagedFlow, longFlow } from './flow-damage.ts';
import { Pen } from './pen.ts';
import { Random } from './random.ts';
import type { LineTruth, Making, Planted } from './truth.ts';
import { count } from './truth.ts';

export interface FlowTruth extends LineTruth {
  /** Sum of the records' `bytes`, of all and by interface. */
  octets: number;
  octetsByInterface: Map<string, number>;
  /** Records by `dstport`. */
  byTargetPort: Map<number, number>;
}

export type FlowVersion = 'v2' | 'v5';

interface FlowMaking extends Making {
  /** So many addresses scan and are scanned; 0: every third record has one not seen before. */
  strangers?: number;
}

const V2 =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
const HEADERS: Record<FlowVersion, string> = {
  v2: V2,
  v5: `${V2} vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path`,
};

const START = 1_719_878_400;
const RECORDS_PER_SECOND = 20_000;
const HOSTS = 200;

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

const NO_FLOW: Flow = {
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

const INTERFACES = Array.from({ length: HOSTS }, (_, host) => `eni-0${hex16(0x2000 + host)}`);

function hex16(value: number): string {
  return value.toString(16).padStart(16, '0');
}

function writeRecord(pen: Pen, version: FlowVersion, flow: Flow, start: number, end: number): void {
  pen.text(version === 'v2' ? '2 123456789010 ' : '5 123456789010 ');
  pen.text(`${INTERFACES[flow.host]} `);
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
  pen.text(`i-0${hex16(0x1000 + flow.host)} `);
  pen.number(flow.flags);
  pen.text('IPv4 ');
  pen.address(flow.source);
  pen.address(flow.target);
  pen.text(`us-east-1 use1-az1 - - ${flow.direction}\n`);
}

/** Sums without a look-up by text for each record. */
class Sums {
  readonly #octets = new Float64Array(HOSTS);
  readonly #ports = new Uint32Array(65_536);

  add({ host, targetPort, octets }: Flow): void {
    this.#octets[host]! += octets;
    this.#ports[targetPort]!++;
  }

  addTo(truth: FlowTruth): void {
    for (const [host, octets] of this.#octets.entries()) {
      truth.octets += octets;
      if (octets > 0) count(truth.octetsByInterface, INTERFACES[host]!, octets);
    }
    for (const [port, records] of this.#ports.entries())
      if (records > 0) truth.byTargetPort.set(port, records);
  }
}

/** Writes a flow log of about `megabytes` MB; the same content for the same arguments. */
export async function generateFlows(
  path: string,
  megabytes: number,
  version: FlowVersion,
  { seed = 1, damagedEvery = 0, strangers = 0 }: FlowMaking = {},
): Promise<FlowTruth> {
  const random = new Random(seed);
  const servers = Uint32Array.from({ length: 4096 }, () => publicAddress(random));
  const known = Uint32Array.from({ length: strangers }, () => publicAddress(random));
  const file = await open(path, 'w');
  const pen = new Pen(file);
  const sums = new Sums();
  const truth: FlowTruth = {
    bytes: 0,
    lines: 1,
    parsed: 0,
    rejected: 0,
    skipped: 1,
    lineSum: 0,
    octets: 0,
    octetsByInterface: new Map(),
    byTargetPort: new Map(),
  };
  const wanted = megabytes * 1_000_000;
  const header = HEADERS[version];
  const dashes = ' -'.repeat(version === 'v2' ? 0 : 13);
  const flow = { ...NO_FLOW };
  let long = damagedEvery > 0;

  function next(): void {
    const start = START + Math.floor(truth.lines / RECORDS_PER_SECOND);
    const begin = pen.at;
    truth.lines++;
    if (truth.lines % 1000 === 1) {
      pen.text(
        `${version.slice(1)} 123456789010 eni-00000000000002000 - - - - - - - ${start} ${start + 59} - NODATA${dashes}\n`,
      );
      truth.skipped++;
      return;
    }
    nextFlow(random, servers, known, flow);
    writeRecord(pen, version, flow, start, start + (random.next() % 60));
    if (long && pen.bytes > wanted / 2) {
      long = false;
      plant(longFlow(pen.takeBack(begin).trimEnd()));
    } else if (damagedEvery > 0 && random.below(damagedEvery) === 0) {
      plant(damagedFlow(pen.takeBack(begin).trimEnd(), header, random));
    } else {
      truth.parsed++;
      truth.lineSum += truth.lines;
      sums.add(flow);
    }
  }

  function plant({ text, becomes }: Planted): void {
    pen.text(`${text}\n`);
    truth[becomes]++;
  }

  try {
    pen.text(`${header}\n`);
    while (pen.bytes < wanted) {
      next();
      await pen.makeRoom();
    }
    if (damagedEvery > 0) {
      pen.text(`${version.slice(1)} 123456789010 eni-0`);
      truth.lines++;
      truth.rejected++;
    }
    await pen.flush();
  } finally {
    await file.close();
  }
  truth.bytes = pen.bytes;
  sums.addTo(truth);
  return truth;
}
