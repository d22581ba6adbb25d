import type { Facts, Origin, RespawnFact } from '../facts.ts';
import type { HostMessage } from '../words/messages.ts';
import { respawnsOf } from './respawns.ts';
import type { Respawn, Run } from './respawns.ts';
import { startersOf } from './starters.ts';

/** Of a program so many of its processes are kept, the last ones. */
const MOST_PIDS = 50;

/** A program that came back, with what starts it. @param seconds how long it was watched */
export function factOf(respawn: Respawn, seconds: number, facts: Facts, origin: Origin): RespawnFact {
  const { path, title, runs } = respawn;
  const { starts, origins, pids } = startersOf(respawn, facts);
  const own = runs.map(({ pid }) => pid).slice(-MOST_PIDS);
  return { path, title, pids: own, starts, starters: pids, places: origins, seconds, origin };
}

/** Adds what was seen while a host was watched to what is known of it. @param seconds how long */
export function takeWatched(
  { runs, whole }: { runs: readonly Run[]; whole: boolean },
  seconds: number,
  { facts, gaps, looked }: { facts: Facts; gaps: HostMessage[]; looked: HostMessage[] },
): void {
  const respawns = respawnsOf(runs);
  for (const respawn of respawns) {
    const evidence = `/proc/${respawn.runs.at(-1)?.pid ?? 0}`;
    facts.respawns.push(factOf(respawn, seconds, facts, { evidence, line: 0, by: 'proc' }));
  }
  looked.push({ key: 'watched', params: { seconds, programs: respawns.length } });
  if (!whole) gaps.push({ key: 'watchLeft', params: {} });
}
