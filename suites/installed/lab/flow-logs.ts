import { readFileSync } from 'node:fs';

/** One packet of a capture, as far as a flow log says anything of it. */
interface Packet {
  /** Seconds since 1970. */
  at: number;
  src: string;
  dst: string;
  protocol: number;
  srcPort: number;
  dstPort: number;
  bytes: number;
  flags: number;
}

const PCAP_HEADER = 24;
const RECORD_HEADER = 16;
const ETHERNET = 14;
const [TCP, UDP] = [6, 17];

function dotted(bytes: Buffer, at: number): string {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
}

/** IPv4 packets of a capture that tcpdump wrote on this computer (pcap, Ethernet, microseconds). */
function* packetsOf(file: string): Generator<Packet> {
  const bytes = readFileSync(file);
  if (bytes.readUInt32LE(0) !== 0xa1b2c3d4 || bytes.readUInt32LE(20) !== 1)
    throw new Error(`${file}: another kind of capture`);
  for (let at = PCAP_HEADER; at + RECORD_HEADER <= bytes.length;) {
    const [seconds, captured] = [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 8)];
    const ip = at + RECORD_HEADER + ETHERNET;
    at += RECORD_HEADER + captured;
    if (at > bytes.length || captured < ETHERNET + 20 || bytes[ip]! >> 4 !== 4) continue;
    const protocol = bytes[ip + 9]!;
    const header = (bytes[ip]! & 15) * 4;
    const ports = protocol === TCP || protocol === UDP;
    const inner = ip + header;
    yield {
      at: seconds,
      src: dotted(bytes, ip + 12),
      dst: dotted(bytes, ip + 16),
      protocol,
      srcPort: ports ? bytes.readUInt16BE(inner) : 0,
      dstPort: ports ? bytes.readUInt16BE(inner + 2) : 0,
      bytes: bytes.readUInt16BE(ip + 2),
      flags: protocol === TCP ? bytes[inner + 13]! : 0,
    };
  }
}

/** "The maximum interval of time during which a flow is captured and aggregated into a flow log record" (Amazon VPC User Guide). */
const AGGREGATION = 60;
const ACCOUNT = '123456789012';
/** Of the flags a record has FIN, SYN, RST and ACK beside SYN (Amazon VPC User Guide, field `tcp-flags`); an ACK alone is none. */
const [FIN_SYN_RST, SYN, ACK] = [7, 2, 16];

interface Flow {
  packet: Packet;
  interface: string;
  packets: number;
  bytes: number;
  flags: number;
  end: number;
}

function hex(address: string): string {
  return address
    .split('.')
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('');
}

/**
 * The capture as VPC flow logs would have it: a record for each five-tuple and minute at the network interface of each host of
 * ours that has one.
 * @param interfaces addresses of ours
 */
export function flowLogs(file: string, interfaces: ReadonlySet<string>): { v2: string; v5: string } {
  const flows = new Map<string, Flow>();
  for (const packet of packetsOf(file)) {
    const own = [packet.src, packet.dst].filter((address) => interfaces.has(address));
    for (const address of own) {
      const { at, src, dst, srcPort, dstPort, protocol, bytes, flags } = packet;
      const key = `${Math.floor(at / AGGREGATION)} ${address} ${src} ${srcPort} ${dst} ${dstPort} ${protocol}`;
      const known = flows.get(key);
      const kept = (flags & FIN_SYN_RST) | ((flags & SYN) !== 0 ? flags & ACK : 0);
      if (known === undefined) {
        flows.set(key, {
          packet,
          interface: `eni-0${hex(address)}00000000`,
          packets: 1,
          bytes,
          flags: kept,
          end: at,
        });
      } else {
        known.packets += 1;
        known.bytes += bytes;
        known.flags |= kept;
        known.end = at;
      }
    }
  }
  const sorted = [...flows.values()].toSorted((a, b) => a.packet.at - b.packet.at);
  const v2 = [
    'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status',
  ];
  const v5 = [
    'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region flow-direction',
  ];
  for (const { packet, interface: id, packets, bytes, flags, end } of sorted) {
    const { src, dst, srcPort, dstPort, protocol, at } = packet;
    const common = `${ACCOUNT} ${id} ${src} ${dst} ${srcPort} ${dstPort} ${protocol} ${packets} ${bytes} ${at} ${Math.max(end, at + 1)} ACCEPT OK`;
    v2.push(`2 ${common}`);
    const direction = interfaces.has(dst) && id.includes(hex(dst)) ? 'ingress' : 'egress';
    v5.push(
      `5 ${common} vpc-0a1b2c3d4e5f60718 subnet-0a1b2c3d4e5f60718 i-0${id.slice(5)} ${flags} IPv4 ${src} ${dst} eu-central-1 ${direction}`,
    );
  }
  return { v2: `${v2.join('\n')}\n`, v5: `${v5.join('\n')}\n` };
}
