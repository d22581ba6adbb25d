import type { Facts } from '../facts.ts';
import type { HostMessage } from '../words/messages.ts';
import { respawnsOf } from './respawns.ts';
import type { Run } from './respawns.ts';
import { startersOf } from './starters.ts';

/** Of a program so many of its processes are kept, the last ones. */
const MOST_PIDS = 50;

/** Adds what was seen while a host was watched to what is known of it. @param seconds how long */
export function takeWatched(
  { runs, whole }: { runs: readonly Run[]; whole: boolean },
  seconds: number,
  { facts, gaps, looked }: { facts: Facts; gaps: HostMessage[]; looked: HostMessage[] },
): void {
  const respawns = respawnsOf(runs);
  for (const respawn of respawns) {
    const { starts, origins, pids } = startersOf(respawn, facts);
    const own = respawn.runs.map(({ pid }) => pid).slice(-MOST_PIDS);
    facts.respawns.push({
      path: respawn.path,
      title: respawn.title,
      pids: own,
      starts,
      starters: pids,
      places: origins,
      seconds,
      origin: { evidence: `/proc/${own.at(-1) ?? 0}`, line: 0, by: 'proc' },
    });
  }
  looked.push({ key: 'watched', params: { seconds, programs: respawns.length } });
  if (!whole) gaps.push({ key: 'watchLeft', params: {} });
}
