import { worded } from './worded.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Head, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { firstLines } from './first-lines.ts';
import { blankReason, latin1At, lineEnd } from './line-bytes.ts';
import { CR } from '../../kernel/ascii.ts';

/** A line that is passed over on purpose. */
export interface SkippedLine {
  readonly skip: string;
}

/** What became of one line: undefined, it is a record; a text, why it is not one. */
export type Outcome = SkippedLine | string | undefined;

/** Length of a byte order mark at the beginning of the file. */
function markLength({ bytes, start, end, offset }: Chunk): number {
  const mark = end - start >= 3 && bytes[start] === 0xef && bytes[start + 1] === 0xbb;
  return offset === 0 && mark && bytes[start + 2] === 0xbf ? 3 : 0;
}

/** Counts what became of a record, and takes back the rows of a record that was rejected. */
export function account(outcome: Outcome, line: number, offset: number, sink: RowSink, tally: Tally): void {
  if (outcome === undefined) {
    tally.parsed();
    return;
  }
  sink.undo();
  if (typeof outcome === 'string') tally.rejected(line, offset, outcome);
  else tally.skipped(outcome.skip);
}

/**
 * Hands each line of a chunk, without its line end, to `record`, and accounts for it.
 * @param record ends its rows itself, in any table, and none if it rejects or skips
 */
export function readRecords(
  chunk: Chunk,
  sink: RowSink,
  tally: Tally,
  record: (start: number, end: number, line: number) => Outcome,
): void {
  const { bytes, end } = chunk;
  let { line } = chunk;
  let mark = markLength(chunk);
  for (let at = chunk.start; at < end; line++) {
    const feed = lineEnd(bytes, at, end);
    const stop = feed > at && bytes[feed - 1] === CR ? feed - 1 : feed;
    const first = Math.min(at + mark, stop);
    mark = 0;
    const blank = blankReason(bytes, first, stop);
    if (blank !== undefined) tally.skipped(blank);
    else account(record(first, stop, line), line, chunk.offset + at - chunk.start, sink, tally);
    at = feed + 1;
  }
}

/**
 * The same for formats whose records are one row each.
 * @param record sets the row's values; it may end rows itself in other tables, and only when it does not reject
 */
export function readLines(
  chunk: Chunk,
  sink: RowSink,
  tally: Tally,
  record: (start: number, end: number, line: number) => Outcome,
): void {
  readRecords(chunk, sink, tally, (start, end, line) => {
    const outcome = record(start, end, line);
    if (outcome === undefined) sink.next(line);
    return outcome;
  });
}

/**
 * The same for records that are short texts: they are handed over in latin1, without the spaces at their end.
 * @param most a longer line, in bytes, is rejected
 */
export function readShortRecords(
  chunk: Chunk,
  sink: RowSink,
  tally: Tally,
  most: number,
  record: (text: string, line: number) => Outcome,
): void {
  readRecords(chunk, sink, tally, (start, end, line) =>
    end - start > most
      ? worded('longer', { bytes: most })
      : record(latin1At(chunk.bytes, start, end).trimEnd(), line),
  );
}

const SAMPLE_LINES = 20;

/**
 * Recognition by the shape of the first lines.
 * @param pattern anchored at the beginning, every repetition bounded; it lets a `path:` of grep pass
 * @param what completes "3 of its first 3 lines have the shape of …"
 */
export function recogniseLines(head: Head, pattern: RegExp, what: string): Recognition | undefined {
  const lines = firstLines(head.text, SAMPLE_LINES);
  // The last line of a part of a file may be cut.
  if (!head.whole && lines.length > 1) lines.pop();
  const shaped = lines.filter((line) => pattern.test(line)).length;
  if (shaped === 0 || shaped < lines.length * 0.6) return undefined;
  return {
    confidence: 0.55 + (0.4 * shaped) / lines.length,
    because: worded('becauseShape', { shaped, lines: lines.length, format: what }),
  };
}
