import type { Vpc } from './generate-flows.ts';

const SYN = 2;
const RST = 4;

/** What becomes of a try from outside: the security group drops it, the host refuses, or a service answers. */
type Fate = 'rejected' | 'refused' | 'answered';

interface Knock {
  from: string;
  host: string;
  port: number;
  at: number;
  protocol?: number;
  fate?: Fate;
  clientPort?: number;
}

/** Somebody outside tries a port of ours. */
export function knock(
  vpc: Vpc,
  { from, host, port, at, protocol = 6, fate = 'rejected', clientPort }: Knock,
): void {
  const tcp = protocol === 6;
  const talk = {
    host,
    remote: from,
    port,
    protocol,
    at,
    inbound: true,
    direct: true,
    ...(clientPort !== undefined && { clientPort }),
  };
  const syn = tcp ? { packets: 1, bytes: 44, flags: SYN } : { packets: 1, bytes: 40 };
  if (fate === 'rejected') vpc.talk({ ...talk, out: undefined, back: syn, action: 'REJECT' });
  else if (fate === 'refused' && tcp)
    vpc.talk({ ...talk, out: { packets: 1, bytes: 40, flags: RST }, back: syn });
  else if (fate === 'refused') vpc.talk({ ...talk, out: undefined, back: syn });
  else if (tcp) {
    vpc.talk({
      ...talk,
      seconds: 2,
      out: { packets: 9, bytes: 4000, flags: 19 },
      back: { packets: 8, bytes: 900, flags: 3 },
    });
  } else vpc.talk({ ...talk, out: { packets: 1, bytes: 90 }, back: { packets: 1, bytes: 60 } });
}

/** One source over these hosts and ports, in this many seconds; one try in twenty is answered, as open ports are. */
export function scanOf(
  vpc: Vpc,
  scan: {
    from: string;
    hosts: readonly string[];
    ports: readonly number[];
    at: number;
    seconds: number;
    protocol?: number;
    answered?: boolean;
  },
): number {
  const { from, hosts, ports, at, seconds, protocol = 6, answered = false } = scan;
  const pairs = hosts.flatMap((host) => ports.map((port) => ({ host, port })));
  pairs.forEach(({ host, port }, i) => {
    const fate = answered && i % 20 === 7 ? 'answered' : i % 2 === 0 ? 'rejected' : 'refused';
    knock(vpc, { from, host, port, protocol, fate, at: at + Math.floor((i * seconds) / pairs.length) });
  });
  return pairs.length;
}

/** Visitors of a service of ours: an office behind one address, and browsers that open some connections each. */
function visitors(vpc: Vpc, hosts: readonly string[], seconds = 3600): void {
  const office = vpc.remote();
  for (let i = 0; i < 200; i++) {
    const from = i < 120 ? office : vpc.remote();
    knock(vpc, { from, host: vpc.pick(hosts), port: 443, at: vpc.next(seconds), fate: 'answered' });
  }
}

/** A content network whose servers send late what belongs to connections that are over: from 443, to ports that clients had. */
function lateAnswers(vpc: Vpc, hosts: readonly string[], seconds = 3600): void {
  const from = vpc.remote();
  for (let i = 0; i < 120; i++) {
    vpc.talk({
      host: vpc.pick(hosts),
      remote: from,
      port: 32_768 + vpc.next(28_000),
      at: vpc.next(seconds),
      inbound: true,
      direct: true,
      clientPort: 443,
      out: undefined,
      back: { packets: 1, bytes: 40, flags: 1 },
      action: 'REJECT',
    });
  }
}

/** The resolver that our hosts ask: each answer comes to another port of theirs. */
function resolverAsked(vpc: Vpc, hosts: readonly string[], seconds = 3600): void {
  const resolver = vpc.remote();
  for (let i = 0; i < 300; i++) {
    vpc.talk({
      host: vpc.pick(hosts),
      remote: resolver,
      port: 53,
      protocol: 17,
      at: vpc.next(seconds),
      direct: true,
      out: { packets: 1, bytes: 70 },
      back: { packets: 1, bytes: 180 },
    });
  }
}

/** A service that watches ours from outside: every minute the same two ports of each host, answered. */
function watcher(vpc: Vpc, hosts: readonly string[], seconds = 3600): void {
  const from = vpc.remote();
  for (let at = 0; at < seconds; at += 60) {
    for (const host of hosts) {
      for (const port of [80, 443]) knock(vpc, { from, host, port, at: at + vpc.next(3), fate: 'answered' });
    }
  }
}

/** Active FTP: the server opens data connections to ports that our client named, from its port 20. */
function activeFtp(vpc: Vpc, host: string): void {
  const from = vpc.remote();
  for (let i = 0; i < 60; i++)
    knock(vpc, { from, host, port: 40_000 + i, at: i * 4, clientPort: 20, fate: 'rejected' });
}

/** Everything from outside that reaches very many hosts or ports of ours and is nothing of the kind. */
export function harmlessOutsiders(vpc: Vpc, hosts: readonly string[], seconds = 3600): void {
  visitors(vpc, hosts, seconds);
  lateAnswers(vpc, hosts, seconds);
  resolverAsked(vpc, hosts, seconds);
  watcher(vpc, hosts.slice(0, 20), seconds);
  activeFtp(vpc, hosts[0] ?? '');
}
