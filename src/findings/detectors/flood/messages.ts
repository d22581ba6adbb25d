import type { Message, MessageOf, Nothing } from '../../../model/message.ts';
import type { NamesOf } from '../../../model/numbers.ts';
import type { Span } from '../../../language/figures.ts';
import type { KindOfFlood } from './kinds.ts';
import type { FLOOD_NUMBERS } from './numbers.ts';

interface Rates {
  packets_per_second: number;
  bits_per_second: number;
  flows_per_second: number;
}

/** What the detector of floods says, and the rule by which it does. */
export interface FloodMessages extends NamesOf<typeof FLOOD_NUMBERS> {
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
    /** `floodKind`; absent in a case of an earlier version. */
    kind?: Message;
  };
  /** A sentence of its own. */
  floodKind: KindOfFlood;
  floodRule: Rates & {
    source: Message;
    one_sided_packets_per_second: number;
    one_sided_packets: number;
    share_back: number;
  };
  sourceFlood: Nothing;
  /** An inbound flood of SYNs; `once`: the sources did not send theirs again, as forged ones. */
  synFlooded: {
    host: string;
    port: number;
    packets: number;
    sources: number;
    seconds: number;
    when: Span;
    once: boolean;
  };
  synFloodRule: { source: Message; sources: number; share: number; window: number };
  sourceSynFlood: Nothing;
  /** An inbound flood of another protocol than TCP. */
  volumeFlooded: {
    host: string;
    protocol: number;
    /** Where there is only one. */
    port?: number;
    ports: number;
    sources: number;
    /** Where there is only one. */
    source?: string;
    packets_per_second: number;
    bytes_per_second: number;
    when: Span;
    packets: number;
    bytes: number;
    /** Share of the packets that the network's rules refused. */
    refused: number;
    /** `floodKind`. */
    kind: Message;
  };
  volumeFloodRule: Rates & {
    source: Message;
    one_sided_packets_per_second: number;
    one_sided_packets: number;
    share_back: number;
  };
  sourceInboundFlood: Nothing;
  /** Seconds that the flows cover, seconds over which a rate is taken, and what was that fast. */
  gapTooShort: { seconds: number; least: number; packets: number; target: string };
}

export type FloodMessage = MessageOf<FloodMessages>;
