import { latin1At, spaceAfter } from '../text/line-bytes.ts';
import { parseClock, parseDay } from '../../kernel/byte-time.ts';
import { HASH, LF } from '../../kernel/ascii.ts';
import type { Chunk } from '../../tables/tally.ts';

const DATES: ReadonlySet<string> = new Set(['date', 'date-utc', 'date-local']);
const CLOCKS: ReadonlySet<string> = new Set(['time', 'time-utc', 'time-local']);
/** More names than this in a `#Fields` line are no log's. */
const MAX_FIELDS = 256;
/** A step back of the clock by more than this is midnight, not two requests that finished out of order. */
const MIDNIGHT_SECONDS = 12 * 3600;

/** What a line needs to know of the lines before it. */
export interface W3cState {
  /** Names of the `#Fields` in force; null before the first. */
  fields: string[] | null;
  /** IIS Advanced Logging: text is quoted. */
  quoted: boolean;
  /** Day of the last `#Date` in days since 1970 (-1: none yet), moved on at midnight where lines carry no date. */
  day: number;
  /** Seconds of that day last seen. */
  second: number;
  /** In which times of the server's own clock are read. */
  zone?: string;
}

export const W3C_START: W3cState = { fields: null, quoted: false, day: -1, second: 0 };

/** The state after a line that begins with `#`. A directive that says nothing new leaves it as it is. */
export function applyDirective(state: W3cState, bytes: Uint8Array, start: number, end: number): W3cState {
  const line = latin1At(bytes, start, end).trimEnd();
  const colon = line.indexOf(':');
  const name = line.slice(1, colon < 0 ? undefined : colon).toLowerCase();
  const value = colon < 0 ? '' : line.slice(colon + 1).trim();
  if (name === 'software') return { ...state, quoted: value.includes('Advanced Logging') };
  if (name === 'fields') {
    const fields = value.split(/[ \t]+/, MAX_FIELDS + 1).filter((field) => field !== '');
    return { ...state, fields: fields.length > MAX_FIELDS ? null : fields };
  }
  if (name === 'date') {
    const text = Buffer.from(value, 'latin1');
    const day = text.length >= 10 ? parseDay(text, 0) : -1;
    const second = text.length >= 19 ? parseClock(text, 11) : -1;
    return day < 0 ? state : { ...state, day, second: Math.max(second, 0) };
  }
  return state;
}

/** Moves a log without dates on to this time of day; to the next day if the clock fell back by half a day. */
export function moveOn(state: { day: number; second: number }, second: number): void {
  if (second < state.second - MIDNIGHT_SECONDS) {
    state.day++;
    state.second = second;
  } else if (second > state.second) {
    state.second = second;
  }
}

/** Place of `time` if the lines carry no `date`, else -1. */
export function undatedTime(state: W3cState): number {
  const names = state.fields?.map((field) => field.toLowerCase()) ?? [];
  if (names.some((name) => DATES.has(name))) return -1;
  return names.findIndex((name) => CLOCKS.has(name));
}

/** The clock of the line whose `time` is its field number `place`; -1 if there is none. */
export function clockAt(bytes: Uint8Array, start: number, end: number, place: number): number {
  let at = start;
  for (let field = 0; field < place; field++) {
    at = spaceAfter(bytes, at, end) + 1;
    if (at > end) return -1;
  }
  return at + 8 <= end ? parseClock(bytes, at) : -1;
}

/** Start of the line after the one that `at` lies in. */
export function nextLine(bytes: Uint8Array, at: number, end: number): number {
  const feed = bytes.indexOf(LF, at);
  return feed < 0 || feed >= end ? end : feed + 1;
}

/** Is `at` where a line's text begins: behind a line end, a byte order mark, or the NUL bytes of a crash? */
function beginsLine(bytes: Uint8Array, at: number, chunk: Chunk): boolean {
  let before = at - 1;
  while (before >= chunk.start && bytes[before] === 0) before--;
  return before < chunk.start || bytes[before] === LF || at === chunk.start + byteOrderMark(chunk);
}

/** Length of the UTF-8 byte order mark that the chunk begins with: 3 or 0. */
export function byteOrderMark(chunk: Chunk): number {
  const { bytes, start } = chunk;
  const marked =
    chunk.offset === 0 && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf;
  return marked ? 3 : 0;
}

/** Place of the next `#` at a line's beginning; -1: none. A buffer's search for one byte is the fastest there is. */
function nextDirective(bytes: Buffer, from: number, chunk: Chunk): number {
  let at = from;
  for (;;) {
    at = bytes.indexOf(HASH, at);
    if (at < 0 || at >= chunk.end) return -1;
    if (beginsLine(bytes, at, chunk)) return at;
    at++;
  }
}

function carryUndated(chunk: Chunk, state: W3cState, from: number, to: number): W3cState {
  const place = undatedTime(state);
  if (place < 0) return state;
  const moved = { ...state };
  for (let at = from; at < to; at = nextLine(chunk.bytes, at, to)) {
    const second = clockAt(chunk.bytes, at, nextLine(chunk.bytes, at, to), place);
    if (second >= 0) moveOn(moved, second);
  }
  return moved;
}

/** The state after the chunk: looks at lines that begin with `#` only, unless the lines carry no date. */
export function carryDirectives(chunk: Chunk, state: W3cState): W3cState {
  const bytes = Buffer.from(chunk.bytes.buffer, chunk.bytes.byteOffset, chunk.bytes.length);
  let at = chunk.start;
  let now = state;
  for (;;) {
    const found = nextDirective(bytes, at, chunk);
    now = carryUndated(chunk, now, at, found < 0 ? chunk.end : found);
    if (found < 0) return now;
    const after = nextLine(bytes, found, chunk.end);
    now = applyDirective(now, bytes, found, after);
    at = after;
  }
}
