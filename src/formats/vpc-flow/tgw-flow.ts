import { FLOW_LOG_DELAY } from './delay.ts';
import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Head, LineFormat, ReadOptions, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { vpcNameOf } from './tgw-fields.ts';
import { lineText } from './vpc-other-lines.ts';
import { VPC_FLOW } from './vpc-flow.ts';
import { firstLines } from '../text/first-lines.ts';
import type { VpcSource, VpcState } from './vpc-header.ts';
import { lineEnd } from '../text/line-bytes.ts';

/**
 * The fields of the default format, in order: what a log without a header (CloudWatch Logs) holds.
 * Source: AWS documentation, "Transit Gateway Flow Log records" (versions 2 to 6).
 */
const DEFAULT_FIELDS = (
  'version resource-type account-id tgw-id tgw-attachment-id tgw-src-vpc-account-id tgw-dst-vpc-account-id ' +
  'tgw-src-vpc-id tgw-dst-vpc-id tgw-src-subnet-id tgw-dst-subnet-id tgw-src-eni tgw-dst-eni tgw-src-az-id ' +
  'tgw-dst-az-id tgw-pair-attachment-id srcaddr dstaddr srcport dstport protocol packets bytes start end ' +
  'log-status type packets-lost-no-route packets-lost-blackhole packets-lost-mtu-exceeded ' +
  'packets-lost-ttl-expired tcp-flags region flow-direction pkt-src-aws-service pkt-dst-aws-service'
).split(' ');

const HEADER_MARK = Buffer.from('srcaddr');
const NAME = /^[a-z][a-z0-9-]{1,39}$/;
const MAX_HEADER = 4096;

const NOTE = worded('tgwSeen');

/** The field names if the line is the header of a transit gateway flow log. */
function parseHeader(line: string): string[] | undefined {
  if (line.length > MAX_HEADER) return undefined;
  const names = line.trim().split(' ');
  const own = names.some((name) => name.startsWith('tgw-'));
  const addressed = names.includes('srcaddr') || names.includes('dstaddr');
  return own && addressed && names.every((name) => NAME.test(name)) ? names : undefined;
}

/** Length of a byte order mark, at most. */
const MARK = '\u00ef\u00bb\u00bf';

function headerAt(bytes: Uint8Array, start: number, end: number): string[] | undefined {
  const line = lineText(bytes, start, end);
  return parseHeader(line.startsWith(MARK) ? line.slice(MARK.length) : line);
}

function stateOf(fields: readonly string[], source: VpcSource): VpcState {
  return { fields: fields.map(vpcNameOf), source };
}

/** A record of the default format: its second word is the type of the resource, its fourth the gateway. */
const RECORD = /^\d{1,2} TransitGateway \d{12} tgw-[0-9a-f]{8,17} (?:tgw-attach-[0-9a-f]{8,17}|-) /;

function isDefault(line: string): boolean {
  return RECORD.test(line) && line.trim().split(' ').length === DEFAULT_FIELDS.length;
}

function recognise(head: Head): Recognition | undefined {
  const [first = ''] = firstLines(head.text, 1);
  const header = parseHeader(first);
  if (header !== undefined) {
    return {
      confidence: 0.98,
      because: worded('becauseHeader', { count: header.length, format: 'tgw-flow' }),
    };
  }
  return isDefault(first) ? { confidence: 0.96, because: worded('tgwDefaultLines') } : undefined;
}

function start(head: Head, _options: ReadOptions): VpcState {
  const [first = ''] = firstLines(head.text, 1);
  return isDefault(first)
    ? stateOf(DEFAULT_FIELDS, 'vpcDefaultHas')
    : { fields: undefined, source: 'vpcDefaultHas' };
}

/** The header lines of a chunk, in order; records hold addresses, never the name `srcaddr`. */
function* headersIn(chunk: Chunk): Generator<{ start: number; end: number; fields: string[] }> {
  const { start: first, end } = chunk;
  const view = Buffer.from(chunk.bytes.buffer, chunk.bytes.byteOffset, end);
  for (let at = view.indexOf(HEADER_MARK, first); at >= 0;) {
    const begin = Math.max(first, view.lastIndexOf(10, at) + 1);
    const stop = Math.min(end, lineEnd(view, at, end) + 1);
    const fields = headerAt(view, begin, stop);
    if (fields !== undefined) yield { start: begin, end: stop, fields };
    at = view.indexOf(HEADER_MARK, stop);
  }
}

function carry(chunk: Chunk, state: VpcState): VpcState {
  let last = state;
  let behind = chunk.start;
  for (const { fields, end } of headersIn(chunk)) {
    last = stateOf(fields, 'vpcHeaderHas');
    behind = end;
  }
  // A VPC flow log may have been appended.
  const offset = chunk.offset + behind - chunk.start;
  return behind < chunk.end ? VPC_FLOW.carry({ ...chunk, start: behind, offset }, last) : last;
}

function linesIn(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at = lineEnd(bytes, at, end) + 1) count++;
  return count;
}

/** Between its headers the log is read as a VPC flow log is, by the fields in force. */
function parse(chunk: Chunk, state: VpcState, sink: RowSink, tally: Tally): void {
  const { bytes, offset } = chunk;
  let inForce = state;
  let at = chunk.start;
  let { line } = chunk;
  const records = (end: number): void => {
    if (end === at) return;
    VPC_FLOW.parse({ bytes, start: at, end, line, offset: offset + at - chunk.start }, inForce, sink, tally);
    line += linesIn(bytes, at, end);
  };
  for (const header of headersIn(chunk)) {
    records(header.start);
    tally.skipped(worded('skipHeader'));
    inForce = stateOf(header.fields, 'vpcHeaderHas');
    line += 1;
    at = header.end;
  }
  records(chunk.end);
  tally.note(NOTE);
}

/**
 * Transit gateway flow logs as text: one record for each attachment that a flow enters or leaves by. The attachment
 * is the interface, the VPC and the subnet are the source's.
 */
export const TGW_FLOW: LineFormat<VpcState> = {
  name: 'tgw-flow',
  delay: FLOW_LOG_DELAY,
  title: 'Transit gateway flow logs as text, with or without a header line',
  sample:
    'version tgw-id tgw-attachment-id srcaddr dstaddr srcport dstport protocol packets bytes start end log-status\n6 tgw-0123456789abcdef0 tgw-attach-0123456789abcdef0 10.1.3.17 198.51.100.7 40001 22 6 10 840 1772445601 1772445660 OK',
  kind: 'lines',
  table: 'flows',
  zone: ZONE.seconds,
  recognise,
  start,
  carry,
  parse,
};
