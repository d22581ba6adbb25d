import { formatPrefix } from '../../../net/prefix.ts';
import { byFamily, DIRECTIONS } from '../../rule.ts';
import type { Rule } from '../../rule.ts';
import { secondsUntil } from '../firewall.ts';

/** Room for each set; ipset's own default, 65,536, is no limit of the kernel's. */
const MAX_ELEMENTS = 262_144;

/** What comes before every set of ours. */
const MARK = 'ad';
const GENERATIONS = 36 ** 4;

/** A set of ipset's, with the part of a rule that it holds. */
export interface BlockSet extends Rule {
  name: string;
  family: 4 | 6;
}

/**
 * Makes sets of rules, under names that no installed set has: a set is filled under a new name before the rules are
 * pointed at it. The name says all about the rule: `ad4_in_443_1764445000_x7f2`; at most 31 characters.
 */
export function setsOf(rules: readonly Rule[], present: readonly BlockSet[], now: Date): BlockSet[] {
  const taken = new Set(present.map(({ name }) => name.slice(name.lastIndexOf('_') + 1)));
  let number = Math.floor(now.getTime() / 1000);
  const generation = (): string => (number % GENERATIONS).toString(36);
  while (taken.has(generation())) number++;
  const sets: BlockSet[] = [];
  for (const rule of rules) {
    const end = rule.until === undefined ? 'stay' : Math.round(Date.parse(rule.until) / 1000);
    for (const { family, prefixes } of byFamily(rule)) {
      const name = `${MARK}${family}_${rule.direction}_${rule.port ?? 'any'}_${end}_${generation()}`;
      sets.push({ ...rule, name, family, prefixes });
    }
  }
  return sets;
}

/** What a set's name says; undefined for one that is not ours. */
export function setOfName(name: string): BlockSet | undefined {
  const [, family, written, port, end] =
    /^ad([46])_(in|out|both)_(any|\d{1,5})_(stay|\d{1,11})_[0-9a-z]{1,4}$/.exec(name) ?? [];
  const direction = DIRECTIONS.find((known) => known === written);
  if (direction === undefined) return undefined;
  const set: BlockSet = { name, family: family === '4' ? 4 : 6, prefixes: [], direction };
  if (port !== 'any') set.port = Number(port);
  if (end !== 'stay') set.until = new Date(Number(end) * 1000).toISOString().replace('.000Z', 'Z');
  return set;
}

function create({ name, family, until }: BlockSet, now: Date): string {
  const timeout = until === undefined ? '' : ` timeout ${secondsUntil(until, now)}`;
  return `create ${name} hash:net family inet${family === 4 ? '' : '6'} maxelem ${MAX_ELEMENTS}${timeout}`;
}

/**
 * Lines for `ipset -exist restore` that make and fill the sets. `ipset restore` stops at the first line that it does not
 * like and keeps those before: who uses it counts afterwards.
 */
export function fill(sets: readonly BlockSet[], now: Date): string {
  const lines = sets.flatMap((set) => [
    create(set, now),
    ...set.prefixes.map((prefix) => `add ${set.name} ${formatPrefix(prefix)}`),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}
