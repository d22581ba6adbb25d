import type { Executable, ProcessFact } from '../facts.ts';
import { given, wholeNumber } from '../text/words.ts';
import { concurrently } from './concurrently.ts';
import { attempt, secondOf, textOf } from './read.ts';
import type { Files } from './read.ts';

/** One process of /proc, and what joins it to sockets. */
export interface LiveProcess {
  fact: ProcessFact;
  /** Inode number of its network namespace. */
  namespace?: number;
  /** Inode numbers of its sockets; undefined: its descriptors may not be looked at. */
  sockets?: number[];
}

/** The kernel's clock of start times, USER_HZ: 100 on every architecture that Linux has ids for. */
const TICKS_PER_SECOND = 100;
const DELETED = ' (deleted)';

/** When the kernel started, in seconds since 1970; /proc/stat. */
async function bootTime(fs: Files, proc: string): Promise<number | undefined> {
  return wholeNumber(/^btime (\d+)$/m.exec((await textOf(fs, `${proc}/stat`)) ?? '')?.[1]);
}

/** All numbers that /proc lists. */
export async function listedPids(fs: Files, proc: string): Promise<number[]> {
  return (await fs.readdir(proc)).filter((name) => /^\d+$/.test(name)).map(Number);
}

/** @param users names by number, of /etc/passwd */
export async function readProcesses(
  fs: Files,
  proc: string,
  pids: readonly number[],
  users: ReadonlyMap<number, string>,
): Promise<LiveProcess[]> {
  const boot = await bootTime(fs, proc);
  const read = await concurrently(pids, (pid) => readProcess(fs, proc, pid, boot, users));
  return read.filter((one) => one !== undefined);
}

async function readProcess(
  fs: Files,
  proc: string,
  pid: number,
  boot: number | undefined,
  users: ReadonlyMap<number, string>,
): Promise<LiveProcess | undefined> {
  const folder = `${proc}/${pid}`;
  const stat = await textOf(fs, `${folder}/stat`);
  const status = await textOf(fs, `${folder}/status`);
  // It ended while the others were read.
  if (stat === undefined || status === undefined) return undefined;
  const [line, executable, cwd, namespace, sockets] = await Promise.all([
    textOf(fs, `${folder}/cmdline`),
    executableOf(fs, folder),
    attempt(fs.readlink(`${folder}/cwd`)),
    attempt(fs.readlink(`${folder}/ns/net`)),
    socketsOf(fs, folder),
  ]);
  const space = wholeNumber(/\[(\d+)\]/.exec(namespace ?? '')?.[1]);
  const title = line?.replace(/\0+$/, '').replaceAll('\0', ' ');
  const uid = wholeNumber(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
  const state = /^State:\s+(\S)/m.exec(status)?.[1];
  const parent = wholeNumber(/^PPid:\s+(\d+)/m.exec(status)?.[1]);
  const kernel =
    !/^VmSize:/m.test(status) &&
    state !== 'Z' &&
    state !== 'X' &&
    (pid === 2 || parent === 2 || parent === 0);
  const started = startOf(stat, boot);
  const fact: ProcessFact = {
    pid,
    ...given('parent', parent),
    ...given('user', uid === undefined ? undefined : (users.get(uid) ?? String(uid))),
    ...given('name', unescaped(/^Name:\t(.*)$/m.exec(status)?.[1])),
    ...given('title', title === '' ? undefined : title),
    ...given('executable', executable),
    ...given('started', started),
    ...given('state', state),
    ...given('folder', cwd),
    kernel,
    origin: { evidence: folder, line: 0, by: 'proc' },
  };
  return { fact, ...given('namespace', space), ...given('sockets', sockets) };
}

/** status(5) writes a line feed in a name as `\n` and a backslash as `\\`. */
export function unescaped(name: string | undefined): string | undefined {
  return name?.replaceAll(/\\([n\\])/g, (_, which: string) => (which === 'n' ? '\n' : '\\'));
}

/** ISO 8601. Field 22 of stat, counted behind the name: a name may hold blanks, brackets and line feeds. */
function startOf(stat: string, boot: number | undefined): string | undefined {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = wholeNumber(fields[19]);
  if (ticks === undefined || boot === undefined) return undefined;
  return secondOf(new Date((boot + ticks / TICKS_PER_SECOND) * 1000));
}

/**
 * What runs, and whether it still lies where it was started from. A file that another one was renamed over reads as
 * deleted too, and a name may itself end in ` (deleted)`; paths count from the process's own root.
 */
export async function executableOf(fs: Files, folder: string): Promise<Executable | undefined> {
  const link = await attempt(fs.readlink(`${folder}/exe`));
  if (link === undefined) return undefined;
  const running = await attempt(fs.stat(`${folder}/exe`));
  const size = given('size', running?.size);
  if (!link.endsWith(DELETED)) return { path: link, ...size };
  const named = await attempt(fs.stat(`${folder}/root${link}`));
  if (named !== undefined && named.ino === running?.ino && named.dev === running.dev)
    return { path: link, ...size };
  const path = link.slice(0, -DELETED.length);
  if (path.startsWith('/memfd:')) return { path, memfd: true, deleted: true, ...size };
  const other = await attempt(fs.stat(`${folder}/root${path}`));
  return { path, ...(other === undefined ? { deleted: true } : { replaced: true }), ...size };
}

async function socketsOf(fs: Files, folder: string): Promise<number[] | undefined> {
  const names = await attempt(fs.readdir(`${folder}/fd`));
  if (names === undefined) return undefined;
  const links = await Promise.all(names.map((name) => attempt(fs.readlink(`${folder}/fd/${name}`))));
  return links.flatMap((link) => {
    const inode = wholeNumber(/^socket:\[(\d+)\]$/.exec(link ?? '')?.[1]);
    return inode === undefined ? [] : [inode];
  });
}
