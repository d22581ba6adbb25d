import { FLOW_LOG_DELAY } from './delay.ts';
import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import { Scan } from '../../kernel/scan.ts';
import type { Head, LineFormat, ReadOptions, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { lineText, accountFor, stateOfHeader } from './vpc-other-lines.ts';
import { firstLines } from '../text/first-lines.ts';
import { ANCHOR_BYTES, customFieldCount, defaultFields, EXPORT_TIME, parseHeader } from './vpc-header.ts';
import type { VpcState } from './vpc-header.ts';
import { makePlan, noteOfTags } from './vpc-plan.ts';

const LF = 10;
const SAMPLE_LINES = 20;

function recognise(head: Head): Recognition | undefined {
  const lines = firstLines(head.text, SAMPLE_LINES);
  // The last line of a part of a file may be cut.
  if (!head.whole && lines.length > 1) lines.pop();
  const header = parseHeader(lines[0] ?? '');
  if (header !== undefined) {
    return {
      confidence: 0.98,
      because: worded('becauseHeader', { count: header.length, format: 'vpc-flow' }),
    };
  }
  const defaults = lines.filter((line) => defaultFields(line) !== undefined).length;
  if (defaults > 0 && defaults * 2 >= lines.length) {
    return {
      confidence: 0.95,
      because: worded('vpcDefaultLines'),
    };
  }
  const custom = lines.filter((line) => customFieldCount(line) !== undefined).length;
  if (custom > 0 && custom * 2 >= lines.length) {
    return {
      confidence: 0.6,
      because: worded('vpcCustomLines'),
    };
  }
  return undefined;
}

function start(head: Head, options: ReadOptions): VpcState {
  const lines = firstLines(head.text, SAMPLE_LINES);
  const header = parseHeader(lines[0] ?? '');
  if (header !== undefined) return stateOfHeader(header);
  const given = options.vpcFields;
  const plain = lines.map((line) => defaultFields(line)).find((fields) => fields !== undefined);
  const width = lines[0]?.split(' ').length;
  if (given !== undefined && (plain === undefined || width === given.length)) {
    return { fields: given, source: 'vpcGivenHas' };
  }
  const exported = plain?.[0] === EXPORT_TIME;
  return {
    fields: plain,
    source: exported ? 'vpcExportHas' : 'vpcDefaultHas',
  };
}

/** Position behind the line end at or after `at`. */
function lineEnd(bytes: Uint8Array, at: number, end: number): number {
  const next = bytes.indexOf(LF, at);
  return next < 0 || next >= end ? end : next + 1;
}

/** Only a header changes the state, and every header holds `addr`. */
function carry(chunk: Chunk, state: VpcState): VpcState {
  const { start: first, end } = chunk;
  const bytes = Buffer.from(chunk.bytes.buffer, chunk.bytes.byteOffset, chunk.bytes.length);
  let last = state;
  for (let at = bytes.indexOf(ANCHOR_BYTES, first); at >= 0 && at < end;) {
    const begin = Math.max(first, bytes.lastIndexOf(LF, at) + 1);
    const stop = lineEnd(bytes, at, end);
    const header = parseHeader(lineText(bytes, begin + markLength(chunk, begin), stop));
    if (header !== undefined) last = stateOfHeader(header);
    at = stop < end ? bytes.indexOf(ANCHOR_BYTES, stop) : -1;
  }
  return last;
}

/** Length of the byte order mark, if the line is the file's first and has one. */
function markLength(chunk: Chunk, at: number): number {
  const { bytes } = chunk;
  const first = chunk.offset === 0 && at === chunk.start;
  return first && bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf ? 3 : 0;
}

function parse(chunk: Chunk, first: VpcState, sink: RowSink, tally: Tally): void {
  const { bytes, end } = chunk;
  const text = bytes[end - 1] === LF ? chunk : terminated(chunk);
  const offset = chunk.offset - chunk.start;
  const scan = new Scan(text, sink, tally);
  let state = first;
  let quick = use(scan, state, sink, tally);
  let { line } = chunk;
  let at = text.start + markLength(text, text.start);
  if (at > text.start && at === end) tally.skipped(worded('skipBlank'));
  for (; at < end; line++) {
    if (quick) {
      at = scan.read(at, text.end, line);
      line = scan.line;
    }
    if (at >= end) break;
    const stop = lineEnd(text.bytes, at, end);
    const after = accountFor(text.bytes, at, stop, line, offset + at, state, tally);
    if (after !== state) quick = use(scan, after, sink, tally);
    state = after;
    at = stop;
  }
}

/** Reads as the state says from here on. @returns false if it does not say it: there are no records */
function use(scan: Scan, state: VpcState, sink: RowSink, tally: Tally): boolean {
  const plan = makePlan(state, sink);
  const tags = noteOfTags(state.fields ?? []);
  if (tags !== undefined) tally.note(tags);
  if (plan !== undefined) scan.useFields(plan);
  return plan !== undefined;
}

/** The end of a file without a line end, with one. */
function terminated(chunk: Chunk): Chunk {
  const bytes = new Uint8Array(chunk.end + 1);
  bytes.set(chunk.bytes.subarray(chunk.start, chunk.end), chunk.start);
  bytes[chunk.end] = LF;
  return { ...chunk, bytes, end: chunk.end + 1 };
}

/**
 * VPC Flow Logs as text: with a header line (S3, any fields in any order, versions 2 to 11), without one
 * (CloudWatch Logs, default format or fields given), with the export time that CloudWatch Logs puts before it.
 */
export const VPC_FLOW: LineFormat<VpcState> = {
  name: 'vpc-flow',
  delay: FLOW_LOG_DELAY,
  title: 'VPC Flow Logs as text, versions 2 to 11, with or without a header line',
  sample:
    '2 123456789012 eni-0a1b2c3d4e5f60718 10.10.3.17 198.51.100.7 40001 22 6 1 44 1614679201 1614679260 ACCEPT OK',
  kind: 'lines',
  table: 'flows',
  zone: ZONE.seconds,
  recognise,
  start,
  carry,
  parse,
};
