import type { LineRef, Severity } from '../../model/finding.ts';
import type { AbuseType } from '../../model/abuse-types.ts';
import type { HostNumbers } from '../../model/host-numbers.ts';
import type { Facts, Origin, ProcessFact, SocketFact } from '../facts.ts';
import type { Certainty, HostFinding } from '../finding.ts';
import type { TrafficMessage } from '../traffic/messages.ts';
import type { HostMessage } from '../words/messages.ts';
import { renderHost } from '../words/render.ts';

/** A finding names at most so many lines. */
const MAX_LINES = 20;

/** One process with all that different outputs say of it. */
export interface HostProcess extends ProcessFact {
  /** Names that outputs have for it, the kernel's first. */
  names: string[];
  sockets: SocketFact[];
  origins: Origin[];
}

/** All processes by number: those listed, and those that only a socket names. */
export function processesOf(facts: Facts): Map<number, HostProcess> {
  const all = new Map<number, HostProcess>();
  const of = (pid: number, origin: Origin): HostProcess => {
    const known = all.get(pid) ?? { pid, names: [], sockets: [], origins: [], origin };
    all.set(pid, known);
    known.origins.push(origin);
    return known;
  };
  for (const fact of facts.processes) {
    const process = of(fact.pid, fact.origin);
    // What an earlier output says is kept; a later one adds what is missing.
    Object.assign(process, { ...fact, ...defined(process) });
    if (fact.name !== undefined) process.names.push(fact.name);
  }
  for (const socket of facts.sockets) {
    for (const { pid, name } of socket.owners) {
      const process = of(pid, socket.origin);
      process.sockets.push(socket);
      if (name !== undefined && !process.names.includes(name)) process.names.push(name);
    }
  }
  linkExecutables(facts, all);
  linkDescriptors(facts, all);
  return all;
}

function defined<T extends object>(value: T): Partial<T> {
  const pairs = Object.entries(value).filter(([, one]) => one !== undefined);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same keys, fewer of them
  return Object.fromEntries(pairs) as Partial<T>;
}

/** `ls -l /proc/19719/exe` and `sha256sum /proc/19719/exe` tell what the process runs. */
function linkExecutables(facts: Facts, all: Map<number, HostProcess>): void {
  for (const file of facts.files) {
    const pid = /^\/proc\/(\d{1,10})\/exe$/.exec(file.path)?.[1];
    const process = pid === undefined ? undefined : all.get(Number(pid));
    if (process === undefined) continue;
    if (file.target !== undefined && process.executable === undefined) {
      const deleted = file.target.endsWith(' (deleted)');
      const path = deleted ? file.target.slice(0, -' (deleted)'.length) : file.target;
      process.executable = {
        path,
        ...(deleted && { deleted }),
        ...(path.startsWith('/memfd:') && { memfd: true }),
      };
      process.origins.push(file.origin);
    }
    if (file.sha256 !== undefined && process.executable !== undefined)
      process.executable.sha256 = file.sha256;
  }
}

/** `ls -l /proc/19719/fd` tells whose a socket is that a table of /proc/net lists by its inode number alone. */
function linkDescriptors(facts: Facts, all: Map<number, HostProcess>): void {
  const byInode = new Map<number, SocketFact[]>();
  for (const socket of facts.sockets) {
    if (socket.inode === undefined || socket.owners.length > 0) continue;
    byInode.set(socket.inode, [...(byInode.get(socket.inode) ?? []), socket]);
  }
  if (byInode.size === 0) return;
  for (const { path, target = '' } of facts.files) {
    const pid = /^\/proc\/(\d{1,10})\/fd\/\d+$/.exec(path)?.[1];
    const inode = /^socket:\[(\d{1,15})\]$/.exec(target)?.[1];
    const process = pid === undefined ? undefined : all.get(Number(pid));
    if (process === undefined || inode === undefined) continue;
    for (const socket of byInode.get(Number(inode)) ?? []) {
      if (!process.sockets.includes(socket)) process.sockets.push(socket);
    }
  }
}

/** What a sentence calls it. */
export function whoIs(process: HostProcess): { process?: string; pid: number } {
  const [name] = process.names;
  return { pid: process.pid, ...(name !== undefined && { process: name }) };
}

function linesOf(origins: readonly Origin[]): LineRef[] {
  const seen = new Set<string>();
  const lines: LineRef[] = [];
  for (const { evidence, line } of origins) {
    const key = `${evidence}\n${line}`;
    if (seen.has(key) || lines.length >= MAX_LINES) continue;
    seen.add(key);
    lines.push({ evidence, line });
  }
  return lines;
}

export interface Sign {
  detector: string;
  type: AbuseType;
  certainty: Certainty;
  severity: Severity;
  subject: HostFinding['subject'];
  numbers?: HostNumbers;
  message: HostMessage | TrafficMessage;
  origins: readonly Origin[];
}

/** A finding of a sign: its words in English, its lines, its id. */
export function findingOf({ origins, numbers = {}, ...sign }: Sign): HostFinding {
  const subject = Object.values(sign.subject).join(':');
  return {
    id: `${sign.detector}:${subject}`,
    ...sign,
    numbers,
    sentence: renderHost(sign.message, 'en'),
    lines: linesOf(origins),
  };
}
