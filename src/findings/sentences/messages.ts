import type { AbuseType } from '../../model/abuse-types.ts';
import type { Instant } from '../../model/instant.ts';
import type { MiddleboxKind } from '../../model/middlebox.ts';
import type { FlowLogPlace } from './commands.ts';

/** A sentence within a sentence: one of `Said`. */
export interface Part {
  key: keyof Messages;
}

export interface Span {
  from: Instant;
  to: Instant;
}

/** Nothing is told beside the key. */
type Nothing = unknown;

/** Whose credentials, logins or requests; a provider by its title, absent where none is known. */
interface Place {
  provider?: string;
  regions: string[];
}

interface Rates {
  packets_per_second: number;
  bits_per_second: number;
  flows_per_second: number;
}

/** What a detector says of what it found, and the rule by which it did. */
interface FindingMessages {
  scanned: {
    who: string;
    protocol: number;
    /** The busiest first; `port_count` is how many there were in all. */
    ports: number[];
    port_count: number;
    hosts: number;
    when: Span;
    /** Share without an answer. */
    unanswered: number;
    /** A TCP scan in a log without TCP flags. */
    flagless: boolean;
  };
  scanRule: {
    source: Part;
    least: number;
    unit: 'hosts' | 'ports' | 'pairs';
    share: number;
    packets: number;
    protocol: number;
  };
  sourceHorizontal: Nothing;
  sourceVertical: Nothing;
  sourceBlock: Nothing;
  flooded: {
    who: string;
    /** Where there is only one. */
    target?: string;
    targets: number;
    /** Where there is only one. */
    port?: number;
    ports: number;
    protocol: number;
    packets_per_second: number;
    bytes_per_second: number;
    when: Span;
    packets: number;
    bytes: number;
    packets_back: number;
  };
  floodRule: Rates & {
    source: Part;
    one_sided_packets_per_second: number;
    one_sided_packets: number;
    share_back: number;
  };
  sourceFlood: Nothing;
  backscattered: { victims: number; sample: string[]; hosts: number; when: Span };
  backscatterRule: { source: Part; hosts: number };
  sourceBackscatter: Nothing;
  loginsFailed: {
    attacker: Part;
    failures: number;
    services: string[];
    when: Span;
    tried: Part;
    /** A device with an old password looks the same. */
    device: boolean;
  };
  attackerClient: { address: string; provider?: string };
  attackerGroup: Place & { addresses: number; shared: Part };
  attackersBeyond: { addresses: number };
  sharedAgent: { agent: string };
  sharedNothing: Nothing;
  triedUnnamed: { log: 'form' | 'log' };
  triedOne: { user: string };
  triedMany: { accounts: number; few: boolean };
  webAttackRule: AttackLimits;
  loginAttackRule: AttackLimits;
  sourceWebAttack: Nothing;
  sourceLoginAttack: Nothing;
  credentialsWorked: {
    /** Absent where the log names no account. */
    user?: string;
    successes: number;
    noun: 'request' | 'login';
    services: string[];
    place: Part;
    when: Span;
    why: Part;
  };
  placeAddress: Place & { address: string };
  placeAddresses: Place & { addresses: number };
  whyGuessed: { failures: number };
  whyElsewhere: Nothing;
  whyAmongMany: { logins: number; accounts: number; before: number };
  entryRule: { source: Part; why: Part };
  ruleGuessed: { failures: number };
  ruleElsewhere: Nothing;
  ruleAmongMany: { failures: number; per_account: number };
  sourceWebEntry: Nothing;
  sourceLoginEntry: Nothing;
}

interface AttackLimits {
  source: Part;
  failures: number;
  minutes: number;
  accounts: number;
  rotating: number;
}

/** What was accused, as text; empty where the claim names nothing. */
interface Accused {
  who: string;
}

/** What a claim comes to, and what is missing to tell. */
interface VerdictMessages {
  sentClaimed: { host: string; packets: number; targets: number; share?: number; found?: Part };
  foundThen: { found: Part };
  /** `when` is null for the whole log; so in the next ones. */
  notCovered: Accused & { when: Span | null };
  noRecordTowards: Accused & { when: Span | null };
  stayedQuiet: Accused & { when: Span | null; why: Part };
  noTargetNamed: { why: Part };
  quietHosts: { hosts: number };
  quietRate: { packets: number };
  noShape: { type: AbuseType };
  onlyShare: { share: number };
  gatewayAlone: Nothing;
  noFlows: Nothing;
  lackInterfaces: Accused & { interfaces: string[] };
  lackHost: Accused;
  lackLost: { count: number };
  lackTime: Nothing;
  lackWindow: { when: Span; log: Span };
  lackIntervals: { silent: Span[] };
  lackResource: Accused;
  lackTargets: Nothing;
  lackPacketTargets: Nothing;
  lackFlowLogs: Accused & { when: Span | null };
  /** What of the flow records is missing, and how to get it. */
  lackHow: { what: Part };
}

/** How somebody came to be named. */
interface CulpritMessages {
  accusedNamed: { ids: string[] };
  accusedGateway: { address: string; kind: MiddleboxKind; gateway: string };
  accusedMapped: { address: string; host: string };
  /** `asked` may be empty; so in the last one. */
  accusedOnlyNat: { asked: string[] };
  accusedUnknown: { asked: string[] };
  accusedNobody: Nothing;
  didSend: { packets: number; share: number };
  didFound: { detectors: string[]; share: number };
  didAll: { found: Part[] };
  culpritBecause: { accused: Part; did: Part };
  roleListedNat: { gateway: string };
  roleListedCard: { card: string; kind: MiddleboxKind };
  roleTranslated: { legs: number; hosts: number };
  roleMirrored: { share: number };
  roleTransit: { hosts: number };
  gapNobody: { type: AbuseType; accused: Part };
  gapInferredNat: { address: string; because: Part };
}

/** Names of files or addresses, and how many more there are. */
interface Some {
  names: string[];
  more: number;
}

/** What of the evidence could not be used, or was supposed. */
interface GapMessages {
  gapUnknown: Some;
  gapUnreadable: Some;
  gapZone: Some;
  /** `SKIPDATA` entries of a flow log. */
  gapLost: { path: string };
  gapRejected: { path: string; rejected: number; read: number };
  gapOverlap: { first: string; second: string; rows: number; table: string };
  gapNoRanges: Nothing;
  /** Days after the evidence begins or ends; negative: before. */
  gapDistant: { provider: string; published: Instant; days: number; edge: 'begins' | 'ends' };
  gapUnusedRule: { pattern: string; kind: 'zone' | 'year' };
  gapUnusedFormat: { format: string };
  gapBalancers: Some;
  gapProxies: Some;
}

/** A command's arguments, checked to be what they are called; `INSTANCE-ID` where it is not known. */
interface Target {
  host: string;
  region?: string;
  instance: string;
}

/** `named`: only the notice tells that the host is this instance. */
interface Kept extends Target {
  named?: true;
}

/** What to do next; commands stand in backquotes. */
interface NextMessages {
  nextTogether: { host: string; others: string[] };
  nextSnapshot: Kept;
  nextCutOff: Target;
  /** `kept`: where the inventory says that flow logs are kept. */
  nextFlowLogs: FlowLogPlace & { lacks: Part[]; kept: string[] };
  nextInventory: Nothing;
  nextAgain: Nothing;
  nextPasswords: { users: string[] };
  nextInterim: { path: string };
  nextFinal: { path: string };
  nextForged: Nothing;
  nextRanges: Nothing;
}

interface CostMessages {
  tierFree: { gb: number };
  tierStep: { step: 'first' | 'next' | 'above'; tb: number };
  tierNat: Nothing;
  costList: { as_of: string };
  costRegion: { reference: string };
  costNoPrice: { egress: boolean; nat: boolean; region: string; reference: string };
  costLastPrice: { tier: Part };
  costFree: { gb: number; since: string };
  costAlone: Nothing;
  costInternet: Nothing;
  costLeftOut: Nothing;
}

interface TimelineMessages {
  timeBegins: { notice: Part; type: AbuseType };
  timeMoment: { notice: Part; type: AbuseType };
  timeEnds: { notice: Part; type: AbuseType };
  timeReceived: { notice: Part; stage: 'first' | 'reminder' | 'final' | 'action' };
  timeDue: { notice: Part };
  timeNotice: { source: string; reference?: string };
  timeFindingEnds: { who?: string; type: AbuseType };
  timeOpened: Nothing;
}

/** Titles of tables and pictures. `known`: the clients are those of clouds that are known. */
interface TitleMessages {
  tableRequests: { known: boolean };
  tableUsers: Nothing;
  tableSources: Nothing;
  tableRotation: Nothing;
  tableRhythm: { known: boolean };
  tableHours: { known: boolean };
  tableClients: { known: boolean };
  tableFlowPorts: Nothing;
  tableFlowDays: Nothing;
  tableFlowSources: Nothing;
  /** `rows` is absent where they were not counted further. */
  tableCut: { title: Part; shown: number; rows?: number; by?: string };
  seriesBytes: { host: string };
  seriesFlows: { host: string };
  /** Of all clients where there is no provider. */
  seriesRequests: { provider?: string; unit: 'hour' | 'day' | 'week' | '30 days' };
  fanNobody: Nothing;
  fanOnly: Fan;
  fanTimes: Fan & { times: number };
  fanSeveral: Fan;
}

/** A port where one is looked at; else all. */
interface Fan {
  who: string;
  protocol?: number;
  port?: number;
}

/**
 * Every sentence that the case says by itself, with what it is told: numbers in base units, times in UTC, names as
 * the evidence has them. Words are made from it by each language, in a file beside this one.
 */
export interface Messages
  extends
    FindingMessages,
    VerdictMessages,
    CulpritMessages,
    GapMessages,
    NextMessages,
    CostMessages,
    TimelineMessages,
    TitleMessages {
  /** A sentence that came in words. */
  quoted: { text: string };
}

/** One sentence: its key, and what it is told. */
export type Said<Key extends keyof Messages = keyof Messages> = {
  [Each in Key]: { key: Each } & Messages[Each];
}[Key];

/** What a language's sentence gets: its parts are in words already. */
type Spoken<Told> = {
  [Name in keyof Told]: Told[Name] extends Part
    ? string
    : Told[Name] extends Part | undefined
      ? string | undefined
      : Told[Name] extends Part[]
        ? string[]
        : Told[Name];
};

/** Names of the kinds of abuse, as a sentence uses them. */
export type Kinds = Readonly<Record<AbuseType, string>>;

/** A language: each sentence in its words. The type makes every one of them complete. */
export type Sentences = {
  readonly [Key in keyof Messages]: (told: Spoken<Messages[Key]>, kinds: Kinds) => string;
};
