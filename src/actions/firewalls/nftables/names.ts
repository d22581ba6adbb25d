import type { Rule } from '../../rule.ts';
import { DIRECTIONS } from '../../rule.ts';

/** Our table; nothing outside of it is ever touched. */
export const TABLE = 'inet abusedesk';

/**
 * The name of a rule's set says all about the rule: `v4_in_443_1764445000` is IPv4, connections that they begin, to
 * port 443, until then (seconds since 1970); `v6_both_any_stay` is IPv6, all packets, for good.
 */
export function setName({ direction, port, until }: Omit<Rule, 'prefixes'>, family: 4 | 6): string {
  const end = until === undefined ? 'stay' : Math.round(Date.parse(until) / 1000);
  return `v${family}_${direction}_${port ?? 'any'}_${end}`;
}

/** What a set's name says; undefined for a name that is not ours. */
export function ruleOfName(name: string): Omit<Rule, 'prefixes'> | undefined {
  const [, written, port, end] = /^v[46]_(in|out|both)_(any|\d{1,5})_(stay|\d{1,11})$/.exec(name) ?? [];
  const direction = DIRECTIONS.find((known) => known === written);
  if (direction === undefined) return undefined;
  return {
    direction,
    ...(port !== 'any' && { port: Number(port) }),
    ...(end !== 'stay' && {
      until: new Date(Number(end) * 1000).toISOString().replace('.000Z', 'Z'),
    }),
  };
}
