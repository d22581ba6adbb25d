import type { OtherClients, SentRecords } from '../model/block.ts';
import type { AbuseType } from '../model/abuse-types.ts';
import type { Instant } from '../model/instant.ts';
import type { Command, Message, MessageOf, Nothing } from '../model/message.ts';

/** Names of files or addresses, and how many more there are. */
interface Some {
  names: string[];
  more: number;
}

/** What of the evidence could not be used, or was supposed. */
interface GapMessages {
  gapUnknown: Some;
  /** Programs whose lines in logs were passed over, each with how many. */
  gapPrograms: { programs: { name: string; lines: number }[]; more: number };
  gapUnreadable: Some;
  gapZone: Some;
  /** `SKIPDATA` entries of a flow log. */
  gapLost: { path: string };
  /** Columns for the values of tags that a flow log has and that no row of it fills. */
  gapTags: { columns: string[] };
  /**
   * What needed more memory than the engine may have: rules by their names in the page of detectors, how many of the report's tables
   * and charts, and whether what blocks would have stopped.
   */
  gapMemory: { rules: string[]; pictures: number; replay: boolean };
  /** The file was changed between being found and being read to its end. */
  gapChanged: { path: string };
  /** Not all of the file was read. */
  gapPartial: { path: string; why: Message };
  gapRejected: { path: string; rejected: number; read: number };
  /** The last events of these files lie in the future: the farthest, so many hours from now. */
  gapFuture: Some & { last: Instant; hours: number };
  /** They lie after the files were last written: where that is most, so many hours. */
  gapWritten: Some & { last: Instant; written: Instant; hours: number };
  /** Clients are active in two logs at the same minutes, but for these: how far the first's clock is ahead. `cure`: options. */
  gapShifted: { path: string; other: string; minutes: number; cure?: Command };
  /** Files of which every record was passed over, for this reason. */
  gapPassedOver: Some & { reason: Message };
  /** What the reader noted about a file as a whole. */
  gapNote: { path: string; note: Message };
  /** So many messages of the kind before it are left out; the manifest has each file. */
  gapMore: { count: number };
  gapOverlap: { first: string; second: string; rows: number; table: string };
  gapNoRanges: { update: Command };
  /** Addresses that the case names, in none of the lists `asked`; known lists that are not loaded could have them. */
  gapNotLoaded: { addresses: number; asked: string[]; notLoaded: string[]; update: Command };
  /** Days after the evidence begins or ends; negative: before. */
  gapDistant: {
    provider: string;
    published: Instant;
    days: number;
    edge: 'begins' | 'ends';
    /** How much of the list changes in so many days, in per cent of its addresses; absent: not measured. */
    drift?: { days: number; relabelled: number; gone: number; added: number };
  };
  gapUnusedRule: { pattern: string; kind: 'zone' | 'year' };
  gapUnusedFormat: { format: string };
  gapBalancers: Some;
  gapProxies: Some;
}

/** What to do next. `find`: the command that tells what is in capitals in the one before. */
interface NextMessages {
  nextTogether: { host: string; others: string[] };
  /** `named`: only the notice tells that the host is this instance. */
  nextSnapshot: { host: string; snapshot: Command; find?: Command; named?: true };
  /** `plan`: what each way of cutting it off would do. */
  nextCutOff: { host: string; stop: Command; plan?: Command };
  /** Where a culprit is not cut off whole: the ports at which it calls others, and the proof that it fails. */
  nextStopOutbound: { host: string; ports: number[]; targets: number; block: Command; attempt: Command };
  /** `host`: '' where nobody is found yet. */
  nextInside: { host: string; inspect: Command; collector: Command };
  /** `traces`: of the message complained of; `find`: for a script among them; `accounts`: of the mail server. */
  nextMailTraces: { host: string; traces: Message[]; find?: Command; accounts: string[] };
  nextScanFiles: { host: string; scan: Command };
  /** `Elsewhere`: in a cloud whose tools are not known. */
  nextSnapshotElsewhere: { host: string };
  nextCutOffElsewhere: { host: string };
  nextFlowLogsElsewhere: { lacks: Message[] };
  /** `kept`: where the inventory says that flow logs are kept. */
  nextFlowLogsKept: { lacks: Message[]; kept: string[] };
  nextFlowLogs: { lacks: Message[]; describe: Command; create: Command; find?: Command; buckets: Command };
  nextInventory: Nothing;
  nextAgain: Nothing;
  nextPasswords: { users: string[] };
  /** An access key that somebody else has. */
  nextKey: { id: string; deactivate: Command; used: Command; history: Command };
  /** A key that the notice names by a part of it, or of a cloud whose tools are not known. */
  nextKeyElsewhere: { id: string };
  /** `users`: one's own whom the block would have stopped; `others`: clients beside them without a login. */
  nextBlock: {
    prefixes: number;
    bad: SentRecords;
    users: string[];
    more: number;
    others: OtherClients;
    plan: Command;
    /** What keeps it current. */
    keep?: Message;
  };
  /**
   * A sentence after that: the provider's ranges change, and what is blocked then is `what`, as published. `users`, `more`, `others`:
   * as above, of this wider block. `alike`: they are the same.
   */
  nextKeepBlock: {
    what: string;
    prefixes: number;
    users: string[];
    more: number;
    others: OtherClients;
    alike: boolean;
    schedule: Command;
  };
  nextComplain: { complain: Command };
  /** A letter to those whose accounts were used from a cloud. */
  nextAskUsers: { ask: Command };
  nextInterim: { path: string };
  nextFinal: { path: string };
  /** Whom the provider writes to about abuse. `missing`: the notice lists the account's contacts, and none for it. */
  nextSecurityContact: { missing: boolean; read: Command; set: Command };
  /** The records refute a notice. */
  nextDispute: { path: string };
  nextForged: Nothing;
  /** A notice that nobody can be shown to have sent, and that names accounts, machines or keys. `why`: what is known of its sender. */
  nextProve: Some & { why: Message };
  nextRanges: { update: Command };
}

/** Whether it has stopped. */
interface StoppedMessages {
  /** `seconds`: how long the log goes on without it; `known`: logs that reach so far will tell. */
  stopSeen: { last: Instant; ends: Instant };
  stopGoing: { ends: Instant };
  stopShortly: { last: Instant; seconds: number; known?: Instant };
  /** The log ends with it. */
  stopLogEnds: { last: Instant; known?: Instant };
  stopTooShort: { last: Instant; seconds: number; known?: Instant };
  /** How far the logs reach is not known, or no log was given. */
  stopUnknown: Nothing;
  stopNotSeen: { ends: Instant };
}

interface CostMessages {
  tierFree: { gb: number };
  tierStep: { step: 'first' | 'next' | 'above'; tb: number };
  tierNat: Nothing;
  tierZones: Nothing;
  costList: { as_of: string; source: string };
  costRegion: { reference: string };
  costNoPrice: { egress: boolean; nat: boolean; region: string; reference: string };
  costLastPrice: { tier: Message };
  costFree: { gb: number; since: string };
  costAlone: { provider: string };
  costInternet: { provider: string };
  /** `zones`: what passes between availability zones is counted. */
  costLeftOut: { zones?: true };
  /** By the notice's own numbers: no flow log shows it. */
  costClaimed: Nothing;
  /** So much of it answered requests that came in: one's own service. */
  costServed: { gb: number };
}

interface TimelineMessages {
  timeBegins: { notice: Message; type: AbuseType };
  timeMoment: { notice: Message; type: AbuseType };
  timeEnds: { notice: Message; type: AbuseType };
  timeReceived: { notice: Message; stage: 'first' | 'reminder' | 'final' | 'action' };
  timeDue: { notice: Message };
  /** Without `source`: a complaint in nobody's form. */
  timeNotice: { source?: string; reference?: string };
  timeFindingEnds: { who?: string; type: AbuseType };
  /** It lasted until the log ends, or nearly. */
  timeLogEnds: { who?: string; type: AbuseType };
  timeOpened: Nothing;
}

/** What the case itself says: what is missing, what to do next, what it cost, and what happened when. */
/** Why a case could not be written. */
interface FaultMessages {
  /** Another run holds its lock. */
  caseBusy: Nothing;
}

export interface CaseMessages
  extends GapMessages, NextMessages, StoppedMessages, CostMessages, TimelineMessages, FaultMessages {}

export type FaultMessage = MessageOf<FaultMessages>;
export type GapMessage = MessageOf<GapMessages>;
export type NextMessage = MessageOf<NextMessages>;
export type StoppedMessage = MessageOf<StoppedMessages>;
export type CostMessage = MessageOf<CostMessages>;
export type TimelineMessage = MessageOf<TimelineMessages>;
