import type { Evidence } from '../model/evidence.ts';
import type { Claim, Instant } from '../model/claim.ts';
import type { Source } from '../model/source.ts';
import type { Culprit, Finding, Verdict } from '../model/finding.ts';
import type { FanOut, Series, Table } from '../model/pictures.ts';
import type { Told } from '../findings/sentences/say.ts';
import type { JournalHead } from './journal.ts';

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
  /** The English sentences above, each with its key and what it is told, from which other languages are made. */
  sentences?: { text: string; said: Told }[];
  /** Where the journal stood when this was written; a journal that no longer passes through it was cut. */
  journal?: JournalHead;
}
