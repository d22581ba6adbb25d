import type { Chance } from '../chance.ts';
import type { Leg, Sent } from './flow-log.ts';
import { fromInternet, inside, throughNat, toS3, UDP } from './talks.ts';
import type { Talk } from './talks.ts';
import { BALANCERS, BASTION, CACHE, CULPRIT, DB, INSTANCES, MONITOR, NAT, WEB } from './vpc.ts';

/** A TCP exchange that was opened, answered and closed within the minute: 3 asks, 19 answers. */
function closed(packets: number, bytes: number, flags: 3 | 19): Sent {
  return { packets, bytes, flags };
}

function web(chance: Chance, at: number, port: number, answer = 12_000): Talk {
  const packets = chance.between(8, 30);
  return {
    at: at + chance.between(0, 55),
    seconds: chance.between(0, 4),
    port,
    out: closed(packets, packets * chance.between(60, 160), 3),
    back: closed(packets + 2, packets * 52 + chance.between(400, answer), 19),
  };
}

function client(chance: Chance): string {
  return chance.pick([
    `203.0.113.${chance.between(128, 254)}`,
    `192.0.2.${chance.between(100, 254)}`,
    `198.51.100.${chance.between(128, 254)}`,
  ]);
}

/** The shop: clients, balancers, web servers, database, cache. */
function shop(chance: Chance, minute: number): Leg[] {
  const legs: Leg[] = [];
  for (const balancer of BALANCERS) {
    for (let i = chance.between(2, 6); i > 0; i--) {
      legs.push(...fromInternet(client(chance), balancer, web(chance, minute, 443, 90_000), chance));
    }
    for (const server of WEB) {
      if (chance.happens(0.6))
        legs.push(...inside(balancer, server, web(chance, minute, 8080, 60_000), chance));
    }
  }
  for (const server of WEB) {
    if (chance.happens(0.5)) legs.push(...inside(server, DB, web(chance, minute, 3306), chance));
    if (chance.happens(0.4)) legs.push(...inside(server, CACHE, web(chance, minute, 6379, 3000), chance));
    if (chance.happens(0.15)) {
      legs.push(
        ...toS3(server, `52.219.57.${chance.between(2, 250)}`, web(chance, minute, 443, 400_000), chance),
      );
    }
  }
  return legs;
}

/** What every machine does: AWS's own services, the time, package updates. */
function housekeeping(chance: Chance, minute: number): Leg[] {
  const legs: Leg[] = [];
  for (const host of INSTANCES.filter((card) => card.public === undefined)) {
    if (chance.happens(0.15)) {
      const service = `52.95.193.${chance.between(2, 60)}`;
      legs.push(...throughNat(host, service, web(chance, minute, 443), chance, 'AMAZON').legs);
    }
    if (chance.happens(0.05)) {
      const time: Sent = { packets: 1, bytes: 76 };
      const at = minute + chance.between(0, 55);
      const talk: Talk = { at, seconds: 0, port: 123, protocol: UDP, out: time, back: time };
      legs.push(...throughNat(host, `192.0.2.${chance.between(11, 14)}`, talk, chance).legs);
    }
    if (chance.happens(0.012)) {
      legs.push(...throughNat(host, '192.0.2.80', web(chance, minute, 443, 9_000_000), chance).legs);
    }
  }
  return legs;
}

/** The web sites that uptime-1 checks, each every quarter of an hour. */
export const CHECKED: readonly string[] = Array.from(
  { length: 420 },
  (_, i) => `198.19.${(i * 37) % 256}.${1 + ((i * 91) % 254)}`,
);

function checks(chance: Chance, minute: number): Leg[] {
  const turn = (minute / 60) % 15;
  const legs: Leg[] = [];
  for (const [i, site] of CHECKED.entries()) {
    if (i % 15 !== turn) continue;
    const talk = web(chance, minute, i % 9 === 0 ? 80 : 443, 30_000);
    // A site in fifty does not answer: a busy host is not a host without failures.
    if (i % 50 === 7) {
      delete talk.back;
      talk.out = { packets: 3, bytes: 180, flags: 2 };
    }
    legs.push(...throughNat(MONITOR, site, talk, chance).legs);
  }
  return legs;
}

/** The internet's noise against every public address: always refused. */
function noise(chance: Chance, minute: number): Leg[] {
  const legs: Leg[] = [];
  for (let i = chance.between(4, 10); i > 0; i--) {
    const packets = chance.between(1, 2);
    const card = chance.pick([NAT, BASTION, ...BALANCERS]);
    const talk: Talk = {
      at: minute + chance.between(0, 59),
      seconds: 0,
      port: chance.pick([22, 23, 23, 80, 445, 1433, 3389, 5900, 6379, 8080, 8443, 25_565]),
      out: { packets, bytes: packets * 40, flags: 2 },
    };
    legs.push(...fromInternet(client(chance), card, talk, chance));
  }
  return legs;
}

/** An administrator at work: one connection over many minutes, with SYN in the first only. */
function administrator(chance: Chance, minute: number, from: number): Leg[] {
  if (minute < from || minute >= from + 20 * 60) return [];
  const flags = (own: number): number => (minute === from ? own : 0);
  const packets = chance.between(20, 90);
  const talk: Talk = {
    at: minute + 3,
    seconds: 56,
    port: 22,
    out: { packets, bytes: packets * 90, flags: flags(2) },
    back: { packets, bytes: packets * 210, flags: flags(18) },
  };
  return fromInternet('192.0.2.77', BASTION, talk, chance, 50_122);
}

/** What web-7 fetched before it began. */
export function download(at: number, chance: Chance): Leg[] {
  const talk: Talk = {
    at,
    seconds: 3,
    port: 80,
    out: { packets: 640, bytes: 33_920, flags: 3 },
    back: { packets: 1297, bytes: 1_912_804, flags: 19 },
  };
  return throughNat(CULPRIT, '192.0.2.66', talk, chance).legs;
}

/** All normal traffic of the minutes from `from` until before `to`. */
export function everyday(from: number, to: number, chance: Chance): Leg[] {
  const legs: Leg[] = [];
  for (let minute = from; minute < to; minute += 60) {
    legs.push(...shop(chance, minute), ...housekeeping(chance, minute), ...checks(chance, minute));
    legs.push(...noise(chance, minute), ...administrator(chance, minute, from + 35 * 60));
  }
  return legs;
}
