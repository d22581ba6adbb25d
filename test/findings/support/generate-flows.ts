import type { Row } from '../../../src/events/engines/engine.ts';

/** Which fields the log has, and which interfaces are logged. */
export type Variant = 'v2 whole VPC' | 'v2 NAT only' | 'v5 whole VPC' | 'v5 NAT only';

/** Numbers from a seed: the same seed, the same numbers (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = (seed * 2654435761) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return Math.floor((((x ^ (x >>> 14)) >>> 0) / 4294967296) * below);
  };
}

/** What one side of a flow sent. */
export interface Sent {
  packets: number;
  bytes: number;
  /** As the log ORs them; TCP only. */
  flags?: number;
}

/** One flow between a host of ours and a remote one, and what came back. */
export interface Talk {
  host: string;
  remote: string;
  /** The remote port; for an inbound flow the host's. */
  port: number;
  protocol?: number;
  /** Seconds after the log's start. */
  at: number;
  seconds?: number;
  out: Sent | undefined;
  back: Sent | undefined;
  /** The remote side began it. */
  inbound?: boolean;
  action?: 'ACCEPT' | 'REJECT';
  /** The asking side's port; by chance when absent. */
  clientPort?: number;
  /** Does not pass the NAT gateway: the host has a public address, or the remote is inside. */
  direct?: boolean;
}

export const START = Date.UTC(2024, 6, 2, 0, 0, 0) / 1000;
export const NAT = { address: '10.10.2.68', interface: 'eni-0000000000000nat', public: '203.0.113.10' };

function time(seconds: number): string {
  return new Date(Math.floor(START + seconds) * 1000).toISOString();
}

/** A VPC of hosts behind one NAT gateway whose interfaces record flows as AWS describes it. */
export class Vpc {
  readonly rows: Row[] = [];
  readonly next: (below: number) => number;
  readonly hosts: readonly string[];
  readonly #variant: Variant;

  constructor(seed: number, variant: Variant, hosts = 400) {
    this.next = numbers(seed);
    this.#variant = variant;
    this.hosts = Array.from(
      { length: hosts },
      (_, i) => `10.10.${3 + Math.floor(i / 200)}.${10 + (i % 200)}`,
    );
  }

  static interfaceOf(host: string): string {
    return `eni-${host
      .split('.')
      .map((part) => Number(part).toString(16).padStart(2, '0'))
      .join('')
      .padStart(17, '0')}`;
  }

  static instanceOf(host: string): string {
    return Vpc.interfaceOf(host).replace('eni-', 'i-');
  }

  pick<T>(list: readonly T[]): T {
    return list[this.next(list.length)]!;
  }

  /** An address of the internet, outside every block that is special or ours. */
  remote(): string {
    const first = this.pick([3, 8, 23, 45, 52, 91, 104, 151, 185, 193, 212]);
    return `${first}.${this.next(256)}.${this.next(256)}.${1 + this.next(254)}`;
  }

  #record(row: {
    networkInterface: string;
    instance: string | undefined;
    src: string;
    dst: string;
    ports: readonly [number, number];
    talk: Talk;
    sent: Sent;
    packet?: readonly [string, string];
    egress: boolean;
  }): void {
    const { networkInterface, instance, src, dst, ports, talk, sent, egress } = row;
    const [pktSrc, pktDst] = row.packet ?? [src, dst];
    const protocol = talk.protocol ?? 6;
    const v5 = this.#variant.startsWith('v5');
    this.rows.push({
      ts_start: time(talk.at),
      ts_end: time(talk.at + (talk.seconds ?? 0)),
      src,
      dst,
      src_port: ports[0],
      dst_port: ports[1],
      protocol,
      packets: sent.packets,
      bytes: sent.bytes,
      action: talk.action ?? 'ACCEPT',
      interface: networkInterface,
      account: '123456789012',
      ...(v5
        ? {
            tcp_flags: protocol === 6 ? (sent.flags ?? 0) : 0,
            direction: egress ? 'egress' : 'ingress',
            instance: instance ?? null,
            pkt_src: pktSrc,
            pkt_dst: pktDst,
          }
        : {}),
    });
  }

  /** Records the flow wherever an interface is logged. */
  talk(talk: Talk): void {
    const client = talk.clientPort ?? 32768 + this.next(28000);
    const near = talk.inbound === true ? talk.port : client;
    const far = talk.inbound === true ? client : talk.port;
    if (this.#variant.endsWith('whole VPC')) this.#atHost(talk, near, far);
    if (talk.direct !== true) this.#atNat(talk, near, far);
  }

  #atHost(talk: Talk, near: number, far: number): void {
    const { host, remote, out, back } = talk;
    const own = { networkInterface: Vpc.interfaceOf(host), instance: Vpc.instanceOf(host), talk };
    if (out !== undefined)
      this.#record({ ...own, src: host, dst: remote, ports: [near, far], sent: out, egress: true });
    if (back !== undefined) {
      this.#record({ ...own, src: remote, dst: host, ports: [far, near], sent: back, egress: false });
    }
  }

  #atNat(talk: Talk, near: number, far: number): void {
    const { host, remote, out, back } = talk;
    const port = 1024 + this.next(64000);
    const nat = NAT.address;
    const own = { networkInterface: NAT.interface, instance: undefined, talk };
    if (out !== undefined) {
      const packet = [host, remote] as const;
      this.#record({ ...own, src: host, dst: nat, packet, ports: [near, far], sent: out, egress: false });
      this.#record({ ...own, src: nat, dst: remote, ports: [port, far], sent: out, egress: true });
    }
    if (back !== undefined) {
      const packet = [remote, host] as const;
      this.#record({ ...own, src: remote, dst: nat, ports: [far, port], sent: back, egress: false });
      this.#record({ ...own, src: nat, dst: host, packet, ports: [far, near], sent: back, egress: true });
    }
  }
}
