import type { Message, MessageOf, Nothing } from '../../../model/message.ts';
import type { NamesOf } from '../../../model/numbers.ts';
import type { Span } from '../../../language/figures.ts';
import type { ICMP_NUMBERS } from './numbers.ts';

/** What the detectors of ICMP sweeps say, and the rules by which they do. */
export interface IcmpMessages extends NamesOf<typeof ICMP_NUMBERS> {
  /** A host of ours pinged others. */
  pinged: { who: string; protocol: number; hosts: number; when: Span; unanswered: number };
  /** Somebody outside pinged ours. */
  pingedUs: { source: string; protocol: number; hosts: number; when: Span; unanswered: number };
  pingedUsMore: { sources: number; named: number; hosts: number; when: Span };
  pingRule: { source: Message; hosts: number; minutes: number; share: number };
  sourcePing: Nothing;
  sourcePingedUs: Nothing;
}

export type IcmpMessage = MessageOf<IcmpMessages>;
