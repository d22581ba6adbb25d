import { spawnSync } from 'node:child_process';
import type { SpawnSyncReturns } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Calls that change a disk, or open what will be changed, under the names of every architecture. */
const CALLS =
  'openat,creat,open,write,writev,pwrite64,pwritev,rename,renameat,renameat2,fsync,fdatasync,unlink,unlinkat,rmdir,mkdir,mkdirat,ftruncate,copy_file_range,sendfile';

/** One call of a program: its name, and the how-many-th of that name it is in its thread. */
export interface Call {
  name: string;
  when: number;
  /** It changes what is on the disk; the others open for reading what was written. */
  changes: boolean;
}

export interface Traced extends SpawnSyncReturns<string> {
  /** What strace wrote. */
  log: string;
}

/** All work on files is done by one thread, so that calls are counted alike every time. */
const ENVIRONMENT = { UV_THREADPOOL_SIZE: '1' };
/** Stops at the traced calls alone; strace 6.1 sends no signal then. */
const FAST = '--seccomp-bpf';
const PATIENCE_MS = 120_000;

function trace(argv: readonly string[], log: string, more: readonly string[]): Traced {
  const ran = spawnSync(
    'strace',
    [
      '-f',
      '-y',
      '-qq',
      '-o',
      log,
      '-e',
      `trace=?${CALLS.replaceAll(',', ',?')}`,
      ...more,
      process.execPath,
      ...argv,
    ],
    { encoding: 'utf8', timeout: PATIENCE_MS, env: { ...process.env, ...ENVIRONMENT } },
  );
  if (ran.error !== undefined) throw ran.error;
  return { ...ran, log: readFileSync(log, 'utf8') };
}

const LINE = /^(\d+) +(\w+)\(/;

/** What a program does to a folder when nothing fails. */
export interface Course {
  calls: Call[];
  /** Every path below the folder that it named. */
  paths: string[];
}

/** Traces a program whose names for temporary files are the same every time. */
export function courseIn(folder: string, argv: readonly string[], log: string): Course {
  const traced = trace(argv, log, [FAST]);
  if (traced.status !== 0) throw new Error(traced.stderr);
  const counts = new Map<string, number>();
  const calls: Call[] = [];
  const paths = new Set<string>();
  for (const line of traced.log.split('\n')) {
    const [, pid, name] = LINE.exec(line) ?? [];
    if (pid === undefined || name === undefined || !line.includes(folder)) continue;
    const when = (counts.get(`${pid} ${name}`) ?? 0) + 1;
    counts.set(`${pid} ${name}`, when);
    calls.push({ name, when, changes: name !== 'openat' || /O_WRONLY|O_RDWR|O_CREAT/.test(line) });
    for (const [path] of line.matchAll(/(?<=["<])\/[^">]+/g)) if (path.startsWith(folder)) paths.add(path);
  }
  return { calls, paths: [...paths] };
}

export const FAULTS = ['error=ENOSPC', 'error=EIO', 'signal=KILL'] as const;
export type Fault = (typeof FAULTS)[number];

/** Runs the program with one fault. `hit` says whether it was met. */
export function withFault(
  { name, when }: Call,
  fault: Fault,
  paths: readonly string[],
  argv: readonly string[],
  log: string,
): Traced & { hit: boolean } {
  const among = paths.flatMap((path) => ['-P', path]);
  const injected = ['-e', `inject=${name}:${fault}:when=${when}`, ...among];
  const killing = fault === 'signal=KILL';
  const traced = trace(argv, log, killing ? injected : [FAST, ...injected]);
  const killed = killing && traced.signal === 'SIGKILL';
  return { ...traced, hit: killed || traced.log.includes('(INJECTED)') };
}
