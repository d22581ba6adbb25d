import type { AbuseType, Instant } from './claim.ts';

/** Original lines that a number rests on. */
export interface LineRef {
  /** Path in the manifest. */
  evidence: string;
  line: number;
  /** The line itself, cut after 2,048 characters. Absent where the evidence is no text with lines. */
  text?: string;
}

export type Severity = 'low' | 'medium' | 'high';
type Direction = 'outbound' | 'inbound' | 'internal';

/** What the rows show. */
export interface Finding {
  /** Stable within a case: detector, subject and start. */
  id: string;
  type: AbuseType;
  detector: string;
  /** `provider`: a cloud whose addresses rotate, where no single address is the subject. */
  subject: { address?: string; instance?: string; interface?: string; user?: string; provider?: string };
  direction: Direction;
  targets: { hosts: number; ports: number[]; sample: string[] };
  from: Instant;
  to: Instant;
  /** Named figures with the unit in the name: `bytes_per_second`, `targets_per_minute`. */
  numbers: Record<string, number>;
  confidence: number;
  severity: Severity;
  /** One plain sentence, in English. */
  sentence: string;
  /** Name and source of the rule, with the thresholds that were in force. */
  rule: string;
  /** As it ran; it runs again on the case's lake and gives the same rows. */
  sql: string;
  /** At most 20, the first by time. */
  lines: LineRef[];
}

/** A claim against the evidence. */
export interface Verdict {
  /** Index in the case's claims. */
  claim: number;
  verdict: 'confirmed' | 'contradicted' | 'no data';
  why: string;
  /** For `no data`: what is missing and how to get it. */
  missing?: string[];
  /** What the claim says beside what the flows say: bytes, packets, targets. */
  compared?: { what: string; claimed: number | string; seen: number | string; agrees: boolean }[];
  sql?: string;
  lines: LineRef[];
}

/** Who did it, found from a public address through what rewrote it. */
export interface Culprit {
  /** Private address. */
  address: string;
  interface?: string;
  instance?: string;
  /** Name tag, where the inventory has it. */
  name?: string;
  via?: {
    kind?: 'nat' | 'load balancer' | 'transit gateway';
    nat?: string;
    gateway?: string;
    address?: string;
    public?: string;
  };
  /** 0 to 1. */
  confidence: number;
  because: string;
  /** Others that the evidence does not tell apart. */
  ties: { address: string; interface?: string; instance?: string; because: string }[];
}
