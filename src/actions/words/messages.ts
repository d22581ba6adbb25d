import type { BlockStep, OtherClients, SentRecords } from '../../model/block.ts';
import type { Command, Message, MessageOf, Nothing } from '../../model/message.ts';
import type { Direction, Instant } from '../rule.ts';

/** How many prefixes come and go. */
interface Numbers {
  add: number;
  remove: number;
}

/** All that is said about blocks, and what it needs to be said in any language. Commands and names stay as they are. */
export interface BlockMessages {
  blockFillsTable: Numbers & { table: string };
  blockPointsTable: { table: string };
  blockClosesOff: { program: string };
  blockRemovesTable: { table: string };
  blockMakesSets: { sets: number; prefixes: number };
  blockSwitchesRules: Numbers & { program: string };
  blockRemovesSets: { sets: number };
  blockWritesFile: Numbers & { path: string };
  /** A list that a service keeps, or that a program holds in memory. */
  blockReplacesList: Numbers & { list: string };
  blockNothingChanges: Nothing;

  keptOwn: Nothing;
  keptGateway: Nothing;
  keptResolver: Nothing;
  keptSession: Nothing;
  keptAsked: Nothing;

  blockFits: { prefixes: number };
  /** `percent` of the addresses asked for. */
  blockFitsOver: { exact: number; used: number; percent: number };
  blockFamilyLeft: { family: 4 | 6; prefixes: number; sink: string };
  blockGoneAfterRestart: { command: string };
  blockStaysAfterRestart: Nothing;
  blockEnds: { until: Instant; command: string };
  blockNotTried: { sink: string };
  /** A firewall whose rules could not be read. */
  blockUnread: { why: Message };
  /** Lists of a provider that are not loaded, and the command that loads them. */
  blockListsMissing: { provider: string; lists: string[]; command: Command };

  blockStep: { step: BlockStep; of: string[]; prefixes: number };
  /** All that they sent, as every step holds their own addresses; and how often one of their logins worked. */
  blockStopsBad: { sent: SentRecords; clients: number; signedIn: { times: number; users: number } };
  blockStopsNoGood: Nothing;
  blockStopsGood: { users: string[]; more: number; others: OtherClients; sent: SentRecords };
  blockHeld: { days: number; stopped: number; all: number };
  blockNarrowest: { step: BlockStep };

  blockNothing: Nothing;
  /** A rule that is in force; `port`: of the side that is called. */
  blockRule: { prefixes: number; direction: Direction; port?: number; until?: Instant };
  /** What a rule, named by the firewall, has stopped since it was made. */
  blockCounter: { what: string; packets: number; bytes: number };
  /** One attempt to connect, and by how many packets the firewall's counters moved. */
  blockProbe: { address: string; port: number; connected: boolean; stopped: number };
  /** Whether logs that are newer than the block show that it stops; `pause` and `silence` in seconds. */
  blockStopped: { since: Instant; until: Instant; before: number };
  blockNotStopped: { since: Instant; after: number; sample: string[]; last: Instant };
  /** `known`: logs that reach so far will tell. */
  blockLogsEnd: { since: Instant; until: Instant; known?: Instant };
  blockNothingBefore: { since: Instant };
  blockPaused: { pause: number; silence: number; known?: Instant };
  blockNoRequests: Nothing;
  blockUndone: { deed: 'apply' | 'confirm'; at: Instant; prefixes: number };
  blockRuns: { command: string };
  blockWritten: { path: string };

  /** A firewall and what it can do. */
  blockSink: { title: string; marks: Message[] };
  sinkApplied: Nothing;
  sinkHandedOver: Nothing;
  sinkTimer: Nothing;
  sinkCapacity: { entries: number };
  sinkTried: { program: string };
  sinkUntried: Nothing;
}

export type BlockMessage = MessageOf<BlockMessages>;
