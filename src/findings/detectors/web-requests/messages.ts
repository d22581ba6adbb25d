import type { AttackClass } from '../../web-classes/classes.ts';
import type { Message, MessageOf, Nothing } from '../../../model/message.ts';
import type { NamesOf } from '../../../model/numbers.ts';
import type { Span } from '../../../language/figures.ts';
import type { REQUEST_NUMBERS } from './numbers.ts';

/** A client, with the cloud that it is from where one is known. */
interface Client {
  client: string;
  provider?: string;
}

/** What the detectors of requests say, the rules by which they do, and the titles and columns of their tables. */
export interface RequestMessages extends NamesOf<typeof REQUEST_NUMBERS> {
  requestClient: Client;
  /** Clients beyond those that have a finding each. */
  requestOthers: { addresses: number };
  /** `classes`: each with how many requests; `odd`: answers unlike the usual ones; `twice`: found in two logs or more. */
  requestsAttacked: {
    who: Message;
    requests: number;
    classes: Message[];
    paths: number;
    answered: number;
    odd: number;
    twice: number;
    when: Span;
  };
  attackClass: { name: AttackClass; requests: number };
  requestsProbed: { who: Message; missing: number; asked: number; most: number; minutes: number; when: Span };
  /** `crawler`: the client says that it is one. */
  requestsScraped: {
    who: Message;
    pages: number;
    most: number;
    minutes: number;
    crawler: boolean;
    when: Span;
  };
  /** All beyond those that have a finding each, which are `named`; `most`: of one of them. */
  requestsProbedMore: {
    addresses: number;
    named: number;
    missing: number;
    asked: number;
    most: number;
    minutes: number;
    when: Span;
  };
  requestsScrapedMore: {
    addresses: number;
    named: number;
    pages: number;
    most: number;
    minutes: number;
    when: Span;
  };
  attackRule: { source: Message; requests: number; times: number; answers: number; seconds: number };
  probingRule: { source: Message; paths: number; minutes: number; percent: number };
  scrapingRule: { source: Message; pages: number; minutes: number; percent: number };
  /** All requests of the logs have one time. */
  gapSameTimes: { requests: number };
  sourceAttack: Nothing;
  sourceProbing: Nothing;
  sourceScraping: Nothing;
  tableAttackClasses: Nothing;
  tableAttackSources: Nothing;
  tableVolume: { by: 'url' | 'user' | 'address'; known: boolean };
  name_attack_class: Nothing;
  name_paths: Nothing;
  name_answered: Nothing;
  name_refused: Nothing;
  name_largest_answer: Nothing;
  name_slowest_seconds: Nothing;
}

export type RequestMessage = MessageOf<RequestMessages>;
