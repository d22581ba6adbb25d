import type { Chance } from '../chance.ts';
import type { Leg, Sent } from './flow-log.ts';
import { throughNat } from './talks.ts';
import type { Talk } from './talks.ts';
import { CULPRIT } from './vpc.ts';

/** The network that the forwarded report is about. */
export const COMPLAINANT = '198.18.44.';

/** One probe as the outside saw it. */
export interface Probe {
  at: number;
  target: string;
  /** The NAT gateway's source port. */
  port: number;
}

/** Every target once: in benchmarking space and in a documentation block. */
function targets(count: number, chance: Chance): string[] {
  const chosen = new Set<string>();
  for (let host = 1; host <= 100; host++) chosen.add(`198.51.100.${host}`);
  while (chosen.size < count) chosen.add(`198.18.${chance.between(0, 255)}.${chance.between(1, 254)}`);
  const list = [...chosen];
  for (let i = list.length - 1; i > 0; i--) {
    const j = chance.between(0, i);
    [list[i], list[j]] = [list[j] ?? '', list[i] ?? ''];
  }
  return list;
}

/**
 * Most hosts are silent, some refuse, a few answer and are left at once. The network whose operator complains
 * drops everything.
 */
function answer(target: string, chance: Chance): { out: Sent; back?: Sent } {
  const chances = target.startsWith(COMPLAINANT) ? 0 : chance.share();
  if (chances < 0.9) {
    const packets = chance.happens(0.7) ? 1 : 2;
    return { out: { packets, bytes: packets * 60, flags: 2 } };
  }
  if (chances < 0.975)
    return { out: { packets: 1, bytes: 60, flags: 2 }, back: { packets: 1, bytes: 40, flags: 4 } };
  return { out: { packets: 4, bytes: 224, flags: 3 }, back: { packets: 3, bytes: 201, flags: 19 } };
}

/** web-7 asks `count` hosts on TCP 22, spread evenly over the time. */
export function scan(
  count: number,
  from: number,
  to: number,
  chance: Chance,
): { legs: Leg[]; probes: Probe[] } {
  const legs: Leg[] = [];
  const probes: Probe[] = [];
  for (const [i, target] of targets(count, chance).entries()) {
    const at = from + Math.floor((i * (to - from)) / (count - 1));
    const talk: Talk = { at, seconds: chance.between(0, 2), port: 22, ...answer(target, chance) };
    const made = throughNat(CULPRIT, target, talk, chance);
    legs.push(...made.legs);
    probes.push({ at, target, port: made.port });
  }
  return { legs, probes };
}
