import type { Message, MessageOf, Nothing } from '../../../model/message.ts';
import type { NamesOf } from '../../../model/numbers.ts';
import type { Span } from '../../../language/figures.ts';
import type { SCANNED_BY_NUMBERS } from './numbers.ts';

/** What was tried: one port of many hosts, many ports of one host, or many of either. */
export type Shape = 'horizontal' | 'vertical' | 'block';

interface Ports {
  protocol: number;
  /** The lowest; `port_count` is how many there were in all. */
  ports: number[];
  port_count: number;
}

/** What the detectors of scans from outside say, and the rules by which they do. */
export interface ScannedByMessages extends NamesOf<typeof SCANNED_BY_NUMBERS> {
  scannedBy: Ports & {
    source: string;
    shape: Shape;
    /** By the whole log only, over so many seconds. */
    slow?: number;
    hosts: number;
    when: Span;
    /** Share without an answer. */
    unanswered: number;
    /** Tests of the literature that call it a scan, too: `TRW`, `BLR`. */
    tests: string[];
    /** A handshake was completed: the address is not forged. */
    proven: boolean;
    /** `scanKind`, of a scan without SYN. */
    kind?: Message;
  };
  /** Beyond the sources that have a finding each. */
  scannedByMore: Ports & { sources: number; named: number; hosts: number; when: Span };
  scannedByRule: {
    source: Message;
    hosts: number;
    ports: number;
    pairs: number;
    share: number;
    slow: number;
    named: number;
  };
  sourceScannedBy: Nothing;
  /** Sources that are no scanners by themselves; `divided`: they share the hosts among them. */
  scannedTogether: Ports & {
    sources: number;
    sample: string[];
    hosts: number;
    when: Span;
    divided: boolean;
    /** Median seconds from one try of a source to its next. */
    pace: number;
  };
  scannedTogetherMore: { groups: number; named: number; sources: number; when: Span };
  scannedTogetherRule: { source: Message; sources: number; ports: number; share: number; apart: number };
  sourceScannedTogether: Nothing;
}

export type ScannedByMessage = MessageOf<ScannedByMessages>;
