import type { AttackClass, ClassSet } from '../../../src/findings/web-classes/classes.ts';
import { ATTACK_CLASSES, namesOf } from '../../../src/findings/web-classes/classes.ts';
import {
  classesOfAgent,
  classesOfMethod,
  classesOfReferer,
  classesOfUrl,
} from '../../../src/findings/web-classes/classify.ts';
import { attackRequests } from './attacks.ts';
import type { AttackRequest } from './attacks.ts';
import { BenignTraffic } from './benign.ts';

export const BENIGN_SEED = 20_261_130;
const BENIGN_REQUESTS = 1_000_000;

/** Of one class: what was made, what was found, and what was found that nobody made. */
interface ClassFigures {
  name: AttackClass;
  attacks: number;
  /** Of these, requests that are of this class by the classifier. */
  found: number;
  /** Ordinary requests that it takes for this class. */
  alarms: number;
}

export function classesOfAttack({ url, agent, method }: AttackRequest): ClassSet {
  return classesOfUrl(url) | classesOfAgent(agent ?? '') | classesOfMethod(method ?? 'GET');
}

export interface Measured {
  classes: ClassFigures[];
  /** Attacks that are of any class at all. */
  foundAtAll: number;
  attacks: number;
  benign: number;
  /** Ordinary requests that are taken for an attack of any class. */
  alarms: number;
  missed: AttackRequest[];
  /** The first ordinary requests that were taken for attacks. */
  wrong: { url: string; names: readonly AttackClass[] }[];
}

export function measureClasses(benign = BENIGN_REQUESTS): Measured {
  const attacks = attackRequests();
  const figures = new Map(
    ATTACK_CLASSES.map(({ name }) => [name, { name, attacks: 0, found: 0, alarms: 0 }]),
  );
  const missed: AttackRequest[] = [];
  let foundAtAll = 0;
  for (const attack of attacks) {
    const set = classesOfAttack(attack);
    const figure = figures.get(attack.name)!;
    figure.attacks += 1;
    if (set !== 0) foundAtAll += 1;
    if (namesOf(set).includes(attack.name)) figure.found += 1;
    else missed.push(attack);
  }
  const traffic = new BenignTraffic(BENIGN_SEED);
  const wrong: Measured['wrong'] = [];
  let alarms = 0;
  // Of those there are few, as in a log.
  const agents = new Map<string, ClassSet>();
  const ofAgent = (agent: string): ClassSet => {
    const set = agents.get(agent) ?? classesOfAgent(agent);
    agents.set(agent, set);
    return set;
  };
  for (let i = 0; i < benign; i++) {
    const { url, agent, referer } = traffic.next();
    const set = classesOfUrl(url) | ofAgent(agent) | (referer === '-' ? 0 : classesOfReferer(referer));
    if (set === 0) continue;
    alarms += 1;
    const names = namesOf(set);
    for (const name of names) figures.get(name)!.alarms += 1;
    if (wrong.length < 1000) wrong.push({ url, names });
  }
  return {
    classes: [...figures.values()],
    foundAtAll,
    attacks: attacks.length,
    benign,
    alarms,
    missed,
    wrong,
  };
}
