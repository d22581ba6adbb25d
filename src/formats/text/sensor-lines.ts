import { messageOf } from '../../model/reason.ts';
import { worded } from './worded.ts';
import type { RowSink } from '../../tables/rows.ts';
import { firstLines } from './first-lines.ts';
import type { Head, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { isObject, parseValue } from './json-values.ts';
import type { JsonValue } from './json-values.ts';
import { account, readRecords } from './line-records.ts';
import type { Outcome } from './line-records.ts';

export type Json = Record<string, unknown>;

function readValue(bytes: Uint8Array, value: JsonValue, record: (json: Json) => Outcome): Outcome {
  const json = parseValue(bytes, value);
  if ('reason' in json) return json.reason;
  return isObject(json.value) ? record(json.value) : worded('notJsonObject');
}

/** Hands the JSON object that is in a line to `record`; else says why it is not one. */
export function readJson(
  { bytes }: Chunk,
  start: number,
  end: number,
  record: (json: Json) => Outcome,
): Outcome {
  return readValue(bytes, { start, end, closed: true }, record);
}

/** For the values of a document, one after the other: each is one JSON object, and is accounted for as a line would be. */
export function jsonRecords(
  bytes: Uint8Array,
  sink: RowSink,
  tally: Tally,
  record: (json: Json, number: number) => Outcome,
): (value: JsonValue) => void {
  let number = 0;
  return (value) => {
    number += 1;
    const outcome = readValue(bytes, value, (json) => record(json, number));
    account(outcome, number, value.start, sink, tally);
  };
}

/**
 * How a document of records begins, and no line of a log that holds one does: a list of objects, an object over several
 * lines, or one that has a list under one of these names.
 */
export function opensRecords(...names: string[]): RegExp {
  return new RegExp(
    `^(?:\\u00ef\\u00bb\\u00bf)?\\s{0,64}(?:\\[\\s{0,64}\\{|\\{\\s{0,8}[\\r\\n]|\\{\\s{0,64}"(?:${names.join('|')})"\\s{0,8}:)`,
  );
}

/** Hands each line of a chunk, which is one JSON object, to `record`: see `readRecords`. */
export function readJsonRecords(
  chunk: Chunk,
  sink: RowSink,
  tally: Tally,
  record: (json: Json, line: number) => Outcome,
): void {
  readRecords(chunk, sink, tally, (start, end, line) =>
    readJson(chunk, start, end, (json) => record(json, line)),
  );
}

const SAMPLE_LINES = 20;
const CUT_FIRST = /^[^\n]{0,16384}\}\r?\n\{"/;

/**
 * The first lines of a file that are JSON objects, parsed; none if its first line is not, unless that is the end of
 * one, as `tail` leaves it. A line that is too long for what is looked at is left out.
 */
function sampleJson(head: Head): Json[] {
  if (!/^(?:\u00ef\u00bb\u00bf)?\s{0,16}\{/.test(head.text) && !CUT_FIRST.test(head.text)) return [];
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

/**
 * Recognition by the objects of the first lines.
 * @param isOwn whether an object is a record of the format
 * @param what what such objects are, a packed message: it completes "3 of its first 3 lines are …"
 */
export function recogniseJson(
  head: Head,
  isOwn: (json: Json) => boolean,
  confidence: number,
  what: string,
): Recognition | undefined {
  const objects = sampleJson(head);
  const own = objects.filter(isOwn).length;
  return own > 0 && own >= objects.length * 0.6
    ? { confidence, because: worded('becauseLines', { own, lines: objects.length, what: messageOf(what) }) }
    : undefined;
}
