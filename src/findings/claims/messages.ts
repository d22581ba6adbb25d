import type { AbuseType } from '../../model/abuse-types.ts';
import type { Command, Message, MessageOf, Nothing } from '../../model/message.ts';
import type { Span } from '../../language/figures.ts';
import type { MiddleboxKind } from '../../model/middlebox.ts';

/** What was accused, as text; empty where the claim names nothing. */
interface Accused {
  who: string;
}

/** What a claim comes to, what is missing to tell, and how somebody came to be named. */
export interface ClaimMessages {
  sentClaimed: { host: string; packets: number; targets: number; share?: number; found?: Message };
  /** As `sentClaimed`, by a log that counts no packets. */
  connectedClaimed: { host: string; records: number; targets: number; found?: Message };
  foundThen: { found: Message };
  /** `when` is null for the whole log; so in the next ones. */
  notCovered: Accused & { when: Span | null };
  noRecordTowards: Accused & { when: Span | null };
  nothingOfTheKind: Accused & { when: Span | null; why: Message };
  noTargetNamed: { why: Message };
  fewUnanswered: { hosts: number };
  lowRate: { packets: number };
  /** Connections that were opened to others; `ports`: those that the kind of abuse needs, empty where they may be any. */
  openedTo: { connections: number; ports: number[] };
  noShape: { type: AbuseType };
  onlyShare: { share: number };
  gatewayAlone: Nothing;
  noFlows: Nothing;
  /** `alike`: how many others have at least half as many records. */
  countedByQuery: { host: string; records: number; ports: number[]; alike: number };
  countedByGateway: { host: string; records: number; ports: number[]; alike: number };
  /** The records that a query has counted. */
  lackRecords: Accused & { when: Span | null };
  lackInterfaces: Accused & { interfaces: string[] };
  lackHost: Accused;
  lackLost: { count: number };
  /** The rest of files of which only a part was read. */
  lackPartial: { names: string[]; more: number };
  lackTime: Nothing;
  lackWindow: { when: Span; log: Span };
  lackIntervals: { silent: Span[] };
  lackResource: Accused;
  lackTargets: Nothing;
  lackPacketTargets: Nothing;
  lackFlowLogs: Accused & { when: Span | null };
  /** What of the flow records is missing, and how to get it. */
  lackHow: { what: Message };
  accusedNamed: { ids: string[] };
  accusedGateway: { address: string; kind: MiddleboxKind; gateway: string };
  accusedMapped: { address: string; host: string };
  /** `asked` may be empty; so in the last one. */
  accusedOnlyNat: { asked: string[] };
  accusedUnknown: { asked: string[] };
  /** `account` as the notice has it, masked or not; `fits`: those of the inventory. */
  accusedAccount: { account: string; fits: string[] };
  accusedNobody: Nothing;
  didSend: { packets: number; share: number };
  /** In a log that counts no packets. */
  didConnect: { records: number; share: number };
  didFound: { detectors: string[]; share: number };
  didCount: { records: number; ports: number[]; share: number };
  didAll: { found: Message[] };
  culpritBecause: { accused: Message; did: Message };
  /** `records` of its own say that `gateway` took the packets next. */
  culpritNextHop: { accused: Message; did: Message; records: number; gateway: string };
  /** No account of the inventory is one of the notice's. */
  gapAccount: { accounts: string[]; known: string[] };
  /** Counts single somebody out, and no notice says of what. */
  gapCounted: { host: string; records: number; ports: number[]; share: number };
  gapNobody: { type: AbuseType; accused: Message };
  /** An address inside that neither inventory nor flows know. */
  gapTransitNat: { address: string; command: Command };
  gapInferredNat: { address: string; because: Message; commands: Command[] };
}

export type ClaimMessage = MessageOf<ClaimMessages>;

/** What was sent, without what was found at the same time; any other message as it is. */
export function sentAlone({ key, params }: Message): Message {
  if (key !== 'sentClaimed' && key !== 'connectedClaimed') return { key, params };
  return { key, params: Object.fromEntries(Object.entries(params).filter(([name]) => name !== 'found')) };
}

/** What of the flow records a message says is missing; none where it says something else. */
export function flowLack(message: Message): Message[] {
  if (message.key !== 'lackHow') return [];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the key has these parameters
  return [(message.params as ClaimMessages['lackHow']).what];
}
