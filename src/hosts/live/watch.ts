import { setTimeout as pause } from 'node:timers/promises';
import { wholeNumber } from '../text/words.ts';
import type { Run } from '../watch/respawns.ts';
import { executableOf, listedPids, unescaped } from './processes.ts';
import { textOf } from './read.ts';
import type { Files } from './read.ts';

/** Between two looks, milliseconds: one over 5,000 processes takes some two. */
const EVERY_MS = 200;
/** So many looks a process is read anew: what has just begun may still be what started it. */
const YOUNG = 5;
const MAX_RUNS = 20_000;
const MAX_PARENTS = 6;
const MAX_TITLE = 2000;

/** One process, by what it runs; undefined: it is gone, is only waited for, or a thread of the kernel. */
async function readRun(fs: Files, proc: string, pid: number, first: number): Promise<Run | undefined> {
  const folder = `${proc}/${pid}`;
  const status = await textOf(fs, `${folder}/status`);
  const executable = await executableOf(fs, folder);
  if (status === undefined || executable === undefined || isOver(status)) return undefined;
  const line = (await textOf(fs, `${folder}/cmdline`)) ?? '';
  const group = (await textOf(fs, `${folder}/cgroup`)) ?? '';
  const unit = /\/([^/\n]{1,256}\.service)(?:\/[^\n]*)?$/m.exec(group)?.[1];
  const parent = parentOf(status);
  return {
    pid,
    ...(parent !== undefined && { parent }),
    parents: await parentsOf(fs, proc, parent),
    path: executable.path,
    title: line.slice(0, MAX_TITLE).replace(/\0+$/, '').replaceAll('\0', ' '),
    ...(unit !== undefined && { unit }),
    first,
  };
}

function parentOf(status: string): number | undefined {
  return wholeNumber(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
}

/** Ended, and not yet taken notice of by its parent. */
function isOver(status: string): boolean {
  return /^State:\s+[ZX]/m.test(status);
}

async function parentsOf(fs: Files, proc: string, parent: number | undefined): Promise<Run['parents']> {
  const parents: Run['parents'] = [];
  let pid = parent ?? 0;
  while (pid > 0 && parents.length < MAX_PARENTS) {
    const status = await textOf(fs, `${proc}/${pid}/status`);
    if (status === undefined) break;
    parents.push({ pid, name: unescaped(/^Name:\t(.*)$/m.exec(status)?.[1]) ?? '' });
    pid = parentOf(status) ?? 0;
  }
  return parents;
}

/** Runs that were seen while a host was watched; `whole`: none was left out. */
export interface Watched {
  runs: Run[];
  whole: boolean;
}

/**
 * Looks at the list of processes again and again; changes nothing. What lives for less than a look's distance may be missed.
 * @param looks how often; the first one sees what runs already
 * @param signal ends it early
 */
export async function watchProcesses(
  fs: Files,
  proc: string,
  looks: number,
  signal: AbortSignal,
): Promise<Watched> {
  const runs: Run[] = [];
  const living = new Map<number, Run | undefined>();
  let whole = true;
  for (let look = 0; look < looks && !signal.aborted; look++) {
    if (look > 0) await pause(EVERY_MS, undefined, { signal }).catch(() => undefined);
    const now = new Set(await listedPids(fs, proc));
    for (const [pid, run] of living) {
      if (now.has(pid)) continue;
      if (run !== undefined) run.gone = look;
      living.delete(pid);
    }
    const begun = new Set<string>();
    for (const pid of now) {
      const known = living.get(pid);
      const isSettled = known === undefined || known.first === 0 || look - known.first >= YOUNG;
      if (living.has(pid) && isSettled) continue;
      const run = await readRun(fs, proc, pid, known?.first ?? look);
      if (known === undefined) living.set(pid, run);
      if (run === undefined) continue;
      begun.add(run.path);
      if (known !== undefined) Object.assign(known, run, { settled: true });
      else if (runs.length < MAX_RUNS) runs.push(run);
      else whole = false;
    }
    if (look === 0) continue;
    // One that ended, and of which its parent takes no notice, is listed on.
    for (const [pid, run] of living) {
      if (run === undefined || run.first === look || !begun.has(run.path)) continue;
      const status = await textOf(fs, `${proc}/${pid}/status`);
      if (status === undefined || !isOver(status)) continue;
      run.gone = look;
      living.set(pid, undefined);
    }
  }
  return { runs, whole };
}

/** Looks in so many seconds. */
export function looksIn(seconds: number): number {
  return Math.max(2, Math.ceil((seconds * 1000) / EVERY_MS));
}
