import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { Head, LineFormat, ReadOptions, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import type { RowSink } from '../../tables/rows.ts';
import { LocalTime } from '../text/local-time.ts';
import { firstLines } from '../text/first-lines.ts';
import { excerpt, latin1At, lineEnd } from '../text/line-bytes.ts';
import { utf8Of } from '../text/column-texts.ts';
import type { Instant } from '../text/instant.ts';
import { daysOf } from '../../kernel/byte-time.ts';
import { reject, skip } from '../rows/reading.ts';
import type { Reading } from '../rows/reading.ts';
import { ReadingRows } from '../rows/reading-rows.ts';
import { Announcements } from './announced.ts';

/** What is at the beginning of a line of a server's own log. */
export interface OwnStamp {
  /** Behind all of it, in the line. */
  end: number;
  /** Wall clock: days since 1970 (-1: no such day), second of that day, microseconds. */
  days: number;
  second: number;
  micros: number;
  /** Seconds east of UTC; undefined: local time. */
  offset?: number;
  /** Empty: not said. */
  process: string;
}

/** A server that writes a log of its own, a line a message. */
export interface OwnLog {
  name: string;
  title: string;
  sample: string;
  /** Why a file is taken for its log: so many of its first lines are its messages. */
  because: (certain: number, lines: number) => string;
  /** Undefined: the line begins with no time; it is a further line of the message before. */
  stamp(line: string): OwnStamp | undefined;
  /** Lines that the server writes without a time. */
  timeless?: RegExp;
  /** Is it a line that only this server writes? @param text behind the stamp */
  certain(text: string): boolean;
  read(text: string, process: string, announced: Announcements): Reading;
}

interface OwnState {
  zone: string | undefined;
  /** See `Announced`. */
  announced: string[];
}

const LOOK_BACK = 64 * 1024;
/** Longer lines are read up to here. */
const MAX_LINE = 16 * 1024;
const SAMPLE_LINES = 200;
const FURTHER = worded('textFurther');

/** `2026-11-30`, `2:30:27` and fractions, as the parts of a stamp; undefined: there is no such time. */
export function stampOf(
  date: readonly [year: number, month: number, day: number],
  clock: string,
  rest: Pick<OwnStamp, 'end' | 'offset' | 'process'>,
): OwnStamp | undefined {
  const [, hour, minute, second, fraction = ''] =
    /^(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d{1,9}))?$/.exec(clock) ?? [];
  if (Number(hour) > 23 || Number(minute) > 59 || !(Number(second) <= 60)) return undefined;
  return {
    ...rest,
    days: daysOf(...date),
    second: Number(hour) * 3600 + Number(minute) * 60 + Math.min(Number(second), 59),
    micros: Number(fraction.slice(0, 6).padEnd(6, '0')),
  };
}

/** Seconds east of UTC of `Z`, `+0900`, `+09:00`; undefined: none is written. */
export function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined || zone === '') return undefined;
  if (zone === 'Z') return 0;
  const seconds = Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(-2)) * 60;
  return zone.startsWith('-') ? -seconds : seconds;
}

function parse(log: OwnLog, chunk: Chunk, state: OwnState, sink: RowSink, tally: Tally): void {
  const rows = new ReadingRows(sink, tally, utf8Of);
  const local = new LocalTime(state.zone);
  const announced = new Announcements(state.announced);
  const instant: Instant = { seconds: 0, micros: 0 };
  rows.addLines(chunk, instant, (start, end) => {
    const line = latin1At(chunk.bytes, start, Math.min(end, start + MAX_LINE));
    const stamp = log.stamp(line);
    if (stamp === undefined) return unstamped(log, line, chunk, start, end);
    if (stamp.days < 0) return reject(worded('textBadDate'));
    const { days, second, micros, offset } = stamp;
    instant.seconds = offset === undefined ? local.utc(days, second) : days * 86_400 + second - offset;
    instant.micros = micros;
    return log.read(line.slice(stamp.end), stamp.process, announced);
  });
  local.note(tally);
}

function unstamped(log: OwnLog, line: string, { bytes }: Chunk, start: number, end: number): Reading {
  if (/^\s/.test(line)) return skip(FURTHER);
  if (log.timeless?.test(line) === true) return skip(worded('sysTimeless'));
  return reject(worded('textNoTimeAt', { line: excerpt(bytes, start, end) }));
}

function carry(log: OwnLog, { bytes, start, end }: Chunk, state: OwnState): OwnState {
  const all = end - start <= LOOK_BACK;
  const announced = new Announcements(all ? state.announced : []);
  for (let at = all ? start : lineEnd(bytes, end - LOOK_BACK, end) + 1; at < end;) {
    const stop = lineEnd(bytes, at, end);
    const line = latin1At(bytes, at, Math.min(stop, at + MAX_LINE));
    const stamp = log.stamp(line);
    if (stamp !== undefined) log.read(line.slice(stamp.end), stamp.process, announced);
    at = stop + 1;
  }
  return { ...state, announced: announced.keys };
}

interface Sample {
  lines: number;
  stamped: number;
  zoned: number;
  certain: number;
}

function sample(log: OwnLog, head: Head): Sample {
  const seen: Sample = { lines: 0, stamped: 0, zoned: 0, certain: 0 };
  for (const line of firstLines(head.text, SAMPLE_LINES)) {
    const stamp = log.stamp(line);
    seen.lines++;
    if (stamp === undefined || stamp.days < 0) continue;
    seen.stamped++;
    if (stamp.offset !== undefined) seen.zoned++;
    if (log.certain(line.slice(stamp.end))) seen.certain++;
  }
  return seen;
}

function recognise(log: OwnLog, head: Head): Recognition | undefined {
  const { lines, stamped, certain } = sample(log, head);
  // Messages of several lines make many that begin with no time.
  if (certain === 0 || stamped < lines * 0.3) return undefined;
  return {
    confidence: 0.7 + 0.25 * (certain / lines),
    because: log.because(certain, lines),
  };
}

/** @param log a server whose messages fill logins, and alerts for what it refused */
export function ownLog(log: OwnLog): LineFormat<OwnState> {
  return {
    name: log.name,
    title: log.title,
    sample: log.sample,
    kind: 'lines',
    table: 'logins',
    also: ['alerts'],
    zone: ZONE.offsetsOrAssumed,
    local: true,
    zoneIn(head) {
      const { stamped, zoned } = sample(log, head);
      return zoned === stamped && stamped > 0 ? ZONE.offsets : undefined;
    },
    recognise: (head) => recognise(log, head),
    start: (_head: Head, { zone }: ReadOptions) => ({ zone, announced: [] }),
    carry: (chunk, state) => carry(log, chunk, state),
    parse: (chunk, state, sink, tally) => parse(log, chunk, state, sink, tally),
  };
}
