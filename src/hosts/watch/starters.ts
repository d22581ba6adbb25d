import type { Facts, Origin, PersistenceFact } from '../facts.ts';
import { processWords } from '../words/figures.ts';
import type { Respawn } from './respawns.ts';
import type { WatchMessage } from './sentences.ts';

/** Daemons that run what their tables say, by the kernel's name. */
const CRON = /^(?:cron|crond|CRON|anacron|atd|fcron)$/;
const CRON_UNIT = /^(?:cron|crond|cronie|anacron|atd|fcron)\.service$/;
const TRANSIENT = '/run/systemd/transient/';

/** What starts a program again, and where that is written. */
export interface Starters {
  starts: WatchMessage[];
  origins: Origin[];
  /** The processes that start it. */
  pids: number[];
}

/** Does a start's command name the program, or a script that is given to an interpreter? */
function names(command: string, path: string, title: string): boolean {
  const words = command.split(/[\s"';&|()<>]+/);
  const script = title
    .split(' ')
    .slice(1)
    .find((word) => word.startsWith('/'));
  return words.includes(path) || (script !== undefined && words.includes(script));
}

function placeOf({ name, origin }: PersistenceFact): string {
  return origin.line > 0 ? `${name}:${origin.line}` : name;
}

/** By cron: the line that names the program, or a script that it is run from. */
function byCron(persistence: readonly PersistenceFact[], { path, title }: Respawn, starters: Starters): void {
  const lines = persistence.filter(
    ({ kind, command = '' }) => (kind === 'cron' || kind === 'at job') && names(command, path, title),
  );
  for (const line of lines) {
    starters.starts.push({ key: 'startedByCron', params: { place: placeOf(line) } });
    starters.origins.push(line.origin);
  }
  if (lines.length === 0) starters.starts.push({ key: 'startedByCronUnseen', params: {} });
}

/** By systemd: the unit, whether it lasts, and the timer that calls it. */
function byUnit(persistence: readonly PersistenceFact[], unit: string, starters: Starters): void {
  const named = (name: string): PersistenceFact[] =>
    persistence.filter((one) => one.name === name || one.name.endsWith(`/${name}`));
  const own = named(unit);
  const timers = named(unit.replace(/\.service$/, '.timer'));
  const transient =
    [...own, ...timers].some(({ name }) => name.startsWith(TRANSIENT)) || /^run-[ur]/.test(unit);
  const place = own[0]?.name ?? unit;
  const key = transient ? 'startedByTransient' : 'startedByUnit';
  starters.starts.push({ key, params: { unit: place } });
  for (const timer of timers) starters.starts.push({ key: 'startedByTimer', params: { unit: timer.name } });
  starters.origins.push(...[...own, ...timers].map(({ origin }) => origin));
}

/** What starts a program again: the process above it, cron, a unit or a timer of systemd. */
export function startersOf(respawn: Respawn, { persistence }: Facts): Starters {
  const starters: Starters = { starts: [], origins: [], pids: [] };
  const last = respawn.runs.at(-1);
  if (last === undefined) return starters;
  const { parents, unit } = last;
  const isCron = parents.some(({ name }) => CRON.test(name)) || (unit !== undefined && CRON_UNIT.test(unit));
  const [nearest] = parents;
  // Process 1 takes in whoever lost its parent.
  if (nearest !== undefined && nearest.pid > 1 && !isCron) {
    starters.pids.push(nearest.pid);
    const process = processWords({ pid: nearest.pid, process: nearest.name });
    starters.starts.push({ key: 'startedByProcess', params: { process } });
    starters.origins.push({ evidence: `/proc/${nearest.pid}`, line: 0, by: 'proc' });
  }
  if (isCron) byCron(persistence, respawn, starters);
  else if (unit !== undefined) byUnit(persistence, unit, starters);
  if (starters.starts.length === 0) starters.starts.push({ key: 'startedUnseen', params: {} });
  return starters;
}
