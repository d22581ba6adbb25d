import type { Chance } from '../chance.ts';
import type { Leg, Sent } from './flow-log.ts';
import { NAT } from './vpc.ts';
import type { Card } from './vpc.ts';

/** One exchange between two addresses within a minute. */
export interface Talk {
  /** Seconds since 1970, and how long. */
  at: number;
  seconds: number;
  port: number;
  protocol?: number;
  out: Sent;
  /** Absent: nothing came back. */
  back?: Sent;
}

const TCP = 6;
export const UDP = 17;

function common(talk: Talk): { protocol: number; start: number; end: number } {
  const last = Math.floor(talk.at / 60) * 60 + 59;
  return {
    protocol: talk.protocol ?? TCP,
    start: talk.at,
    end: Math.max(talk.at, Math.min(talk.at + talk.seconds, last)),
  };
}

/**
 * A host asks the internet through the NAT gateway: the host's card, and the gateway's card on both sides.
 * The gateway writes its own source port.
 * @returns the records and the port that the remote side sees
 */
export function throughNat(
  host: Card,
  remote: string,
  talk: Talk,
  chance: Chance,
  service?: string,
): { legs: Leg[]; port: number } {
  const sport = chance.port();
  const natPort = chance.between(1024, 65_535);
  const base = { ...common(talk), ...(service !== undefined && { dstService: service }) };
  const out = { ...base, sent: talk.out, dport: talk.port };
  const legs: Leg[] = [
    { ...out, card: host, src: host.address, dst: remote, sport, direction: 'egress', path: 1 },
    { ...out, card: NAT, src: host.address, dst: NAT.address, pktDst: remote, sport, direction: 'ingress' },
    { ...out, card: NAT, src: NAT.address, dst: remote, sport: natPort, direction: 'egress', path: 8 },
  ];
  if (talk.back === undefined) return { legs, port: natPort };
  const back = {
    ...common(talk),
    ...(service !== undefined && { srcService: service }),
    sent: talk.back,
    sport: talk.port,
    src: remote,
  };
  legs.push(
    { ...back, card: NAT, dst: NAT.address, dport: natPort, direction: 'ingress' },
    {
      ...back,
      card: NAT,
      src: NAT.address,
      pktSrc: remote,
      dst: host.address,
      dport: sport,
      direction: 'egress',
      path: 1,
    },
    { ...back, card: host, dst: host.address, dport: sport, direction: 'ingress' },
  );
  return { legs, port: natPort };
}

/** Two cards of the VPC. */
export function inside(client: Card, server: Card, talk: Talk, chance: Chance): Leg[] {
  const sport = chance.port();
  const out = {
    ...common(talk),
    sent: talk.out,
    src: client.address,
    dst: server.address,
    sport,
    dport: talk.port,
  };
  const legs: Leg[] = [
    { ...out, card: client, direction: 'egress', path: 1 },
    { ...out, card: server, direction: 'ingress' },
  ];
  if (talk.back === undefined) return legs;
  const back = {
    ...out,
    sent: talk.back,
    src: server.address,
    dst: client.address,
    sport: talk.port,
    dport: sport,
  };
  return [
    ...legs,
    { ...back, card: server, direction: 'egress', path: 1 },
    { ...back, card: client, direction: 'ingress' },
  ];
}

/** Somebody on the internet asks a card that has a public address. */
export function fromInternet(
  remote: string,
  server: Card,
  talk: Talk,
  chance: Chance,
  sport = chance.port(),
): Leg[] {
  const out = { ...common(talk), sent: talk.out, src: remote, dst: server.address, sport, dport: talk.port };
  const asked: Leg = { ...out, card: server, direction: 'ingress' };
  if (talk.back === undefined) return [{ ...asked, action: 'REJECT' }];
  const back = { ...out, sent: talk.back, src: server.address, dst: remote, sport: talk.port, dport: sport };
  return [asked, { ...back, card: server, direction: 'egress', path: 8 }];
}

/** A host asks S3 through the VPC's gateway endpoint. */
export function toS3(host: Card, remote: string, talk: Talk, chance: Chance): Leg[] {
  const sport = chance.port();
  const out = { ...common(talk), sent: talk.out, src: host.address, dst: remote, sport, dport: talk.port };
  const back = {
    ...out,
    sent: talk.back ?? talk.out,
    src: remote,
    dst: host.address,
    sport: talk.port,
    dport: sport,
  };
  return [
    { ...out, card: host, direction: 'egress', path: 2, dstService: 'S3' },
    { ...back, card: host, direction: 'ingress', srcService: 'S3' },
  ];
}
