import { END_FIRST, LATEST, OUT_OF_TIME } from '../../tables/times.ts';
import type { CountingTally } from '../tally.ts';
import { TimeBuffer } from './columns.ts';
import type { TableSink } from './sink.ts';
import type { RowRange, Sinks } from './sinks.ts';

const TIMES = ['ts', 'ts_start', 'ts_end'];

function timesOf(sink: TableSink, name: string): Float64Array | undefined {
  const column = sink.columns.get(name);
  return column instanceof TimeBuffer ? column.items : undefined;
}

/** Why rows cannot be, by their place in the sink. A row without a time is possible: NaN compares with nothing. */
function wrongIn({ sink, from, to }: RowRange): Map<number, string> {
  const wrong = new Map<number, string>();
  const end = timesOf(sink, 'ts_end');
  const start = timesOf(sink, 'ts_start');
  if (start !== undefined && end !== undefined) {
    for (let row = from; row < to; row++) if (end[row]! < start[row]!) wrong.set(row, END_FIRST);
  }
  for (const name of TIMES) {
    const items = timesOf(sink, name);
    if (items === undefined) continue;
    for (let row = from; row < to; row++) {
      if (items[row]! < 0 || items[row]! >= LATEST * 1e6) wrong.set(row, OUT_OF_TIME);
    }
  }
  return wrong;
}

/**
 * Takes back the rows of the task under way whose times cannot be, whichever format read them, and counts their records as
 * rejected: one damaged date must not stretch what a case shows over a century. All rows of such a record go.
 * @param shared a record may have several rows; else each row is one
 * @param offsetOf where a line begins in the file
 */
export function refuseWrongTimes(
  sinks: Sinks,
  tally: CountingTally,
  shared: boolean,
  offsetOf: (line: number) => number,
): void {
  const found = [...sinks.all()].map((made) => ({ made, wrong: wrongIn(made) }));
  const refused = found.flatMap(({ made: { sink }, wrong }) =>
    [...wrong].map(([row, reason]) => ({ line: sink.lineOf(row), reason })),
  );
  if (refused.length === 0) return;
  const reasons = new Map(refused.map(({ line, reason }) => [line, reason]));
  let left = 0;
  for (const { made, wrong } of found) {
    const { sink, from, to } = made;
    const taken: number[] = [];
    for (let row = from; row < to; row++) {
      if (shared ? reasons.has(sink.lineOf(row)) : wrong.has(row)) taken.push(row);
    }
    sink.take(taken);
    left += to - from - taken.length;
  }
  const records = shared ? [...reasons].map(([line, reason]) => ({ line, reason })) : refused;
  for (const { line, reason } of records.sort((a, b) => a.line - b.line)) {
    tally.refused(line, offsetOf, reason);
  }
  // Records of a document may be on one line: none is counted as parsed without a row.
  const [{ line, reason } = { line: 0, reason: OUT_OF_TIME }] = records;
  while (tally.counts.parsed > left) tally.refused(line, offsetOf, reason);
}
