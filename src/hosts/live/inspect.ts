import { createHash } from 'node:crypto';
import type { Environment, Files as OwnFiles, Programs } from '../../base/ports.ts';
import { Facts } from '../facts.ts';
import { scan } from '../scanners/scan.ts';
import type { Scanner } from '../scanners/scanner.ts';
import { isForeign } from '../signs/modules.ts';
import { readSigns } from '../signs/read.ts';
import type { HostMessage } from '../words/messages.ts';
import { readConfigurations } from './configurations.ts';
import { coveredPids, hiddenPids } from './hidden.ts';
import { readModules } from './modules.ts';
import { readPersistence, temporaryPrograms, TEMPORARY } from './persistence.ts';
import { listedPids, readProcesses } from './processes.ts';
import { Tree } from './read.ts';
import type { Files } from './read.ts';
import { readScripts } from './scripts.ts';
import { readSockets } from './sockets.ts';
import { askSshd } from './sshd.ts';
import { scanTargets } from './targets.ts';
import { changedTools } from './tools.ts';

/** What was read of a host, and what could not be. */
export interface Inspection {
  facts: Facts;
  gaps: HostMessage[];
  /** What scanners say of their work. */
  looked: HostMessage[];
}

/** Programs of this computer that are asked: sshd for its settings, and scanners for the host's files. */
export interface Scanning {
  scanners: readonly Scanner[];
  effects: Environment & OwnFiles & Programs;
}

/** So many files that were not looked at are named. */
const MOST_NAMED = 10;
/** Programs up to this size are hashed. */
const MAX_PROGRAM_BYTES = 256 * 2 ** 20;
const BLOCK = 1 << 20;

/** Names by number, and home folders, of /etc/passwd. */
async function accounts(tree: Tree): Promise<{ users: Map<number, string>; homes: string[] }> {
  const users = new Map<number, string>();
  const homes = new Set<string>();
  for (const line of ((await tree.file('/etc/passwd'))?.text ?? '').split('\n')) {
    const [name = '', , uid = '', , , home = ''] = line.split(':');
    if (/^\d+$/.test(uid) && !users.has(Number(uid))) users.set(Number(uid), name);
    if (/^\/(?:root|home\/|var\/lib\/|srv\/|opt\/)/.test(home)) homes.add(home);
  }
  return { users, homes: [...homes] };
}

/** What is on the disk: what starts by itself, programs in temporary folders, tools that were changed. */
async function readFiles(
  fs: Files,
  tree: Tree,
  homes: readonly string[],
  inspected: Inspection,
): Promise<void> {
  const { facts, gaps } = inspected;
  facts.persistence.push(...(await readPersistence(tree, homes)));
  const leftOut = await readConfigurations(fs, tree, facts);
  if (leftOut.length > 0) gaps.push({ key: 'notLookedAt', params: { paths: leftOut.slice(0, MOST_NAMED) } });
  const scripts = await readScripts(tree, facts.configurations);
  facts.files.push(...scripts.files);
  if (!scripts.whole) gaps.push({ key: 'deeperLeft', params: { folders: scripts.roots } });
  const { files, whole } = await temporaryPrograms(tree);
  facts.files.push(...files);
  if (!whole) gaps.push({ key: 'deeperLeft', params: { folders: TEMPORARY } });
  const changed = await changedTools(fs, tree);
  if (changed === undefined)
    gaps.push({ key: 'toolsUnchecked', params: { next: { shell_line: 'rpm -Va' } } });
  else facts.packages.push(...changed);
}

/** What scanners recognise on the host, of what runs too. */
async function readScanners(
  { scanners, effects }: Scanning,
  tree: Tree,
  proc: string,
  { facts, gaps, looked }: Inspection,
): Promise<void> {
  if (scanners.length === 0) return;
  const { targets, left } = await scanTargets(tree, facts, proc);
  const scanned = await scan(scanners, targets, effects);
  facts.malware.push(...scanned.malware);
  looked.push(...scanned.looked);
  gaps.push(...scanned.gaps);
  if (left.length > 0)
    gaps.push({ key: 'scanLeft', params: { files: left.length, paths: left.slice(0, MOST_NAMED) } });
}

/** SHA-256 of what a process runs: of the running image, whatever lies at its path. */
async function hashOf(fs: Files, path: string): Promise<string | undefined> {
  try {
    const handle = await fs.open(path, 'r');
    try {
      const hash = createHash('sha256');
      const block = Buffer.alloc(BLOCK);
      for (let at = 0; at < MAX_PROGRAM_BYTES;) {
        const { bytesRead } = await handle.read(block, 0, BLOCK, at);
        if (bytesRead === 0) return hash.digest('hex');
        hash.update(block.subarray(0, bytesRead));
        at += bytesRead;
      }
      return undefined;
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}

/** Hashes what the processes run that a sign points at. */
async function hashSuspects(fs: Files, proc: string, facts: Facts): Promise<void> {
  const suspects = new Set(readSigns(facts).flatMap(({ subject }) => subject.pid ?? []));
  for (const process of facts.processes) {
    if (!suspects.has(process.pid) || process.executable === undefined) continue;
    const sha256 = await hashOf(fs, `${proc}/${process.pid}/exe`);
    if (sha256 !== undefined) process.executable.sha256 = sha256;
  }
}

/**
 * Inspects this computer, which runs Linux. Changes nothing, and reads no contents of memory.
 * @param alive whether a process or thread with the number exists
 */
export async function inspectLive(
  fs: Files,
  alive: (pid: number) => boolean,
  proc = '/proc',
  scanning?: Scanning,
): Promise<Inspection> {
  const inspected: Inspection = { facts: new Facts(), gaps: [], looked: [] };
  const { facts, gaps } = inspected;
  const tree = new Tree(fs, '/');
  const { users, homes } = await accounts(tree);
  const pids = await listedPids(fs, proc);
  const hidden = await hiddenPids(fs, proc, pids, alive);
  const processes = await readProcesses(fs, proc, [...pids, ...hidden], users);
  for (const { fact } of processes) {
    if (hidden.includes(fact.pid)) fact.hidden = true;
    facts.processes.push(fact);
  }
  for (const pid of hidden) {
    if (processes.some(({ fact }) => fact.pid === pid)) continue;
    facts.processes.push({ pid, hidden: true, origin: { evidence: `${proc}/${pid}`, line: 0, by: 'proc' } });
  }
  for (const pid of await coveredPids(fs, proc)) {
    facts.processes.push({
      pid,
      covered: true,
      origin: { evidence: `${proc}/self/mountinfo`, line: 0, by: 'proc' },
    });
  }
  const { sockets, interfaces } = await readSockets(fs, proc, processes);
  facts.sockets.push(...sockets);
  facts.interfaces.push(...interfaces);
  const blind = processes.filter(
    ({ fact, sockets: own }) => fact.kernel !== true && own === undefined,
  ).length;
  if (blind > 0) gaps.push({ key: 'notRoot', params: { processes: blind } });
  const { modules, kernels } = await readModules(fs, tree, proc, '/sys');
  facts.modules.push(...modules);
  facts.kernels.push(...kernels);
  const unknown = modules.filter((module) => module.installed === undefined && isForeign(module));
  if (unknown.length > 0) {
    const names = unknown.slice(0, MOST_NAMED).map(({ name }) => name);
    gaps.push({ key: 'modulesUnchecked', params: { modules: names } });
  }
  await readFiles(fs, tree, homes, inspected);
  if (scanning !== undefined) {
    gaps.push(...(await askSshd(fs, tree, proc, facts, scanning.effects)));
    await readScanners(scanning, tree, proc, inspected);
  }
  await hashSuspects(fs, proc, facts);
  return inspected;
}

/** Inspects a disk or image that is mounted below `root`. */
export async function inspectDisk(fs: Files, root: string, scanning?: Scanning): Promise<Inspection> {
  const gaps: HostMessage[] = [{ key: 'diskOnly', params: {} }];
  const inspected: Inspection = { facts: new Facts(), gaps, looked: [] };
  const tree = new Tree(fs, root);
  const { homes } = await accounts(tree);
  await readFiles(fs, tree, homes, inspected);
  if (scanning !== undefined) await readScanners(scanning, tree, '/proc', inspected);
  return inspected;
}
