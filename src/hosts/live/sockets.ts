import type { InterfaceFact, Owner, SocketFact } from '../facts.ts';
import { readDevRow } from '../proc/dev.ts';
import { PROC_TABLES, readProcRow } from '../proc/net.ts';
import type { ProcTable } from '../proc/net.ts';
import { given } from '../text/words.ts';
import type { LiveProcess } from './processes.ts';
import { attempt, textOf } from './read.ts';
import type { Files } from './read.ts';

/** What one network namespace holds. */
interface Namespace {
  /** Inode number; undefined where the kernel does not show it. */
  id?: number;
  /** A folder of /proc whose `net` is the namespace's. */
  folder: string;
}

/** Every network namespace that a process lives in, by one of its processes: anonymous ones too. */
function namespacesOf(processes: readonly LiveProcess[], proc: string): Namespace[] {
  const seen = new Map<number, string>();
  for (const { fact, namespace } of processes) {
    if (namespace !== undefined && !seen.has(namespace)) seen.set(namespace, `${proc}/${fact.pid}`);
  }
  if (seen.size === 0) return [{ folder: `${proc}/self` }];
  return Array.from(seen, ([id, folder]) => ({ id, folder }));
}

/** The processes that hold each socket, by its inode number. */
function ownersOf(processes: readonly LiveProcess[]): Map<number, Owner[]> {
  const owners = new Map<number, Owner[]>();
  for (const { fact, sockets } of processes) {
    for (const inode of new Set(sockets)) {
      const list = owners.get(inode) ?? [];
      list.push({ pid: fact.pid, ...given('name', fact.name) });
      owners.set(inode, list);
    }
  }
  return owners;
}

/** All sockets and counters of every namespace, sockets joined to the processes that hold them. */
export async function readSockets(
  fs: Files,
  proc: string,
  processes: readonly LiveProcess[],
): Promise<{ sockets: SocketFact[]; interfaces: InterfaceFact[] }> {
  const owners = ownersOf(processes);
  const names = await interfaceNames(fs);
  const sockets: SocketFact[] = [];
  const interfaces: InterfaceFact[] = [];
  const namespaces = namespacesOf(processes, proc);
  for (const { id, folder } of namespaces) {
    const where = given('namespace', namespaces.length > 1 ? id : undefined);
    for (const name of Object.keys(PROC_TABLES)) {
      const path = `${folder}/net/${name}`;
      const lines = ((await textOf(fs, path)) ?? '').split('\n');
      for (const [at, line] of lines.entries()) {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of PROC_TABLES
        const socket = readProcRow(line, name as ProcTable, { evidence: path, line: at + 1, by: 'proc' });
        if (socket === undefined) continue;
        socket.owners = (socket.inode !== undefined && owners.get(socket.inode)) || [];
        sockets.push(Object.assign(socket, where));
      }
    }
    const path = `${folder}/net/dev`;
    for (const [at, line] of ((await textOf(fs, path)) ?? '').split('\n').entries()) {
      const fact = readDevRow(line, { evidence: path, line: at + 1, by: 'proc' });
      if (fact === undefined) continue;
      if (names.promiscuous.has(fact.interface) && namespaces[0]?.id === id) fact.promiscuous = true;
      interfaces.push(Object.assign(fact, where));
    }
  }
  return { sockets, interfaces };
}

/** IFF_PROMISC, include/uapi/linux/if.h */
const PROMISCUOUS = 0x100;

async function interfaceNames(fs: Files): Promise<{ promiscuous: Set<string> }> {
  const promiscuous = new Set<string>();
  for (const name of (await attempt(fs.readdir('/sys/class/net'))) ?? []) {
    const flags = Number((await textOf(fs, `/sys/class/net/${name}/flags`)) ?? '0');
    if ((flags & PROMISCUOUS) !== 0) promiscuous.add(name);
  }
  return { promiscuous };
}
