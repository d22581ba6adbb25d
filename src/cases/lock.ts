import { join } from 'node:path';
import { errorCode, UserError } from '../base/errors.ts';
import type { Effects, Environment, Files, Processes } from '../base/ports.ts';
import { mendable } from '../base/atomic-files.ts';
import { packed } from '../model/reason.ts';
import type { FaultMessage } from './messages.ts';

export const LOCK_FILE = 'case.lock';

/** Who holds the case. */
interface Holder {
  pid: number;
  host: string;
  /** When the lock was taken. */
  since: string;
  /** When the process began, as its system tells it; it tells a process from a later one with the same number. */
  began?: string;
}

/** An unreadable lock is being written at this moment or was left by a process that was killed; after this time it is the latter. */
const UNREADABLE_LOCK_MS = 10_000;

/** Bytes of a lock that are read; a lock is one short line. */
const MAX_LOCK_BYTES = 64 * 1024;

interface ProcessState {
  /** The boot's id and the process's start in ticks since then. */
  began: string;
  /** A zombie: the process has ended, and its parent has not read its exit code yet. */
  ended: boolean;
}

/** When a process began and whether it has ended, from /proc; undefined on other systems than Linux. */
async function stateOf(pid: number, effects: Files & Environment): Promise<ProcessState | undefined> {
  if (effects.platform !== 'linux') return undefined;
  try {
    const boot = await effects.fs.readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    const stat = await effects.fs.readFile(`/proc/${pid}/stat`, 'utf8');
    // Fields 3 and 22; the second, the command's name, is in parentheses and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { began: `${boot.trim()}:${fields[19]}`, ended: fields[0] === 'Z' || fields[0] === 'X' };
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

function parseHolder(text: string): Holder | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { pid, host, since, began } = value as Partial<Record<keyof Holder, unknown>>;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (typeof host !== 'string' || typeof since !== 'string') return undefined;
  return { pid, host, since, ...(typeof began === 'string' ? { began } : {}) };
}

/** Whether the holder may still be at work. A lock from another computer cannot be checked, so it counts. */
async function atWork(holder: Holder, effects: Files & Processes & Environment): Promise<boolean> {
  if (holder.host !== effects.process.host) return true;
  if (!effects.process.alive(holder.pid)) return false;
  const state = await stateOf(holder.pid, effects);
  if (state === undefined) return true;
  return !state.ended && (holder.began === undefined || state.began === holder.began);
}

async function create(path: string, text: string, effects: Files): Promise<boolean> {
  try {
    await effects.fs.writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    // On a full disk an empty file is left, which would count as a lock.
    await effects.fs.rm(path, { force: true });
    throw error;
  }
}

/** For whoever goes on without this case, and says so in a language. */
const BUSY = packed({ key: 'caseBusy', params: {} } satisfies FaultMessage);

function held(path: string, holder: Holder | undefined): UserError {
  const by = holder ? ` (process ${holder.pid} on ${JSON.stringify(holder.host)} since ${holder.since})` : '';
  return new UserError(`another run is working on this case${by}`, {
    file: path,
    hint: 'Wait for it to end. If you are sure that none runs, delete the lock file.',
    reason: BUSY,
  });
}

/** The error for a lock that is no regular file: reading a pipe would wait, and a device may have no end. */
function foreign(path: string): UserError {
  return new UserError('something that is no lock stands in the place of the lock', {
    file: path,
    hint: 'Look at what it is, and remove it.',
  });
}

/** Reads the lock that is in the way; removes it if nobody is behind it any more, else throws. */
async function clearStale(path: string, effects: Effects): Promise<void> {
  let text: string;
  let written: number;
  try {
    const stat = await effects.fs.lstat(path);
    if (!stat.isFile() || stat.size > MAX_LOCK_BYTES) throw foreign(path);
    text = await effects.fs.readFile(path, 'utf8');
    written = stat.mtimeMs;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  const holder = parseHolder(text);
  const stale = holder
    ? !(await atWork(holder, effects))
    : effects.now().getTime() - written > UNREADABLE_LOCK_MS;
  if (!stale) throw held(path, holder);
  // Somebody else may have come to the same conclusion: what is moved away must be what was judged.
  const aside = `${path}.${effects.uuid()}.tmp`;
  try {
    await effects.fs.rename(path, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await effects.fs.readFile(aside, 'utf8');
  if (moved !== text) {
    await effects.fs.rename(aside, path);
    throw held(path, parseHolder(moved));
  }
  await effects.fs.rm(aside, { force: true });
}

/** Whether it is that somebody else holds the lock: then waiting helps. */
export function isHeld(error: unknown): boolean {
  return error instanceof UserError && error.reason === BUSY;
}

/**
 * Takes the case for this process. Gives the function that lets it go.
 * A lock whose process has ended is taken over.
 * @throws UserError (exit 2) while another run holds it
 */
export async function lockCase(dir: string, effects: Effects): Promise<() => Promise<void>> {
  const path = join(dir, LOCK_FILE);
  try {
    return await lockFile(path, effects);
  } catch (error) {
    throw mendable(error, 'the case cannot be locked', path);
  }
}

/**
 * Makes a lock file that tells who holds it, as `lockCase` does for a case. Gives the function that removes it.
 * @throws UserError, see `isHeld`, while another process holds it
 */
export async function lockFile(path: string, effects: Effects): Promise<() => Promise<void>> {
  const { pid, host } = effects.process;
  const state = await stateOf(pid, effects);
  const text = JSON.stringify({ pid, host, since: effects.now().toISOString(), began: state?.began });
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await create(path, text, effects)) return () => effects.fs.rm(path, { force: true });
    await clearStale(path, effects);
  }
  throw held(path, undefined);
}
