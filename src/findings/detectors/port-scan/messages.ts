import type { Instant } from '../../../model/instant.ts';
import type { Message, MessageOf, Nothing } from '../../../model/message.ts';
import type { NamesOf } from '../../../model/numbers.ts';
import type { Span } from '../../../language/figures.ts';
import type { SCAN_NUMBERS } from './numbers.ts';

/** What the detectors of port scans say, and the rules by which they do. */
export interface ScanMessages extends NamesOf<typeof SCAN_NUMBERS> {
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
    /** What is known to spread over its one port; absent: nothing. */
    worms?: string[];
    /** Tests of the literature that call it a scan, too: `TRW`, `BLR`; absent: none. */
    tests?: string[];
    /** `scanKind`, of a scan without SYN. */
    kind?: Message;
  };
  spread: {
    who: string;
    hosts: number;
    ports: number[];
    /** Hosts that answered. */
    answered: number;
    /** What is known to spread over these ports. */
    worms: string[];
    when: Span;
    /** Who was let in on the same port before, and when last. */
    entered?: { source: string; at: Instant };
  };
  spreadRule: { source: Message; hosts: number; window: number; entry: number; ports: number[] };
  sourceSpread: Nothing;
  scanRule: {
    source: Message;
    least: number;
    unit: 'hosts' | 'ports' | 'pairs';
    share: number;
    packets: number;
    protocol: number;
  };
  sourceHorizontal: Nothing;
  sourceVertical: Nothing;
  sourceBlock: Nothing;
}

export type ScanMessage = MessageOf<ScanMessages>;
