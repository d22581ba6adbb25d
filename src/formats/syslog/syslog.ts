import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import { LocalTime } from '../text/local-time.ts';
import { carryYear, dayOf, noteYear, startYear } from '../text/missing-year.ts';
import type { YearState } from '../text/missing-year.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { Head, LineFormat, ReadOptions, Recognition } from '../format.ts';
import type { Chunk, Tally } from '../../tables/tally.ts';
import { readKernel } from './kernel-firewall.ts';
import { Announcements } from './announced.ts';
import { emptyStamp, findStamp, isKnown, originOf, structuredOriginOf } from '../text/syslog-header.ts';
import type { Stamp } from '../text/syslog-header.ts';
import { loggingIn } from './pam.ts';
import { readMessage } from './programs.ts';
import { reject, skip } from '../rows/reading.ts';
import type { Reading } from '../rows/reading.ts';
import { utf8Of } from '../text/column-texts.ts';
import { ReadingRows } from '../rows/reading-rows.ts';
import type { Instant } from '../text/instant.ts';
import { excerpt, latin1At, lineEnd } from '../text/line-bytes.ts';
import { COLON, SPACE } from '../../kernel/ascii.ts';

const DAY = 86_400;
const TAB = 9;
/** grep's `path:` before a line; longer paths are not looked through. */
const MAX_PREFIX = 300;
/** How far back from a chunk's end an attempt may have been announced: sshd closes after two minutes. */
const LOOK_BACK = 64 * 1024;

export interface SyslogState {
  year: YearState;
  zone: string | undefined;
  /** Lines begin with `path:`, as grep over several files writes them. */
  prefixed: boolean;
  /** Attempts that a line of the chunk before has counted; see `Announced`. */
  announced: string[];
  /** Services that log their logins themselves, beside PAM. */
  logging: string[];
}

/** Where the line's time begins: behind grep's `path:` if lines have one. */
function lineStart(bytes: Uint8Array, at: number, end: number, prefixed: boolean, stamp: Stamp): number {
  if (findStamp(bytes, at, end, stamp) || !prefixed) return at;
  const limit = Math.min(end, at + MAX_PREFIX);
  for (let colon = at; colon < limit; colon++) {
    if (bytes[colon] === COLON && findStamp(bytes, colon + 1, end, stamp)) return colon + 1;
  }
  return at;
}

const LAST_REPEATED = /^\S{1,255} last message repeated \d{1,9} times?$/;
const JOURNALCTL = /^-- (?:Logs begin|Journal begins|Boot |Reboot|No entries|Subject:)/;

/** `gw  IN=eth0 OUT= …`, with a prefix or none before it, as ulogd's LOGEMU writes packets: without a program. */
const ULOGD = /^\S{1,255} (?=(?:[^=]{0,64}[ :])?IN=\S{0,32} OUT=\S{0,32} )/;

/** What the text behind the time says. */
function readText(text: string, stamp: Stamp, announced: Announcements): Reading {
  const origin = stamp.structured ? structuredOriginOf(text) : originOf(text);
  // A prefix such as `DROP:` looks like a program.
  const packet = origin === undefined || text.startsWith('IN=', origin.message) ? ULOGD.exec(text) : null;
  if (packet !== null && (origin === undefined || origin.pid === ''))
    return readKernel(text.slice(packet[0].length));
  if (origin !== undefined) {
    const { host, program, pid, message } = origin;
    // The kernel ends a packet's line in a space.
    const said = text.endsWith(' ') ? text.slice(message).trimEnd() : text.slice(message);
    return readMessage({ host, program, pid, text: said }, announced);
  }
  return LAST_REPEATED.test(text) ? skip(worded('sysRepeat')) : reject(worded('sysNoProgram'));
}

/** Reads the lines of one chunk. */
class ChunkReader {
  readonly #chunk: Chunk;
  readonly #rows: ReadingRows;
  readonly #tally: Tally;
  readonly #state: SyslogState;
  readonly #time: LocalTime;
  readonly #year: YearState;
  readonly #announced: Announcements;
  readonly #stamp = emptyStamp();
  readonly #instant: Instant = { seconds: 0, micros: 0 };
  #monthDay = -1;
  #day = -1;

  constructor(chunk: Chunk, state: SyslogState, sink: RowSink, tally: Tally) {
    this.#chunk = chunk;
    this.#rows = new ReadingRows(sink, tally, utf8Of);
    this.#tally = tally;
    this.#state = state;
    this.#time = new LocalTime(state.zone);
    this.#year = { ...state.year };
    this.#announced = new Announcements(state.announced, state.logging);
  }

  read(): void {
    this.#rows.addLines(this.#chunk, this.#instant, (start, end) => this.#line(start, end));
    this.#time.note(this.#tally);
    if (this.#monthDay >= 0) noteYear(this.#year, this.#tally);
  }

  #line(start: number, end: number): Reading {
    const { bytes } = this.#chunk;
    const stamp = this.#stamp;
    lineStart(bytes, start, end, this.#state.prefixed, stamp);
    if (stamp.end < 0) return this.#undated(start, end);
    const reading = readText(latin1At(bytes, stamp.end, end), stamp, this.#announced);
    return this.#setInstant() ? reading : reject(worded('sysNoYear'));
  }

  #undated(start: number, end: number): Reading {
    const { bytes } = this.#chunk;
    const first = bytes[start];
    if (first === SPACE || first === TAB) return skip(worded('textFurther'));
    if (JOURNALCTL.test(latin1At(bytes, start, Math.min(end, start + 40))))
      return skip(worded('sysJournalctl'));
    return reject(worded('textNoTimeAt', { line: excerpt(bytes, start, end) }));
  }

  #setInstant(): boolean {
    const stamp = this.#stamp;
    let { day } = stamp;
    if (day < 0) {
      // Neighbours are mostly of one day.
      if (stamp.monthDay !== this.#monthDay) {
        this.#monthDay = stamp.monthDay;
        this.#day = dayOf(this.#year, stamp.monthDay >> 5, stamp.monthDay & 31);
      }
      day = this.#day;
      if (day < 0) return false;
    }
    const { offset, second, micros } = stamp;
    this.#instant.seconds = Number.isNaN(offset) ? this.#time.utc(day, second) : day * DAY + second - offset;
    this.#instant.micros = micros;
    return true;
  }
}

/** The attempts that were announced near the end of a chunk. */
function announcedIn({ bytes, start, end }: Chunk, state: SyslogState): string[] {
  const all = end - start <= LOOK_BACK;
  const announced = new Announcements(all ? state.announced : [], state.logging);
  const stamp = emptyStamp();
  let at = all ? start : lineEnd(bytes, end - LOOK_BACK, end) + 1;
  while (at < end) {
    const stop = lineEnd(bytes, at, end);
    lineStart(bytes, at, stop, state.prefixed, stamp);
    if (stamp.end >= 0) readText(latin1At(bytes, stamp.end, stop), stamp, announced);
    at = stop + 1;
  }
  return announced.keys;
}

function carry(chunk: Chunk, state: SyslogState): SyslogState {
  const stamp = emptyStamp();
  const find = (bytes: Uint8Array, at: number, end: number): number => {
    lineStart(bytes, at, end, state.prefixed, stamp);
    return stamp.end < 0 || stamp.day >= 0 ? -1 : stamp.monthDay;
  };
  return { ...state, year: carryYear(chunk, state.year, find), announced: announcedIn(chunk, state) };
}

interface Sample {
  lines: number;
  dated: number;
  prefixed: number;
  /** Lines without a year, with a process number, or of a program that only syslog has: not some other log. */
  certain: number;
  /** Lines whose time has its offset. */
  zoned: number;
}

const SAMPLE_LINES = 200;
/** Host and program are in so many bytes behind the time; structured data may be longer. */
const MAX_ORIGIN = 600;
const MAX_STRUCTURED = 16_384;
/** What other programs' logs have in the place of the host. */
const LEVEL = /^\[?(?:trace|debug|info|notice|warn|warning|error|err|fatal|critical)\]?$/i;

function sample(head: Head): Sample {
  const { bytes } = head;
  const seen: Sample = { lines: 0, dated: 0, prefixed: 0, certain: 0, zoned: 0 };
  const stamp = emptyStamp();
  for (let at = 0; at < bytes.length && seen.lines < SAMPLE_LINES;) {
    const feed = lineEnd(bytes, at, bytes.length);
    const from = lineStart(bytes, at, feed, true, stamp);
    const further = stamp.end < 0 && (bytes[at] === SPACE || bytes[at] === TAB);
    if (feed > at + 1 && !further && (feed < bytes.length || head.whole)) {
      seen.lines++;
      const most = stamp.structured ? MAX_STRUCTURED : MAX_ORIGIN;
      const text =
        stamp.end < 0 ? '' : latin1At(bytes, stamp.end, Math.min(feed, stamp.end + most)).trimEnd();
      const packet = stamp.structured || stamp.end < 0 ? null : ULOGD.exec(text);
      const origin =
        packet === null
          ? stamp.structured
            ? structuredOriginOf(text)
            : originOf(text)
          : { host: packet[0].trim(), program: 'kernel', pid: '' };
      if (origin !== undefined && !LEVEL.test(origin.host)) {
        seen.dated++;
        if (from > at) seen.prefixed++;
        if (!Number.isNaN(stamp.offset)) seen.zoned++;
        if (stamp.day < 0 || origin.pid !== '' || origin.program === 'kernel' || isKnown(origin.program))
          seen.certain++;
      }
    }
    at = feed + 1;
  }
  return seen;
}

function recognise(head: Head): Recognition | undefined {
  const { lines, dated, certain } = sample(head);
  if (certain === 0 || dated < lines * 0.6) return undefined;
  return {
    confidence: 0.6 + 0.3 * (dated / lines),
    because: worded('sysBecause', { dated, lines }),
  };
}

/**
 * Messages of syslog or the journal as text. What sshd, Postfix, Dovecot, PAM, the kernel's firewall and fail2ban
 * say becomes logins, alerts and flows; the messages of other programs are passed over, and counted by kind.
 */
export const SYSLOG: LineFormat<SyslogState> = {
  name: 'syslog',
  title: 'syslog and journalctl: sshd, Postfix, Dovecot, PAM, iptables, nftables, fail2ban',
  sample:
    'Nov 21 22:10:03 web1 sshd[4711]: Failed password for invalid user admin from 203.0.113.9 port 52114 ssh2',
  kind: 'lines',
  table: 'logins',
  // Postfix, postconf(5).
  portSettings: [{ program: 'Postfix', service: 'smtp', setting: 'smtpd_client_port_logging = yes' }],
  quotable: 'message',
  also: ['alerts', 'flows'],
  zone: ZONE.offsetsOrAssumed,
  local: true,
  zoneIn(head) {
    const { dated, zoned } = sample(head);
    return zoned === dated && dated > 0 ? ZONE.offsets : undefined;
  },
  recognise,
  start(head: Head, options: ReadOptions): SyslogState {
    const { dated, prefixed } = sample(head);
    return {
      year: startYear(options),
      zone: options.zone,
      prefixed: prefixed > dated / 2,
      announced: [],
      logging: loggingIn(head.text),
    };
  },
  carry,
  parse(chunk, state, sink, tally) {
    new ChunkReader(chunk, state, sink, tally).read();
  },
};
