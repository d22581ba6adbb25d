import type { Facts } from '../facts.ts';
import type { HostFinding } from '../finding.ts';
import { findingOf, processesOf, whoIs } from './host.ts';
import type { HostProcess, Sign } from './host.ts';
import { otherSigns } from './others.ts';
import { processSigns } from './processes.ts';

const RANK = { high: 0, medium: 1, low: 2 } as const;
/** So many of one detector are listed; a host that has more has one problem many times. */
const MOST_OF_ONE = 50;

/** Sockets to the addresses that a notice names. */
function talks(process: HostProcess, remotes: ReadonlySet<string>): Sign[] {
  const seen = new Set<string>();
  return process.sockets.flatMap(({ remote, origin }): Sign[] => {
    const { address, port } = remote ?? {};
    if (address === undefined || !remotes.has(address) || seen.has(`${address}:${port}`)) return [];
    seen.add(`${address}:${port}`);
    const params = { ...whoIs(process), remote: address, ...(port !== undefined && { port }) };
    return [
      {
        detector: 'talks-to-claimed',
        type: 'infected_host',
        certainty: 'confirmed',
        severity: 'high',
        subject: { pid: process.pid, path: `${address}:${port ?? ''}` },
        message: { key: 'talks', params },
        origins: [origin],
      },
    ];
  });
}

/**
 * What the facts of a host speak of, the gravest first.
 * @param remotes addresses that a notice names as the other side
 */
export function readSigns(facts: Facts, remotes: ReadonlySet<string> = new Set()): HostFinding[] {
  const processes = [...processesOf(facts).values()];
  const signs = [
    ...processes.flatMap((process) => processSigns(process)),
    ...processes.flatMap((process) => talks(process, remotes)),
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
