import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { LocalTime } from '../text/local-time.ts';
import { readFail2ban } from './fail2ban-message.ts';
import type { Head, LineFormat, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import type { RowSink } from '../../tables/rows.ts';
import { reject, skip } from '../rows/reading.ts';
import type { Reading } from '../rows/reading.ts';
import { utf8Of } from '../text/column-texts.ts';
import { ReadingRows } from '../rows/reading-rows.ts';
import type { Instant } from '../text/instant.ts';
import { excerpt, latin1At } from '../text/line-bytes.ts';
import { parseClock, parseDay, parseDigits } from '../../kernel/byte-time.ts';

interface Fail2banState {
  zone: string | undefined;
}

/**
 * `2026-11-21 22:10:03,123 fail2ban.actions        [4711]: NOTICE  [sshd] Ban 203.0.113.9`; before 0.9 without the
 * process: `fail2ban.actions: WARNING [ssh] Ban …`.
 */
const HEADER =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} fail2ban(?:\.[\w.]{1,40})?\s{0,24}(?:\[\d{1,10}\])?: ([A-Z]{4,8})\s{1,8}/;
const COMMA = 44;

/** Seconds and microseconds of `2026-11-21 22:10:03,123` at `at`. @returns false if it is no time */
function setTime(bytes: Uint8Array, at: number, time: LocalTime, instant: Instant): boolean {
  const day = parseDay(bytes, at);
  const second = parseClock(bytes, at + 11);
  const millis = parseDigits(bytes, at + 20, at + 23);
  if (day < 0 || second < 0 || millis < 0 || bytes[at + 19] !== COMMA) return false;
  instant.seconds = time.utc(day, second);
  instant.micros = millis * 1000;
  return true;
}

function readLine(line: string): Reading | undefined {
  const header = HEADER.exec(line);
  return header === null ? undefined : readFail2ban(line.slice(header[0].length).trimEnd(), header[1]);
}

function parse(chunk: Chunk, state: Fail2banState, sink: RowSink, tally: Tally): void {
  const rows = new ReadingRows(sink, tally, utf8Of);
  const time = new LocalTime(state.zone);
  const instant: Instant = { seconds: 0, micros: 0 };
  rows.addLines(chunk, instant, (start, end) => reading(chunk.bytes, start, end, time, instant));
  time.note(tally);
}

const FURTHER = worded('textFurther');

function reading(bytes: Uint8Array, start: number, end: number, time: LocalTime, instant: Instant): Reading {
  const text = latin1At(bytes, start, Math.min(end, start + 1024));
  const found = readLine(text);
  // Commands that failed, and what they said, are logged with their own line ends.
  if (found === undefined && !/^\d{4}-\d\d-\d\d /.test(text)) return skip(FURTHER);
  if (found === undefined) return reject(worded('sysNoFail2ban', { line: excerpt(bytes, start, end) }));
  return setTime(bytes, start, time, instant) ? found : reject(worded('badTime'));
}

function recognise(head: Head): Recognition | undefined {
  const lines = head.text.split('\n', 100).map((line) => line.slice(0, 300));
  const own = lines.filter((line) => HEADER.test(line)).length;
  const [first = ''] = lines;
  return own > 0 && HEADER.test(first)
    ? { confidence: 0.95, because: worded('sysFail2banBecause', { own }) }
    : undefined;
}

/** fail2ban's own log: what it found, banned, unbanned. Each is an alert, whose rule is the jail. */
export const FAIL2BAN: LineFormat<Fail2banState> = {
  name: 'fail2ban',
  title: "fail2ban's log",
  sample: '2026-11-21 22:10:03,123 fail2ban.actions        [4711]: NOTICE  [sshd] Ban 203.0.113.9',
  kind: 'lines',
  table: 'alerts',
  zone: ZONE.assumed,
  local: true,
  recognise,
  start: (_head, { zone }) => ({ zone }),
  carry: (_chunk, state) => state,
  parse,
};
