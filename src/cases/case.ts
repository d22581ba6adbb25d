import type { Evidence } from '../evidence/evidence.ts';
import type { Claim, Instant } from '../notices/claim.ts';
import type { Source } from '../providers/source.ts';
import type { Culprit, Finding, Verdict } from '../findings/finding.ts';

export interface Table {
  name: string;
  title: string;
  columns: string[];
  rows: (string | number | null)[][];
}

export interface Cost {
  egress_bytes: number;
  usd: number;
  /** Decimal gigabytes, as billed. */
  tiers: { name: string; gb: number; usd_per_gb: number; usd: number }[];
  region?: string;
  /** What the figure leaves out or assumes. */
  assumptions: string[];
}

/** One thing that happened, for the timeline. */
export interface TimelineEntry {
  at: Instant;
  what: string;
  kind: 'claim' | 'finding' | 'action' | 'deadline' | 'case';
}

/**
 * Volume over time about one axis: what left the subject and what reached it. `out` and `in` are parallel;
 * bucket i begins `i * bucket_seconds` after `start`.
 */
export interface Series {
  name: string;
  /** What it shows, as a sentence. */
  title: string;
  /** An address, an instance, or a provider. */
  subject: string;
  unit: 'bytes' | 'flows' | 'requests';
  start: Instant;
  bucket_seconds: number;
  out: number[];
  in: number[];
  /** The claim's window, to be shaded. */
  window?: { from: Instant; to: Instant };
}

/** Number of distinct targets of each source, for the dot strip; at most 500 rows, the busiest first. */
export interface FanOut {
  title: string;
  port?: number;
  rows: {
    address: string;
    targets: number;
    role: 'host' | 'nat' | 'load balancer' | 'transit gateway';
    culprit: boolean;
  }[];
}

/** `case.json`: what `investigate --json` prints. */
export interface CaseDocument {
  schema: 'abusedesk.case/1';
  id: string;
  opened: Instant;
  claims: Claim[];
  evidence: Omit<Evidence, 'id'>[];
  findings: Finding[];
  verdicts: Verdict[];
  culprits: Culprit[];
  sources: Source[];
  tables: Table[];
  cost?: Cost;
  letters: { kind: string; lang: string; path: string; blanks: string[] }[];
  gaps: string[];
  next: string[];
  timeline: TimelineEntry[];
  series: Series[];
  fan_out?: FanOut;
}
