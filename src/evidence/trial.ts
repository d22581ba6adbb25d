import type { Format, Head, ReadOptions } from '../formats/format.ts';
import { BLANK_LINE } from '../formats/text/line-bytes.ts';
import { noRows } from '../tables/no-rows.ts';

/** What a reading of a file's beginning comes to. */
export interface Trial {
  /** Records that the format reads, or passes over for a reason of its own. */
  known: number;
  rejected: number;
}

/** Without a line that the end of what is looked at has cut. */
function wholeLines({ bytes, whole }: Head): number {
  return whole ? bytes.length : bytes.lastIndexOf(10) + 1;
}

/** Reads a file's beginning as lines of the format, and keeps nothing but the count. */
export function trialOf(format: Format | undefined, head: Head, options: ReadOptions): Trial {
  const trial: Trial = { known: 0, rejected: 0 };
  if (format?.kind !== 'lines') return trial;
  const chunk = { bytes: head.bytes, start: 0, end: wholeLines(head), line: 1, offset: 0 };
  if (chunk.end === 0) return trial;
  format.parse(chunk, format.start(head, options), noRows(format.table), {
    parsed: (records = 1) => void (trial.known += records),
    skipped: (reason) => void (trial.known += reason === BLANK_LINE ? 0 : 1),
    rejected: () => void trial.rejected++,
    note: () => undefined,
  });
  return trial;
}
