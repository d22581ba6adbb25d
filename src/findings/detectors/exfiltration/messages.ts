import type { Message, MessageOf, Nothing } from '../../../model/message.ts';
import type { NamesOf } from '../../../model/numbers.ts';
import type { Span } from '../../../language/figures.ts';
import type { EXFILTRATION_NUMBERS } from './numbers.ts';

/** What the detectors of data that leave say, and the rules by which they do. */
export interface ExfiltrationMessages extends NamesOf<typeof EXFILTRATION_NUMBERS> {
  askedNames: {
    who: string;
    domain: string;
    names: number;
    questions: number;
    length: number;
    when: Span;
    /** It answers questions itself: then it may have asked for another. */
    resolver: boolean;
  };
  dnsTunnelRule: { source: Message; names: number; share: number; length: number };
  sourceDnsTunnel: Nothing;
  talkedDns: {
    who: string;
    target: string;
    targets: number;
    packets: number;
    packets_back: number;
    bytes: number;
    bytes_back: number;
    when: Span;
  };
  dnsVolumeRule: { source: Message; packets: number; bytes: number };
  sourceDnsVolume: Nothing;
  sentMuch: {
    who: string;
    target: string;
    bytes: number;
    bytes_back: number;
    /** On the fullest day before, to all. */
    usual: number;
    days: number;
    when: Span;
    /** A service that the cloud itself runs, such as its storage. */
    operated: boolean;
  };
  exfiltrationRule: { source: Message; bytes: number; days: number; times: number; back: number };
  sourceExfiltration: Nothing;
  /** Hosts that sent much to an address that is new in a log of too few days. */
  gapNoHistory: { hosts: number; sample: string[]; days: number };
}

export type ExfiltrationMessage = MessageOf<ExfiltrationMessages>;
