import type { Facts, ProcessFact } from '../facts.ts';
import { respawnsOf } from './respawns.ts';
import type { Run } from './respawns.ts';
import { factOf } from './take.ts';

const MAX_PARENTS = 6;

/** One list of processes, and when it was taken. */
interface Listing {
  at: number;
  processes: Map<number, ProcessFact>;
}

/** Lists of processes of one text, each behind a `date` of its own. */
function listingsOf({ processes, clocks }: Facts, evidence: string): Listing[] {
  const dates = clocks.filter(({ origin }) => origin.evidence === evidence);
  const listings = dates.map(({ at }): Listing => ({ at: Date.parse(at), processes: new Map() }));
  const lines = dates.map(({ origin }) => origin.line);
  for (const process of processes) {
    const { origin, pid, parent, title } = process;
    // Lists without parents and command lines tell no program apart.
    if (origin.evidence !== evidence || parent === undefined || title === undefined || title.startsWith('['))
      continue;
    const behind = lines.findLastIndex((line) => line < origin.line);
    listings[behind]?.processes.set(pid, process);
  }
  return listings.filter((one) => one.processes.size > 0);
}

/** `/usr/sbin/cron -f` is called `cron`. */
function nameOf({ name, title = '' }: ProcessFact): string {
  return name ?? title.split(' ', 1)[0]?.split('/').at(-1) ?? '';
}

function parentsOf(process: ProcessFact, listing: Listing): Run['parents'] {
  const parents: Run['parents'] = [];
  let above = listing.processes.get(process.parent ?? 0);
  while (above !== undefined && parents.length < MAX_PARENTS) {
    parents.push({ pid: above.pid, name: nameOf(above) });
    above = listing.processes.get(above.parent ?? 0);
  }
  return parents;
}

/** What processes run, by `ls -l /proc/PID/exe`. */
function programsOf({ files }: Facts): Map<number, string> {
  const programs = new Map<number, string>();
  for (const { path, target } of files) {
    const pid = /^\/proc\/(\d{1,10})\/exe$/.exec(path)?.[1];
    if (pid !== undefined && target !== undefined)
      programs.set(Number(pid), target.replace(/ \(deleted\)$/, ''));
  }
  return programs;
}

function runsOf(listings: readonly Listing[], programs: ReadonlyMap<number, string>): Run[] {
  const runs: Run[] = [];
  const living = new Map<number, Run>();
  for (const [look, listing] of listings.entries()) {
    for (const [pid, run] of living) {
      if (listing.processes.get(pid)?.title === run.title) continue;
      run.gone = look;
      living.delete(pid);
    }
    for (const process of listing.processes.values()) {
      const { pid, parent, title = '' } = process;
      // One that ended and is listed on.
      if (living.has(pid) || process.state?.startsWith('Z') === true) continue;
      const path = programs.get(pid) ?? title.split(' ', 1)[0] ?? '';
      // `nginx: worker process` tells no program.
      if (!path.startsWith('/')) continue;
      const above = parent === undefined ? {} : { parent };
      const run: Run = {
        pid,
        ...above,
        parents: parentsOf(process, listing),
        path,
        title,
        first: look,
        settled: true,
      };
      runs.push(run);
      living.set(pid, run);
    }
  }
  return runs;
}

/** Programs that came back between two lists of processes of one text, as the collector prints them when it is told to wait. */
export function takeListedTwice(facts: Facts): void {
  const programs = programsOf(facts);
  for (const evidence of new Set(facts.clocks.map(({ origin }) => origin.evidence))) {
    const listings = listingsOf(facts, evidence);
    const [first] = listings;
    const last = listings.at(-1);
    if (listings.length < 2 || first === undefined || last === undefined) continue;
    const seconds = Math.max(0, Math.round((last.at - first.at) / 1000));
    for (const respawn of respawnsOf(runsOf(listings, programs))) {
      const pid = respawn.runs.at(-1)?.pid ?? 0;
      const origin = last.processes.get(pid)?.origin;
      if (origin !== undefined) facts.respawns.push(factOf(respawn, seconds, facts, origin));
    }
  }
}
