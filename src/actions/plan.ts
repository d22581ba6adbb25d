import { UserError } from '../base/errors.ts';
import { fit } from '../net/prefix-fit.ts';
import type { Fit } from '../net/prefix-fit.ts';
import { collapse, contains, formatPrefix } from '../net/prefix.ts';
import type { Prefix } from '../net/prefix.ts';
import { intersect, PrefixFinder, subtract } from '../net/prefix-set.ts';
import { noTimer } from './apply.ts';
import type { Firewall } from './firewalls/firewall.ts';
import type { KeptPrefix } from './keep.ts';
import type { Instant, Rule, Scope } from './rule.ts';

export interface PlanRequest {
  firewall: Firewall;
  /** What is to be blocked. */
  wanted: readonly Prefix[];
  /** What must not be, of this computer and of the user's own. */
  kept: readonly KeptPrefix[];
  /** What the user has named to be blocked although it must not be. */
  forced: readonly Prefix[];
  scope: Scope;
  until?: Instant;
}

/** What a sink is to block, and how that was arrived at. */
export interface Plan {
  rule: Rule;
  /** What of the keep-list lay within what was asked for. */
  kept: KeptPrefix[];
  fit: Fit;
  /** Prefixes of a family that the sink does not take. */
  left: { family: 4 | 6; prefixes: number }[];
}

/** No provider holds more than this in one prefix; a shorter one is a slip of the pen, or everybody. */
const SHORTEST = { 4: 8, 6: 16 };

/** @throws UserError for what the sink cannot do; the hint names what it can */
function checkScope({ title, can }: Firewall, { direction, port }: Scope, until: Instant | undefined): void {
  if (!can.directions.includes(direction)) {
    throw new UserError(`${title} cannot block in the direction "${direction}"`, {
      hint: `It can: ${can.directions.join(', ')}.`,
    });
  }
  if (port !== undefined && !can.port) {
    throw new UserError(`${title} cannot block one port alone`, {
      hint: 'Leave --port out, or choose another sink: `abusedesk block sinks` lists them.',
    });
  }
  if (until !== undefined && !can.timer) throw noTimer({ title, can });
}

/**
 * Makes a plan: what is asked for, without the keep-list, made to fit.
 * @throws UserError when nothing would be left, the sink cannot have it, or (exit 3) it would block nearly everybody
 */
export function makePlan({ firewall, wanted, kept, forced, scope, until }: PlanRequest): Plan {
  checkScope(firewall, scope, until);
  const whole = collapse(wanted);
  const huge = whole.find(
    (prefix) => prefix.length < SHORTEST[prefix.family] && !forced.some((named) => contains(named, prefix)),
  );
  if (huge !== undefined) {
    throw new UserError(
      `${formatPrefix(huge)} is more than any provider holds: it would block nearly everybody`,
      {
        exitCode: 3,
        hint: `If it is meant, name it: --force ${formatPrefix(huge)}`,
      },
    );
  }
  const held = kept.filter(({ prefix }) => !forced.some((named) => contains(named, prefix)));
  const safe = held.map(({ prefix }) => prefix);
  const families = firewall.can.families;
  const rest = subtract(whole, safe);
  // The same list where nothing is left out: it is known to be collapsed.
  const taken = rest.every(({ family }) => families.includes(family))
    ? rest
    : rest.filter(({ family }) => families.includes(family));
  if (taken.length === 0) {
    const others = held.filter(({ why }) => why !== 'keptSession').map(({ prefix }) => prefix);
    const session = subtract(whole, others).find(({ family }) => families.includes(family));
    if (session !== undefined) throw lockOut(session);
    throw new UserError(whole.length === 0 ? 'there is nothing to block' : 'nothing is left to block', {
      hint:
        whole.length === 0
          ? 'An empty list is never handed on: some firewalls read it as "everybody".'
          : `All of it is on the keep-list, or of a family that ${firewall.title} does not take.`,
    });
  }
  const made = fit(taken, safe, firewall.can.capacity, firewall.can);
  if (made === undefined) {
    throw new UserError(
      `${taken.length} prefixes do not fit into ${firewall.title} without covering what must be kept`,
      { hint: `It takes ${firewall.can.capacity?.entries} entries: block less, or choose another sink.` },
    );
  }
  const inside = new PrefixFinder(whole);
  const left = ([4, 6] as const)
    .filter((family) => !families.includes(family))
    .map((family) => ({ family, prefixes: whole.filter((prefix) => prefix.family === family).length }))
    .filter(({ prefixes }) => prefixes > 0);
  return {
    rule: { ...scope, prefixes: made.prefixes, ...(until !== undefined && { until }) },
    kept: held.filter(({ prefix }) => inside.touches(prefix)),
    fit: made,
    left,
  };
}

/** Somebody who administers this computer now would be blocked. */
function lockOut(prefix: Prefix): UserError {
  const address = formatPrefix(prefix);
  return new UserError(`the plan would lock out ${address}, from where this computer is administered now`, {
    exitCode: 3,
    hint: `A plan that is made on this computer keeps the address and blocks what else was asked for. If it is meant: --force ${address}`,
  });
}

/**
 * The last look before anything is done: a plan may be older than the session in which it is applied.
 * @throws UserError (exit 3) when it covers somebody who administers this computer now
 */
export function guardSessions(rule: Rule, kept: readonly KeptPrefix[], forced: readonly Prefix[]): void {
  for (const { prefix, why } of kept) {
    if (why !== 'keptSession' || intersect([prefix], rule.prefixes).length === 0) continue;
    if (forced.some((named) => contains(named, prefix))) continue;
    throw lockOut(prefix);
  }
}
