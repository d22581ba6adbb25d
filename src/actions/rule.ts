import { collapse } from '../net/prefix.ts';
import type { Prefix } from '../net/prefix.ts';
import { sameAddresses, subtract } from '../net/prefix-set.ts';

/** ISO 8601, UTC, whole seconds. */
export type Instant = string;

/**
 * Which connections are stopped. `in`: those that the other side begins; one's own connections to it go on. `out`:
 * those that this side begins. `both`: every packet from and to it. Running connections are stopped too.
 */
export type Direction = 'in' | 'out' | 'both';
export const DIRECTIONS: readonly Direction[] = ['in', 'out', 'both'];

export interface Scope {
  direction: Direction;
  /** TCP and UDP port of the side that is called; absent: all protocols and ports. */
  port?: number;
}

/** What a firewall blocks, or shall block. */
export interface Rule extends Scope {
  prefixes: readonly Prefix[];
  /** When it ends by itself; absent: it stays. */
  until?: Instant;
}

function sameScope(a: Scope, b: Scope): boolean {
  return a.direction === b.direction && a.port === b.port;
}

function sameRule(a: Rule, b: Rule): boolean {
  return sameScope(a, b) && a.until === b.until && sameAddresses(a.prefixes, b.prefixes);
}

/**
 * True when a rule must know which side began a connection. Else every packet from and to the addresses is dropped, and
 * the kernel need not follow connections.
 */
export function asksWhoBegan({ direction }: Scope): boolean {
  return direction !== 'both';
}

/** True when both block the same, in whatever order. Rules without prefixes count as none. */
export function sameRules(a: readonly Rule[], b: readonly Rule[]): boolean {
  const [left, right] = [a, b].map((rules) => rules.filter(({ prefixes }) => prefixes.length > 0));
  return (
    left!.length === right!.length && left!.every((rule) => right!.some((other) => sameRule(rule, other)))
  );
}

/**
 * What shall be installed. For good: the plan alone. For a time: what stays now, and of the plan what does not stay
 * yet, until then; so that the end of the time leads back to where it began.
 */
export function wantedRules(present: readonly Rule[], plan: Rule): Rule[] {
  if (plan.until === undefined) return [plan];
  const staying = present.filter(({ until }) => until === undefined);
  const same = staying.filter((rule) => sameScope(rule, plan)).flatMap(({ prefixes }) => prefixes);
  const added = subtract(plan.prefixes, same);
  return added.length === 0 ? staying : [...staying, { ...plan, prefixes: added }];
}

/** All of a rule but its prefixes. */
function whenOf({ direction, port, until }: Rule): Omit<Rule, 'prefixes'> {
  return { direction, ...(port !== undefined && { port }), ...(until !== undefined && { until }) };
}

/** Rules of one scope and end become one: a firewall keeps the families apart. Parts without prefixes are left out. */
export function joined(parts: readonly Rule[]): Rule[] {
  const rules: Rule[] = [];
  for (const part of parts) {
    if (part.prefixes.length === 0) continue;
    const same = rules.find((rule) => sameScope(rule, part) && rule.until === part.until);
    if (same === undefined) rules.push({ ...whenOf(part), prefixes: collapse(part.prefixes) });
    else same.prefixes = collapse([...same.prefixes, ...part.prefixes]);
  }
  return rules;
}

/** What stays when what is there for a time is confirmed: all of it. Undefined: nothing is there for a time. */
export function confirmedRules(present: readonly Rule[]): Rule[] | undefined {
  if (present.every(({ until }) => until === undefined)) return undefined;
  return joined(
    present.map(({ prefixes, direction, port }) => ({
      prefixes,
      direction,
      ...(port !== undefined && { port }),
    })),
  );
}

/** The prefixes of both families apart, as firewalls keep them; a family without any is left out. */
export function byFamily(rule: Rule): { family: 4 | 6; prefixes: Prefix[] }[] {
  return ([4, 6] as const)
    .map((family) => ({ family, prefixes: rule.prefixes.filter((prefix) => prefix.family === family) }))
    .filter(({ prefixes }) => prefixes.length > 0);
}

/** All that rules block; what one rule blocks is looked at as it is. */
function addressesOf(rules: readonly Rule[]): readonly Prefix[] {
  const [only] = rules;
  return only !== undefined && rules.length === 1 ? only.prefixes : rules.flatMap(({ prefixes }) => prefixes);
}

/** How many prefixes come in and go out between two states. */
export function difference(
  present: readonly Rule[],
  wanted: readonly Rule[],
): { add: number; remove: number } {
  const [before, after] = [present, wanted].map(addressesOf);
  return { add: subtract(after!, before!).length, remove: subtract(before!, after!).length };
}
