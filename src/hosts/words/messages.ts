import type { WordsOf } from '../../language/words.ts';
import type { CommandLine } from '../../model/message.ts';
import type { Unseen } from '../hidden.ts';
import type { AttemptFact, PersistenceFact } from '../facts.ts';
import type { ScannerMessage } from '../scanners/sentences.ts';
import type { WatchMessage } from '../watch/sentences.ts';
import type { ScriptMessage } from '../scripts/sentences.ts';

/** It has no parameters. */
type Nothing = Record<string, never>;

interface Who {
  /** As its sockets or the process list name it; absent where nothing does. */
  process?: string;
  pid: number;
}

/** What inspecting a host says, by key, and the parameters of each sentence. Commands are the same in every language. */
export interface HostMessages {
  /** `protocol`: the IP protocol; 255 lets the sender write the whole header. `others`: ordinary sockets of the process. */
  rawSocket: Who & { sockets: number; protocol: number; others: boolean; queued: number };
  packetSocket: Who & { sockets: number };
  deletedProgram: Who & { path: string };
  memoryProgram: Who & { path: string };
  temporaryProgram: Who & { path: string };
  /** `folder`: only the folder's last name is known. */
  temporaryFile: { path: string; kind: string; folder?: string };
  maskedName: Who & { title: string; path?: string };
  hiddenProcess: { pid: number };
  coveredProcess: { pid: number };
  orphanSocket: { kind: 'raw' | 'packet'; sockets: number };
  oneSided: {
    interface: string;
    sent: number;
    received: number;
    sent_packets: number;
    received_packets: number;
  };
  oddStart: { kind: PersistenceFact['kind']; name: string; command: string };
  preload: { name: string; library: string };
  hiddenModule: { name: string };
  /** `flags`: the kernel's marks, `OE`. */
  foreignModule: { name: string; flags: string };
  taintedKernel: { flags: string };
  family: { family: string; signs: string[] };
  scanner: { scanner: string; path: string; signature: string };
  toolChanged: { path: string };
  /** `refused`: logins of the address that failed. */
  guessedLogin: { user: string; from: string; refused: number };
  attemptsFailed: { attempts: number; port?: number; outcomes: AttemptFact['outcome'][] };

  hides: { command: string; unseen: Unseen[]; next: CommandLine[] };
  severalHosts: { hosts: string[] };
  notRoot: { processes: number };
  deeperLeft: { folders: string[] };
  notLookedAt: { paths: string[] };
  /** `records`: those that were read, the last ones. */
  loginsLeft: { path: string; records: number };
  loginsBroken: { path: string; records: number; of: number };
  toolsUnchecked: { next: CommandLine };
  modulesUnchecked: { modules: string[] };
  /** `said`: in its own words. */
  sshdUnasked: { said: string };
  diskOnly: Nothing;
  nothingRead: { path: string };

  adviceKeep: { pid: number; next: CommandLine };
  adviceRebuild: Nothing;
  adviceRotate: Nothing;
  adviceFilter: Nothing;
  run: { next: CommandLine[] };
}

export type HostMessage =
  | { [K in keyof HostMessages]: { key: K; params: HostMessages[K] } }[keyof HostMessages]
  | ScriptMessage
  | ScannerMessage
  | WatchMessage;

/** Words of the page and the terminal around the sentences. */
interface HostLabels {
  /** Of processes, files and logins by time. */
  timeline: string;
  time: string;
  happened: string;
  /** Of answers to the question who sent what the notice names. */
  traffic: string;
  title: string;
  found: string;
  nothing: string;
  processes: string;
  sockets: string;
  counters: string;
  persistence: string;
  unseen: string;
  next: string;
  sent: string;
  received: string;
  interface: string;
  process: string;
  number: string;
  program: string;
  started: string;
  kind: string;
  local: string;
  remote: string;
  cost: string;
  /** Ways in that checks found open. */
  checks: string;
  fix: string;
  /** Of a list of checks: those that passed. */
  passed: string;
  reference: string;
}

export interface HostWords {
  labels: HostLabels;
  unseen: Record<Unseen, string>;
  outcomes: Record<AttemptFact['outcome'], string>;
  /** What starts something by itself. */
  starts: Record<PersistenceFact['kind'], string>;
  sentences: WordsOf<HostMessages>;
}
