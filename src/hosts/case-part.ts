import type { Cost } from '../model/cost.ts';
import type { HostPart } from '../model/host.ts';
import type { Message } from '../model/message.ts';
import type { HostDocument } from './document.ts';
import type { Endpoint, Facts, InterfaceFact, SocketFact } from './facts.ts';
import { given } from './text/words.ts';
import { HostTimeline } from './timeline/timeline.ts';
import { processesOf } from './signs/host.ts';
import type { HostProcess } from './signs/host.ts';

/** Parents are followed so far up. */
const MAX_PARENTS = 8;
/** So many things that start by themselves are listed. */
const MOST_STARTS = 200;

type PartSocket = HostPart['processes'][number]['sockets'][number];

function placeOf(end: Endpoint | undefined): string | undefined {
  if (end === undefined) return undefined;
  const { address, cut, port, service } = end;
  const place = address ?? (cut === undefined ? '*' : `${cut}…`);
  const last = port ?? service ?? '*';
  return place.includes(':') ? `[${place}]:${last}` : `${place}:${last}`;
}

/** Sockets alike as one, with their number. */
function socketsOf(sockets: readonly SocketFact[]): PartSocket[] {
  const alike = new Map<string, PartSocket>();
  for (const { kind, protocol, local, remote, state } of sockets) {
    const [near, far] = kind === 'raw' || kind === 'packet' ? [] : [placeOf(local), placeOf(remote)];
    const socket: PartSocket = {
      kind,
      ...(protocol !== undefined && { protocol }),
      ...(near !== undefined && { local: near }),
      ...(far !== undefined && { remote: far }),
      ...(state !== undefined && { state }),
      count: 1,
    };
    const key = JSON.stringify(socket);
    const known = alike.get(key);
    if (known === undefined) alike.set(key, socket);
    else known.count += 1;
  }
  return [...alike.values()];
}

function processPart(process: HostProcess, culprit: boolean): HostPart['processes'][number] {
  const { pid, parent, user, title, executable, started, origin } = process;
  const [name] = process.names;
  return {
    pid,
    ...(parent !== undefined && { parent }),
    ...(user !== undefined && { user }),
    ...(name !== undefined && { name }),
    ...(title !== undefined && { title }),
    ...(executable !== undefined && { program: executable.path }),
    ...(started !== undefined && { started }),
    sockets: socketsOf(process.sockets),
    culprit,
    origin,
  };
}

function counterPart(fact: InterfaceFact): HostPart['counters'][number] {
  const { interface: name, tx_bytes, rx_bytes, tx_packets, rx_packets, origin } = fact;
  return {
    interface: name,
    ...given('tx_bytes', tx_bytes),
    ...given('rx_bytes', rx_bytes),
    ...given('tx_packets', tx_packets),
    ...given('rx_packets', rx_packets),
    origin,
  };
}

/** Bytes that one-sided counters have sent; 0 where there is none. */
export function floodedBytes({ findings }: HostDocument): number {
  const counters = findings.filter(({ detector }) => detector === 'one-sided-counter');
  return counters.reduce((sum, { numbers }) => sum + (numbers.bytes_sent ?? 0), 0);
}

/** What starts by itself, those that findings point at first. */
function persistencePart(
  { persistence }: Facts,
  findings: HostDocument['findings'],
): NonNullable<HostPart['persistence']> {
  const odd = new Set(
    findings.flatMap(({ lines }) => lines.map(({ evidence, line }) => `${line} ${evidence}`)),
  );
  const all = persistence.map(({ kind, name, when, command, user, origin }) => ({
    kind,
    name,
    ...given('when', when),
    ...given('command', command),
    ...given('user', user),
    odd: origin.line > 0 && odd.has(`${origin.line} ${origin.evidence}`),
    origin,
  }));
  return all.toSorted((a, b) => Number(b.odd) - Number(a.odd)).slice(0, MOST_STARTS);
}

/** What a case keeps of a host: its findings, the processes that they point at with their parents, counters, gaps. */
export function casePart(document: HostDocument, facts: Facts, cost: Cost | undefined): HostPart {
  const { hosts, findings, checks, traffic, gaps, next, counters } = document;
  const all = processesOf(facts);
  const culprits = new Set(
    findings.flatMap(({ severity, subject }) => (severity === 'high' ? (subject.pid ?? []) : [])),
  );
  const accused = new Set([
    ...findings.flatMap(({ subject }) => subject.pid ?? []),
    ...traffic.flatMap(({ pids }) => pids),
  ]);
  const shown = new Set(accused);
  for (const pid of accused) {
    let parent = all.get(pid)?.parent;
    for (let i = 0; i < MAX_PARENTS && parent !== undefined && all.has(parent); i++) {
      shown.add(parent);
      parent = all.get(parent)?.parent;
    }
  }
  const starts = persistencePart(facts, findings);
  const timeline = new HostTimeline(facts);
  for (const pid of shown) {
    const process = all.get(pid);
    if (process !== undefined) timeline.process(process);
  }
  timeline.files();
  timeline.logins();
  const { moments, unplaced } = timeline;
  const left: Message[] = unplaced === 0 ? [] : [{ key: 'hostUnplaced', params: { times: unplaced } }];
  const processes = [...shown].sort((a, b) => a - b).flatMap((pid) => all.get(pid) ?? []);
  return {
    hosts,
    findings: findings.map(({ sentence: _sentence, ...finding }) => finding),
    checks: checks.map(({ text: _text, fix, ...check }) =>
      fix === undefined ? check : Object.assign(check, { fix: fix.message }),
    ),
    ...(traffic.length > 0 && {
      traffic: traffic.map(({ text: _text, because, ...answer }) =>
        Object.assign(answer, { because: because.map(({ message }) => message) }),
      ),
    }),
    processes: processes.map((process) => processPart(process, culprits.has(process.pid))),
    counters: counters.map(counterPart),
    ...(cost !== undefined && { cost }),
    ...(moments.length > 0 && { timeline: moments }),
    ...(starts.length > 0 && { persistence: starts }),
    gaps: [...gaps.map(({ message }) => message), ...left],
    next: next.map(({ message }) => message),
  };
}
