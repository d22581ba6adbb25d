import { isPacked, packed } from '../model/reason.ts';
import type { Reject, TableName } from '../model/evidence.ts';
import type { Tally } from '../tables/tally.ts';
import { EVENT_TABLES } from './schema.ts';

/** How many rows went to each table; tables without a row are absent. */
export type RowCounts = Partial<Record<TableName, number>>;

const MAX_REJECTS = 20;
/** What further reasons are counted as. */
const OTHER = packed({ key: 'skipOther', params: {} });
const MAX_REASONS = 100;
const MAX_NOTES = 20;
const MAX_TEXT = 400;

/** What is said of so many rows of a file, whatever its format: keys of `model/evidence-words.ts`. */
export type Remark = 'evProxied' | 'evProxiedUnnamed';

/** What was counted in one block, or in one file; it crosses between threads. */
export interface Counts {
  parsed: number;
  rejected: number;
  skipped: number;
  rejects: Reject[];
  skips: Map<string, number>;
  notes: Set<string>;
  /** Remarks about some of the rows, with the number of those. */
  remarks: Map<Remark, number>;
  /** Rows by table. */
  rows: RowCounts;
}

export function noCounts(): Counts {
  return {
    parsed: 0,
    rejected: 0,
    skipped: 0,
    rejects: [],
    skips: new Map(),
    notes: new Set(),
    remarks: new Map(),
    rows: {},
  };
}

function bounded(text: string): string {
  return text.length <= MAX_TEXT || isPacked(text) ? text : `${text.slice(0, MAX_TEXT)}…`;
}

function addSkips(skips: Map<string, number>, reason: string, count: number): void {
  const key = skips.has(reason) || skips.size < MAX_REASONS ? reason : OTHER;
  skips.set(key, (skips.get(key) ?? 0) + count);
}

/** Counts as a format reports them; memory stays small whatever a hostile file makes the format say. */
export class CountingTally implements Tally {
  readonly counts = noCounts();

  parsed(records = 1): void {
    this.counts.parsed += records;
  }

  skipped(reason: string): void {
    this.counts.skipped++;
    addSkips(this.counts.skips, bounded(reason), 1);
  }

  rejected(line: number, offset: number, reason: string): void {
    this.counts.rejected++;
    if (this.counts.rejects.length < MAX_REJECTS) {
      this.counts.rejects.push({ line, offset, reason: bounded(reason) });
    }
  }

  /** Takes back a record that was counted as parsed and turned out not to be one. */
  refused(line: number, offsetOf: (line: number) => number, reason: string): void {
    if (this.counts.parsed === 0) return;
    this.counts.parsed--;
    this.rejected(line, this.counts.rejects.length < MAX_REJECTS ? offsetOf(line) : 0, reason);
  }

  note(text: string): void {
    if (this.counts.notes.size < MAX_NOTES) this.counts.notes.add(bounded(text));
  }

  /** Counts rows of which the file's notes will say something; nothing is said of no rows. */
  remark(key: Remark, count: number): void {
    if (count > 0) this.counts.remarks.set(key, (this.counts.remarks.get(key) ?? 0) + count);
  }

  /** Every record that was counted. */
  get total(): number {
    return this.counts.parsed + this.counts.rejected + this.counts.skipped;
  }
}

/** Adds the counts of a block to those of its file; blocks come in any order. */
export function addCounts(into: Counts, counts: Counts): void {
  into.parsed += counts.parsed;
  into.rejected += counts.rejected;
  into.skipped += counts.skipped;
  into.rejects = [...into.rejects, ...counts.rejects].sort((a, b) => a.line - b.line).slice(0, MAX_REJECTS);
  for (const [reason, count] of counts.skips) addSkips(into.skips, reason, count);
  for (const note of counts.notes) if (into.notes.size < MAX_NOTES) into.notes.add(note);
  for (const [key, count] of counts.remarks) into.remarks.set(key, (into.remarks.get(key) ?? 0) + count);
  addRows(into.rows, counts.rows);
}

function addRows(into: RowCounts, rows: RowCounts): void {
  for (const table of EVENT_TABLES) {
    const count = rows[table];
    if (count !== undefined) into[table] = (into[table] ?? 0) + count;
  }
}
