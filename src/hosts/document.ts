import type { Inventory } from '../clouds/inventory.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Message } from '../model/message.ts';
import type { Reached } from './check.ts';
import { adviceOf } from './advice.ts';
import type { Facts, ProcessFact, RespawnFact } from './facts.ts';
import type { HostFinding } from './finding.ts';
import { runChecks } from './run-checks.ts';
import type { HostCheck } from './run-checks.ts';
import type { ListedKinds } from './parser.ts';
import { processesOf } from './signs/host.ts';
import { readSigns } from './signs/read.ts';
import { talkSign } from './signs/talks.ts';
import { answerOf } from './traffic/answer.ts';
import type { Traffic, TrafficAnswer } from './traffic/traffic.ts';
import type { WatchMessage } from './watch/sentences.ts';
import type { HostMessage } from './words/messages.ts';
import { writtenCount } from './words/reasons.ts';
import type { WrittenCount } from './words/reasons.ts';
import { renderHost } from './words/render.ts';

/** How much of a pasted text was read. */
type PasteCount = Pick<Evidence, 'path' | 'read' | 'parsed' | 'rejected' | 'skipped' | 'rejects' | 'skips'>;

/** A sentence in English beside its key and parameters. */
interface HostText<One extends Message = HostMessage> {
  text: string;
  message: One;
}

/** What a check says, in English beside its message. */
type WrittenCheck = Omit<HostCheck, 'fix'> & {
  text: string;
  fix?: { text: string; message: Message };
};

/** `host inspect --json`, and what a case says of a host; facts that nothing was read of are empty lists. */
export interface HostDocument {
  schema: 'abusedesk.host/1';
  /** Where it was looked: at this computer, at a mounted disk, at what commands printed. */
  source: 'live' | 'disk' | 'pastes';
  /** Names of the hosts, as far as they are known. */
  hosts: string[];
  evidence: WrittenCount[];
  processes: ProcessFact[];
  sockets: Facts['sockets'];
  counters: Facts['interfaces'];
  persistence: Facts['persistence'];
  files: Facts['files'];
  packages: Facts['packages'];
  logins: Facts['logins'];
  attempts: Facts['attempts'];
  malware: Facts['malware'];
  /** What scanners looked at. */
  scans: HostText[];
  /** Programs that ended while the host was watched, and what started them again. */
  respawns: WrittenRespawn[];
  filters: Facts['filters'];
  tracked: Facts['tracked'];
  containers: Facts['containers'];
  versions: Facts['versions'];
  /** What the host's clock said between other outputs. */
  clocks: Facts['clocks'];
  /** What the kernel has loaded. */
  modules: Facts['modules'];
  /** Where somebody may have come in: what is open, what cannot be told, what is well. */
  checks: WrittenCheck[];
  findings: HostFinding[];
  /** Which process sent what was asked for, claimed or logged towards an address. */
  traffic: WrittenAnswer[];
  gaps: HostText[];
  next: HostText<Message>[];
}

type WrittenRespawn = Omit<RespawnFact, 'starts'> & { starts: HostText<WatchMessage>[] };

/** An answer with its words in English. */
type WrittenAnswer = Omit<TrafficAnswer, 'because'> & {
  text: string;
  because: { text: string; message: Message }[];
};

function writtenAnswer({ because, ...answer }: TrafficAnswer): WrittenAnswer {
  return {
    ...answer,
    text: renderHost(answer.message, 'en'),
    because: because.map((message) => ({ text: renderHost(message, 'en'), message })),
  };
}

function texts<One extends Message>(messages: readonly One[]): HostText<One>[] {
  return messages.map((message) => ({ text: renderHost(message, 'en'), message }));
}

export interface HostSource {
  source: HostDocument['source'];
  hosts: readonly string[];
  evidence: readonly PasteCount[];
  facts: Facts;
  gaps: readonly HostMessage[];
  /** What scanners looked at. */
  looked?: readonly HostMessage[];
  /** Which kinds of sockets were listed. */
  listed: ListedKinds;
  /** What the cloud says of the host's surroundings. */
  inventory?: Inventory;
  /** What the flow log says of its ports of administration. */
  reached?: readonly Reached[];
  /** `2026-11-30`: which support has ended. */
  today: string;
}

function written({ fix, ...check }: HostCheck): WrittenCheck {
  return {
    ...check,
    text: renderHost(check.message, 'en'),
    ...(fix !== undefined && { fix: { text: renderHost(fix, 'en'), message: fix } }),
  };
}

/** @param traffic what was sent, of which the process is looked for */
export function hostDocument(from: HostSource, traffic: readonly Traffic[] = []): HostDocument {
  const { facts, gaps, inventory, reached = [], today, listed } = from;
  const processes = processesOf(facts);
  const found = new Set(traffic.length === 0 ? [] : readSigns(facts).map(({ detector }) => detector));
  const answers = traffic.map((one) => ({ one, ...answerOf({ facts, processes, found, listed }, one) }));
  const talks = answers.flatMap(({ one, talkers }) => talkers.map((talker) => talkSign(talker, one)));
  const findings = readSigns(facts, talks);
  return {
    schema: 'abusedesk.host/1',
    source: from.source,
    hosts: [...from.hosts],
    evidence: from.evidence.map(writtenCount),
    processes: facts.processes,
    sockets: facts.sockets,
    counters: facts.interfaces,
    persistence: facts.persistence,
    files: facts.files,
    packages: facts.packages,
    logins: facts.logins,
    attempts: facts.attempts,
    malware: facts.malware,
    scans: texts(from.looked ?? []),
    respawns: facts.respawns.map(({ starts, ...one }) => ({ ...one, starts: texts(starts) })),
    clocks: facts.clocks,
    filters: facts.filters,
    tracked: facts.tracked,
    containers: facts.containers,
    versions: facts.versions,
    modules: facts.modules,
    checks: runChecks({ facts, today, reached, ...(inventory !== undefined && { inventory }) }).map(written),
    findings,
    traffic: answers.map(({ answer }) => writtenAnswer(answer)),
    gaps: texts(gaps),
    next: texts(adviceOf(findings, gaps, facts, processes)),
  };
}
