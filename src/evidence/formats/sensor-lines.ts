import type { RowSink } from '../rows.ts';
import type { Aside } from './aws-lines.ts';
import type { Chunk, Head, Tally } from './format.ts';
import { isObject, parseValue } from './json-values.ts';
import { firstLines } from './vpc-header.ts';
import { CR, lineEnd } from './web-bytes.ts';

export type Json = Record<string, unknown>;

/** Undefined: the record has become one row or more, which it ended itself. A text: why it is none. */
export type Judged = Aside | string | undefined;

function account(judged: Judged, line: number, offset: number, sink: RowSink, tally: Tally): void {
  if (judged === undefined) {
    tally.parsed();
    return;
  }
  sink.undo();
  if (typeof judged === 'string') tally.rejected(line, offset, judged);
  else tally.skipped(judged.skip);
}

/**
 * Hands each line of a chunk, without its line end, to `record`, and accounts for it.
 * @param record ends its rows itself, in any table, and none if it rejects or skips
 */
export function readRecords(
  chunk: Chunk,
  sink: RowSink,
  tally: Tally,
  record: (start: number, end: number, line: number) => Judged,
): void {
  const { bytes, start, end, offset } = chunk;
  let { line } = chunk;
  for (let at = start; at < end; line++) {
    const feed = lineEnd(bytes, at, end);
    const stop = feed > at && bytes[feed - 1] === CR ? feed - 1 : feed;
    const marked = at === start && offset === 0 && bytes[at] === 0xef && bytes[at + 1] === 0xbb;
    const first = marked && stop - at >= 3 ? at + 3 : at;
    if (stop === first) tally.skipped('blank line');
    else account(record(first, stop, line), line, offset + at - start, sink, tally);
    at = feed + 1;
  }
}

/** The same for lines that each are one JSON object. */
export function readJsonRecords(
  chunk: Chunk,
  sink: RowSink,
  tally: Tally,
  record: (json: Json, line: number) => Judged,
): void {
  readRecords(chunk, sink, tally, (start, end, line) => {
    const json = parseValue(chunk.bytes, { start, end, closed: true });
    if ('reason' in json) return json.reason;
    return isObject(json.value) ? record(json.value, line) : 'not a JSON object';
  });
}

const SAMPLE_LINES = 20;

/**
 * The first lines of a file that are JSON objects, parsed; none if its first line is not. A line that is too long
 * for what is looked at is left out.
 */
export function sampleJson(head: Head): Json[] {
  if (!/^(?:\u00ef\u00bb\u00bf)?\s{0,16}\{/.test(head.text)) return [];
  const objects: Json[] = [];
  for (const line of firstLines(head.text, SAMPLE_LINES)) {
    if (!line.startsWith('{')) continue;
    try {
      const value: unknown = JSON.parse(line);
      if (isObject(value)) objects.push(value);
    } catch {
      // The last line may be cut; what is broken within the file is rejected when it is read.
    }
  }
  return objects;
}
