/** What is true of a generated log, counted while it was written, to compare with what was read from it. */
export interface LineTruth {
  bytes: number;
  lines: number;
  /** Lines by what has to become of them. */
  parsed: number;
  rejected: number;
  skipped: number;
  /** Sum of the numbers of the lines that are parsed, from 1: whether each row names its own line. */
  lineSum: number;
}

/** A line that a reader has to set aside, without its line end. */
export interface Planted {
  text: string;
  becomes: 'rejected' | 'skipped';
}

/** What makes one log of a kind differ from the next. */
export interface Making {
  seed?: number;
  /** One line of so many is damaged or no record; 0: none is, and the log ends with a whole line. */
  damagedEvery?: number;
}

/** A line longer than this is rejected unread. */
export const LONGEST_LINE = 2 ** 20;

export function count<K>(counts: Map<K, number>, key: K, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
