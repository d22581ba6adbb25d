import { wholeNumber } from '../text/words.ts';
import { listedPids } from './processes.ts';
import { textOf } from './read.ts';
import type { Files } from './read.ts';

/** Numbers beyond are not asked about: signal 0 to each takes a microsecond. */
const MOST = 1 << 18;

/**
 * Processes that answer signal 0 and that /proc does not list: a rootkit, or a mount over /proc/PID. Threads answer
 * as well; theirs is a folder that is there unlisted, and names another process.
 * @param alive answers whether a process or thread with the number exists
 */
export async function hiddenPids(
  fs: Files,
  proc: string,
  listed: readonly number[],
  alive: (pid: number) => boolean,
): Promise<number[]> {
  const last = wholeNumber(/(\d+)\s*$/.exec((await textOf(fs, `${proc}/loadavg`)) ?? '')?.[1]) ?? 0;
  const highest = Math.min(
    listed.reduce((most, pid) => Math.max(most, pid), last),
    MOST,
  );
  const known = new Set(listed);
  const suspects: number[] = [];
  // Each number that is free is an error inside `alive`, of which the stack would cost most.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    for (let pid = 1; pid <= highest; pid++) if (!known.has(pid) && alive(pid)) suspects.push(pid);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  const now = suspects.length === 0 ? known : new Set(await listedPids(fs, proc));
  const hidden: number[] = [];
  for (const pid of suspects) {
    if (now.has(pid) || !alive(pid)) continue;
    const status = await textOf(fs, `${proc}/${pid}/status`);
    const group = wholeNumber(/^Tgid:\s+(\d+)/m.exec(status ?? '')?.[1]);
    if (group === undefined || group === pid) hidden.push(pid);
  }
  return hidden;
}

/** Processes over whose folder something was mounted, by /proc/self/mountinfo. */
export async function coveredPids(fs: Files, proc: string): Promise<number[]> {
  const mounts = (await textOf(fs, `${proc}/self/mountinfo`)) ?? '';
  const pids = Array.from(mounts.matchAll(/ \/proc\/(\d+)(?: |\/)/g), ([, pid]) => Number(pid));
  return [...new Set(pids)];
}
