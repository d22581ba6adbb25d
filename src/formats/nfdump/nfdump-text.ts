import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { protocolNumber } from '../../net/protocols.ts';
import { LocalTime } from '../text/local-time.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { LineFormat } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { parseClock, parseDay } from '../../kernel/byte-time.ts';
import { readShortRecords, recogniseLines } from '../text/line-records.ts';
import type { Outcome } from '../text/line-records.ts';
import { hasPorts, MAX_PORT, EventRows } from '../rows/event-rows.ts';
import { microsOf, timeAfter } from '../text/sensor-time.ts';
import { flagsOfLetters } from '../text/tcp-flags.ts';

/**
 * Flows as nfdump prints them for people: `-o line` (its default), `long` and `extended`:
 * `2026-11-21 22:10:03.123     0.200 TCP   203.0.113.9:47047 ->   192.0.2.10:22   ......S.   0   2   180   1`.
 * Source: nfdump(1), output formats; read 2026-11.
 */
const MAX_LINE = 512;
const TIME = String.raw`\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{3})?`;
const DURATION = String.raw`(?:\d{1,9}\.\d{3}|(?:\d{1,4}d )?\d\d:\d\d:\d\d\.\d{3})`;
const HEAD = new RegExp(
  String.raw`^(${TIME}) {1,8}(${DURATION}) {1,8}(\S{1,12}) {1,40}(\S{2,60}) {1,40}(<?->) {1,40}(\S{2,60}) `,
);
/** Numbers from a million on are written as `1.2 M`. */
const NUMBER = String.raw`\d{1,15}|\d{1,6}\.\d [KMGT]`;
const TAIL = new RegExp(
  String.raw`^ {0,40}(?:([.A-Z]{6,8}|0x[0-9a-f]{1,2}) {1,8}(\d{1,3}) {1,12})?(${NUMBER}) {1,12}(${NUMBER}) {1,12}` +
    String.raw`(?:(?:${NUMBER}) {1,12}(?:${NUMBER}) {1,12}\d{1,9} {1,12})?(\d{1,9})$`,
);
const SHAPE = new RegExp(
  String.raw`^${TIME} {1,8}${DURATION} {1,8}\S{1,12} {1,40}\S{2,60} {1,40}<?-> {1,40}\S{2,60} |^(?:Date first seen|Summary:|Time window:|Total flows|Sys:) `,
);
/** Totals alone are those of anything. */
const FLOW = /^\d{4}-\d\d-\d\d [^\n]{30,200} <?-> /m;
const ASIDE =
  /^(?:Date first seen |Summary: |Time window: |Total (?:flows|records) |Sys: |Aggregated flows |Blocks skipped|No matching )/;
const HEADER = worded('nfAside');
const SCALES: ReadonlyMap<string, number> = new Map([
  ['K', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
]);
const ROUNDED = worded('nfRounded');

function countOf(text: string, tally: Tally): number {
  const [digits = '', scale] = text.split(' ');
  if (scale === undefined) return Number(digits);
  tally.note(ROUNDED);
  return Math.round(Number(digits) * (SCALES.get(scale) ?? 1));
}

/** Seconds of `0.200`, `00:05:00.000`, `1d 00:05:00.000`. */
function secondsOf(text: string): number {
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] =
    /^(?:(?:(\d{1,4})d )?(\d\d):(\d\d):)?(\d{1,9}\.\d{3})$/.exec(text) ?? [];
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** `203.0.113.9:22`, and of IPv6 `2001:db8::9.22`. The port of ICMP is `type.code`. */
function endOf(text: string): { address: string; port: number | undefined } {
  const v6 = text.indexOf(':') !== text.lastIndexOf(':');
  const mark = text.lastIndexOf(v6 ? '.' : ':');
  const digits = mark < 0 ? '' : text.slice(mark + 1);
  const port = /^\d{1,5}$/.test(digits) && Number(digits) <= MAX_PORT ? Number(digits) : undefined;
  return { address: mark < 0 ? text : text.slice(0, mark), port };
}

const ONE_WAY = worded('nfUnanswered');
/** Fewer flows than this may all be unanswered, and of more than so many no more are remembered. */
const ENOUGH = 50;
const MOST_ENDS = 20_000;

/** Whether any flow of a part of the file goes back between the ends of another. */
class Answers {
  readonly #ends = new Set<string>();
  #answered = false;

  add(from: string, to: string): void {
    if (this.#answered || this.#ends.size >= MOST_ENDS) return;
    this.#answered = this.#ends.has(`${to} ${from}`);
    this.#ends.add(`${from} ${to}`);
  }

  note(tally: Tally): void {
    if (!this.#answered && this.#ends.size >= ENOUGH) tally.note(ONE_WAY);
  }
}

function read(
  text: string,
  local: LocalTime,
  rows: EventRows,
  answers: Answers,
  tally: Tally,
  line: number,
): Outcome {
  const head = HEAD.exec(text);
  if (head === null) return ASIDE.test(text) ? { skip: HEADER } : worded('nfNoFlowText');
  const [whole, time = '', duration = '', name = '', from = '', arrow, to = ''] = head;
  if (arrow !== '->') return worded('nfBoth');
  const tail = TAIL.exec(text.slice(whole.length));
  if (tail === null) return worded('nfNoTail');
  const [, flags, , packets = '', bytes = ''] = tail;
  answers.add(from, to);
  const stamp = Buffer.from(time);
  const day = parseDay(stamp, 0);
  const clock = parseClock(stamp, 11);
  if (day < 0 || clock < 0) return worded('badTime');
  const start = { seconds: local.utc(day, clock), micros: microsOf(time.slice(20) || undefined) };
  const protocol = protocolNumber(name);
  const ported = hasPorts(protocol);
  const src = endOf(from);
  const dst = endOf(to);
  const written = rows.flow(
    {
      start,
      end: timeAfter(start, secondsOf(duration)),
      src: src.address,
      dst: dst.address,
      srcPort: ported ? src.port : undefined,
      dstPort: ported ? dst.port : undefined,
      protocol,
      packets: countOf(packets, tally),
      bytes: countOf(bytes, tally),
      tcpFlags: protocol === 6 && flags?.startsWith('0x') === false ? flagsOfLetters(flags) : undefined,
    },
    line,
  );
  return written ? undefined : worded('nfShortened');
}

function parse(chunk: Chunk, zone: string | undefined, sink: RowSink, tally: Tally): void {
  const local = new LocalTime(zone);
  const rows = new EventRows(sink, tally);
  const answers = new Answers();
  readShortRecords(chunk, sink, tally, MAX_LINE, (text, line) =>
    read(text, local, rows, answers, tally, line),
  );
  local.note(tally);
  answers.note(tally);
}

/** Flows as nfdump prints them; `-o csv` is `nfdump-csv`. */
export const NFDUMP_TEXT: LineFormat<string | undefined> = {
  name: 'nfdump-text',
  title: 'Flows from nfdump -o line, long or extended',
  sample:
    '2026-03-02 10:00:01.186     0.200 TCP       203.0.113.9:47047 ->      192.0.2.10:22    ......S.   0        2      180     1',
  kind: 'lines',
  table: 'flows',
  zone: ZONE.nfdump,
  local: true,
  recognise: (head) => (FLOW.test(head.text) ? recogniseLines(head, SHAPE, 'nfdump-text') : undefined),
  start: (_head, { zone }) => zone,
  carry: (_chunk, zone) => zone,
  parse,
};
