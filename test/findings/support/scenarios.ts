import type { Vpc } from './generate-flows.ts';

/** Seconds that the made logs cover. */
export const HOUR = 3600;

const SYN = 2;
const ASKS = 3;
const ANSWERS = 19;
const RST = 4;

/** A connection that was answered and carried something. */
export function conversation(vpc: Vpc, host: string, remote: string, port: number, at: number): void {
  const packets = 6 + vpc.next(30);
  vpc.talk({
    host,
    remote,
    port,
    at,
    seconds: vpc.next(40),
    out: { packets, bytes: packets * (60 + vpc.next(300)), flags: ASKS },
    back: { packets: packets + vpc.next(10), bytes: packets * (200 + vpc.next(1200)), flags: ANSWERS },
  });
}

/** A SYN to which nobody answers, as the kernel repeats it within one record. */
export function unanswered(
  vpc: Vpc,
  host: string,
  remote: string,
  port: number,
  at: number,
  packets = 1,
): void {
  vpc.talk({ host, remote, port, at, out: { packets, bytes: packets * 60, flags: SYN }, back: undefined });
}

/** A SYN to a closed port: one reset back. */
export function refused(vpc: Vpc, host: string, remote: string, port: number, at: number): void {
  const out = { packets: 1, bytes: 60, flags: SYN };
  vpc.talk({ host, remote, port, at, out, back: { packets: 1, bytes: 40, flags: RST } });
}

/** What every host does: updates and calls to the same few services, answered but for the odd one. */
export function everyday(vpc: Vpc, flowsEach = 2): void {
  const services = Array.from({ length: 30 }, () => vpc.remote());
  for (const host of vpc.hosts) {
    for (let i = 0; i < flowsEach; i++) {
      const at = vpc.next(HOUR);
      if (vpc.next(50) === 0) unanswered(vpc, host, vpc.pick(services), 443, at, 1 + vpc.next(6));
      else conversation(vpc, host, vpc.pick(services), 443, at);
    }
  }
}

/** A crawler: connections to very many hosts, of which one in twelve is dead. */
export function crawler(vpc: Vpc, host: string, targets = 200): void {
  for (let i = 0; i < targets; i++) {
    const [remote, at] = [vpc.remote(), vpc.next(HOUR)];
    const port = vpc.next(4) === 0 ? 80 : 443;
    if (vpc.next(12) === 0) unanswered(vpc, host, remote, port, at, 1 + vpc.next(6));
    else conversation(vpc, host, remote, port, at);
  }
}

/** A peer-to-peer client: peers on all ports, many of them gone. */
export function peerToPeer(vpc: Vpc, host: string, peers = 150): void {
  for (let i = 0; i < peers; i++) {
    const [remote, at] = [vpc.remote(), vpc.next(HOUR)];
    const port = vpc.next(4) === 0 ? 6881 : 10_000 + vpc.next(50_000);
    if (vpc.next(100) < 55) unanswered(vpc, host, remote, port, at, 1 + vpc.next(3));
    else conversation(vpc, host, remote, port, at);
  }
}

/** Peers on the one port of a network of old (Gnutella, eDonkey): most are gone, every sixth answers. */
export function onePortPeers(vpc: Vpc, host: string, protocol: 6 | 17, peers = 300): void {
  const port = protocol === 17 ? 6346 : 4662;
  for (let i = 0; i < peers; i++) {
    const [remote, at] = [vpc.remote(), vpc.next(1200)];
    const gone = i % 6 !== 0;
    if (protocol === 6 && gone) unanswered(vpc, host, remote, port, at, 1 + vpc.next(3));
    else if (protocol === 6) conversation(vpc, host, remote, port, at);
    else {
      const out = { packets: 1, bytes: 36 };
      vpc.talk({ host, remote, port, protocol, at, out, back: gone ? undefined : { packets: 1, bytes: 60 } });
    }
  }
}

/** A resolver of its own that asks the internet's name servers. */
export function resolver(vpc: Vpc, host: string, questions = 200): void {
  for (let i = 0; i < questions; i++) {
    const back = vpc.next(10) === 0 ? undefined : { packets: 1, bytes: 80 + vpc.next(400) };
    vpc.talk({
      host,
      remote: vpc.remote(),
      port: 53,
      protocol: 17,
      at: vpc.next(HOUR),
      out: { packets: 1, bytes: 60 + vpc.next(30) },
      back,
    });
  }
}

/** A server of the NTP pool: clients from port 123, one packet in, one packet out. */
export function timeServer(vpc: Vpc, host: string, clients = 150): void {
  for (let i = 0; i < clients; i++) {
    const sent = { packets: 1, bytes: 76 };
    const clientPort = vpc.next(2) === 0 ? 123 : 1024 + vpc.next(60_000);
    const [remote, at] = [vpc.remote(), vpc.next(HOUR)];
    vpc.talk({
      host,
      remote,
      port: 123,
      protocol: 17,
      at,
      out: sent,
      back: sent,
      inbound: true,
      clientPort,
      direct: true,
    });
  }
}

/** A mail server that delivers to many others, of which some are down, and takes in what comes for its own. */
export function mailServer(vpc: Vpc, host: string, mails = 100): void {
  for (let i = 0; i < mails; i++) {
    const [remote, at] = [vpc.remote(), vpc.next(HOUR)];
    if (vpc.next(8) === 0) unanswered(vpc, host, remote, 25, at, 2 + vpc.next(4));
    else conversation(vpc, host, remote, 25, at);
  }
  for (let i = 0; i < mails / 4; i++) {
    const [remote, at] = [vpc.remote(), vpc.next(HOUR)];
    const out = { packets: 11, bytes: 1500, flags: ANSWERS };
    const back = { packets: 12, bytes: 5000 + vpc.next(20_000), flags: ASKS };
    vpc.talk({ host, remote, port: 25, at, seconds: 4, out, back, inbound: true, direct: true });
  }
}

/** Monitoring by ping, and by a connection to the hosts' own ports. */
export function monitoring(vpc: Vpc, host: string, targets = 80): void {
  for (let i = 0; i < targets; i++) {
    const [remote, at] = [vpc.remote(), vpc.next(HOUR)];
    const sent = { packets: 3, bytes: 252 };
    vpc.talk({
      host,
      remote,
      port: 0,
      protocol: 1,
      at,
      out: sent,
      back: vpc.next(5) === 0 ? undefined : sent,
      clientPort: 0,
    });
  }
}

/** A nightly backup: much out, and the acknowledgements back. */
export function backup(vpc: Vpc, host: string): void {
  const remote = vpc.remote();
  for (let i = 0; i < 30; i++) {
    vpc.talk({
      host,
      remote,
      port: 443,
      at: i * 60,
      seconds: 59,
      out: { packets: 2_400_000, bytes: 3_400_000_000, flags: i === 0 ? SYN : 0 },
      back: { packets: 800_000, bytes: 42_000_000, flags: i === 0 ? ANSWERS - 1 : 0 },
      clientPort: 41_000,
    });
  }
}

/** What the internet does to a host with a public address: scans, refused or rejected. */
export function internetNoise(vpc: Vpc, host: string, scans = 200): void {
  for (let i = 0; i < scans; i++) {
    const port = vpc.pick([22, 23, 80, 443, 445, 3389, 5060, 6379, 8080]);
    const kind = vpc.next(3);
    const talk = { host, remote: vpc.remote(), port, at: vpc.next(HOUR), inbound: true, direct: true };
    const syn = { packets: 1, bytes: 44, flags: SYN };
    const reset = { packets: 1, bytes: 40, flags: RST };
    if (kind === 0) vpc.talk({ ...talk, out: undefined, back: syn, action: 'REJECT' });
    if (kind === 1)
      vpc.talk({ ...talk, out: reset, back: syn, clientPort: vpc.pick([40_000, 52_000, 6000]) });
    if (kind === 2) vpc.talk({ ...talk, out: { packets: 5, bytes: 220, flags: 18 }, back: syn });
  }
}

/** All that is innocent, on hosts of its own. Returns the hosts that have a part in it. */
export function innocents(vpc: Vpc): string[] {
  const busy = vpc.hosts.slice(0, 8);
  const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = ''] = busy;
  crawler(vpc, a);
  peerToPeer(vpc, b);
  resolver(vpc, c);
  timeServer(vpc, d);
  mailServer(vpc, e);
  monitoring(vpc, f);
  backup(vpc, g);
  internetNoise(vpc, h);
  return busy;
}

/** A sweep over the internet for one port, with the odd answer. Returns how many hosts were tried. */
export function sweep(
  vpc: Vpc,
  host: string,
  options: { port: number; targets: number; at: number; seconds: number },
): number {
  const { port, targets, at, seconds } = options;
  const seen = new Set<string>();
  for (let i = 0; i < targets; i++) {
    const remote = vpc.remote();
    if (seen.has(remote)) continue;
    seen.add(remote);
    const when = at + Math.floor((i * seconds) / targets);
    const luck = vpc.next(50);
    if (luck === 0) conversation(vpc, host, remote, port, when);
    else if (luck < 4) refused(vpc, host, remote, port, when);
    else unanswered(vpc, host, remote, port, when);
  }
  return seen.size;
}
