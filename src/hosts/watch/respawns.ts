import { INSTALLED } from '../indicators/usual.ts';

/** One run of a program, as it was seen while it was watched. */
export interface Run {
  pid: number;
  parent?: number;
  /** Names of its parents, the nearest first, as they were when it was seen. */
  parents: { pid: number; name: string }[];
  path: string;
  title: string;
  /** Of its cgroup, the unit of systemd: `cron.service`. */
  unit?: string;
  /** Which look saw it first, and which saw it no more. */
  first: number;
  gone?: number;
  /** It was read again after it began: before, it may still have been what started it. */
  settled?: boolean;
}

/** A program that ended, and of which another process began afterwards. */
export interface Respawn {
  path: string;
  title: string;
  /** Its processes, earliest first; those that ran from the beginning are among them. */
  runs: Run[];
}

/** So many programs are told. */
const MOST = 200;

/** Programs are the same by their file; installed ones, an interpreter among them, by their command line as well. */
function programOf({ path, title }: Run): string {
  return INSTALLED.test(path) ? `${path}\n${title}` : path;
}

/** Which programs came back: a run that began when an earlier one of the same program had ended. */
export function respawnsOf(runs: readonly Run[]): Respawn[] {
  const byProgram = new Map<string, Run[]>();
  const byPid = new Map(runs.map((run) => [run.pid, run]));
  for (const run of runs) {
    const above = byPid.get(run.parent ?? 0);
    const isLike = above !== undefined && programOf(above) === programOf(run);
    // A shell's part of a pipe, a server's worker; and what was seen before it became another program.
    if (isLike && run.first > 0 && (run.settled !== true || INSTALLED.test(run.path))) continue;
    const program = programOf(run);
    const list = byProgram.get(program);
    if (list === undefined) byProgram.set(program, [run]);
    else list.push(run);
  }
  const respawns: Respawn[] = [];
  for (const list of byProgram.values()) {
    const sorted = list.toSorted((a, b) => a.first - b.first);
    const ended = Math.min(...sorted.map(({ gone = Number.POSITIVE_INFINITY }) => gone));
    const last = sorted.at(-1);
    if (last === undefined || last.first < ended) continue;
    respawns.push({ path: last.path, title: last.title, runs: sorted });
  }
  return respawns.toSorted((a, b) => b.runs.length - a.runs.length).slice(0, MOST);
}
