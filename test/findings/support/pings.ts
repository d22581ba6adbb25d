import type { Vpc } from './generate-flows.ts';

const ICMP = 1;

/** A ping of ours and, unless nobody is there, its echo; 84 bytes, as Unix has it. */
export function ping(vpc: Vpc, host: string, remote: string, at: number, answered: boolean): void {
  const sent = { packets: 1, bytes: 84 };
  const back = answered ? sent : undefined;
  vpc.talk({ host, remote, port: 0, protocol: ICMP, at, out: sent, back, clientPort: 0 });
}

/** A ping from outside. */
export function pinged(
  vpc: Vpc,
  host: string,
  remote: string,
  at: number,
  how: { answered?: boolean; action?: 'ACCEPT' | 'REJECT'; bytes?: number } = {},
): void {
  const { answered = false, action = 'REJECT', bytes = 28 } = how;
  const back = { packets: 1, bytes };
  const talk = { host, remote, port: 0, protocol: ICMP, at, clientPort: 0, inbound: true, direct: true };
  vpc.talk({ ...talk, out: answered ? back : undefined, back, action: answered ? 'ACCEPT' : action });
}

/** Somebody scans a host of ours over UDP, and its kernel tells each that nobody listens: many ICMP errors, to many. */
export function unreachables(vpc: Vpc, host: string, sources = 60): void {
  for (let i = 0; i < sources; i++) {
    const [remote, at] = [vpc.remote(), i * 2];
    const talk = { host, remote, inbound: true, direct: true };
    vpc.talk({ ...talk, port: 1900 + i, protocol: 17, at, out: undefined, back: { packets: 1, bytes: 60 } });
    vpc.talk({
      ...talk,
      port: 0,
      clientPort: 0,
      protocol: ICMP,
      at,
      out: { packets: 1, bytes: 88 },
      back: undefined,
    });
  }
}

/** A router tells hosts of ours, which are busy, that what they call is not there. */
export function routerErrors(vpc: Vpc, hosts: readonly string[]): void {
  const router = vpc.remote();
  for (const [i, host] of hosts.entries()) pinged(vpc, host, router, i * 3, { action: 'ACCEPT', bytes: 84 });
}
