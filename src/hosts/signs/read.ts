import type { Facts } from '../facts.ts';
import type { HostFinding } from '../finding.ts';
import { findingOf, processesOf } from './host.ts';
import type { Sign } from './host.ts';
import { otherSigns } from './others.ts';
import { respawnSigns } from './respawns.ts';
import { processSigns } from './processes.ts';

const RANK = { high: 0, medium: 1, low: 2 } as const;
/** So many of one detector are listed; a host that has more has one problem many times. */
const MOST_OF_ONE = 50;

/**
 * What the facts of a host speak of, the gravest first.
 * @param more signs that depend on what is known from outside the host
 */
export function readSigns(facts: Facts, more: readonly Sign[] = []): HostFinding[] {
  const processes = processesOf(facts);
  const signs = [
    ...Array.from(processes.values(), (process) => processSigns(process)).flat(),
    ...respawnSigns(facts, processes),
    ...more,
    ...otherSigns(facts),
  ];
  const counts = new Map<string, number>();
  const kept = signs.filter(({ detector }) => {
    const count = (counts.get(detector) ?? 0) + 1;
    counts.set(detector, count);
    return count <= MOST_OF_ONE;
  });
  const unique = new Map(kept.map((sign) => findingOf(sign)).map((finding) => [finding.id, finding]));
  return [...unique.values()].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}
