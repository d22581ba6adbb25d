import type { DocumentFormat, LineFormat, ReadOptions } from '../../src/formats/format.ts';
import { countLines, offsetIn } from '../../src/events/ingest/lines.ts';
import { refuseWrongTimes } from '../../src/events/lake/possible-times.ts';
import { Sinks } from '../../src/events/lake/sinks.ts';
import type { TableSink } from '../../src/events/lake/sink.ts';
import { CountingTally } from '../../src/events/tally.ts';
import type { Counts } from '../../src/events/tally.ts';
import { headOf } from './memory-sink.ts';

export interface LakeReading {
  counts: Counts;
  /** Lines or records that were counted. */
  total: number;
  lines: number;
  sinks: readonly TableSink[];
}

/** Reads a whole content as a worker does: into the lake's own columns, and with what a worker does behind the format. */
export function readIntoLake(
  format: LineFormat | DocumentFormat,
  content: string | Uint8Array,
  options: ReadOptions = {},
): LakeReading {
  const bytes = Buffer.from(content);
  const sinks = new Sinks();
  const tally = new CountingTally();
  const sink = sinks.begin([format.table, ...(format.also ?? [])]);
  const chunk = { bytes, start: 0, end: bytes.length, line: 1, offset: 0 };
  if (format.kind === 'lines') format.parse(chunk, format.start(headOf(bytes), options), sink, tally);
  else format.parse(bytes, options, sink, tally);
  refuseWrongTimes(sinks, tally, format.also !== undefined, (line) =>
    format.kind === 'lines' ? offsetIn(chunk, line) : 0,
  );
  tally.counts.rows = sinks.end(1);
  const lines = countLines(bytes, 0, bytes.length) + Number(bytes.length > 0 && bytes.at(-1) !== 10);
  return { counts: tally.counts, total: tally.total, lines, sinks: [...sinks] };
}

/** The times of a column, in microseconds since 1970. */
export function timesIn(sink: TableSink, name: string): number[] {
  const column = sink.columns.get(name);
  return column?.kind === 'time' ? [...column.items.subarray(0, sink.rows)] : [];
}
