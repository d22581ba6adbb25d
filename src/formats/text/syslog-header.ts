import { isNarrow, monthDayAt } from './missing-year.ts';
import { namedMonthDay } from './month-names.ts';
import { latin1At } from './line-bytes.ts';
import { parseClock, parseDay, parseDigits } from '../../kernel/byte-time.ts';
import { COLON, SPACE } from '../../kernel/ascii.ts';

/**
 * What comes before a message of syslog: RFC 3164 (`Nov 21 22:10:03 host sshd[42]: …`), RFC 5424
 * (`<38>1 2026-11-21T22:10:03Z host sshd 42 - - …`), and the first with a time of RFC 3339, as rsyslog and
 * `journalctl -o short-iso` write it; and `journalctl -o short-full` and `-o short-unix` (journalctl(1)).
 */

/** Where the time is in a line. */
export interface Stamp {
  /** Behind the time and its space; -1: there is no time. */
  end: number;
  /** Days since 1970; -1: the date has no year, see `monthDay`. */
  day: number;
  /** month * 32 + day. */
  monthDay: number;
  /** Second of the day, and microseconds. */
  second: number;
  micros: number;
  /** Seconds east of UTC; NaN: the time has no zone. */
  offset: number;
  /** `<38>1 ` came before it. */
  structured: boolean;
}

export function emptyStamp(): Stamp {
  return { end: -1, day: -1, monthDay: -1, second: -1, micros: 0, offset: Number.NaN, structured: false };
}

const AT = 64;
const DOT = 46;
const COMMA = 44;
const LESS = 60;
const GREATER = 62;
const PLUS = 43;
const MINUS = 45;
const LETTER_T = 84;
const LETTER_Z = 90;
const ONE = 49;

/** Behind `<38>`, the priority that a message carries on the wire; `at` if there is none. */
function behindPriority(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== LESS) return at;
  for (let close = at + 2; close < Math.min(end, at + 5); close++) {
    if (bytes[close] === GREATER) return parseDigits(bytes, at + 1, close) >= 0 ? close + 1 : at;
  }
  return at;
}

/** Microseconds of `.123` at `at`, into the stamp. @returns place behind it */
function fraction(bytes: Uint8Array, at: number, end: number, stamp: Stamp): number {
  stamp.micros = 0;
  if (bytes[at] !== DOT && bytes[at] !== COMMA) return at;
  let scale = 100_000;
  let next = at + 1;
  for (; next < end; next++) {
    const digit = bytes[next]! - 48;
    if (digit < 0 || digit > 9) break;
    stamp.micros += digit * scale;
    scale = Math.floor(scale / 10);
  }
  return next;
}

/** `Z`, `+09:00` or `+0900` at `at`, into the stamp; without one the time is local. @returns place behind it */
function zone(bytes: Uint8Array, at: number, stamp: Stamp): number {
  stamp.offset = Number.NaN;
  const sign = bytes[at];
  if (sign === LETTER_Z) {
    stamp.offset = 0;
    return at + 1;
  }
  if (sign !== PLUS && sign !== MINUS) return at;
  const minutes = bytes[at + 3] === COLON ? at + 4 : at + 3;
  const hour = parseDigits(bytes, at + 1, at + 3);
  const minute = parseDigits(bytes, minutes, minutes + 2);
  if (hour < 0 || hour > 14 || minute < 0 || minute > 59) return at;
  const seconds = hour * 3600 + minute * 60;
  stamp.offset = sign === MINUS ? -seconds : seconds;
  return minutes + 2;
}

/**
 * Abbreviations of zones that name one offset only, in hours; CST, IST and BST are several zones each, and times with
 * them are local. Source: the IANA time zone database.
 */
const ZONES: ReadonlyMap<string, number> = new Map([
  ['UTC', 0],
  ['GMT', 0],
  ['WET', 0],
  ['WEST', 1],
  ['CET', 1],
  ['CEST', 2],
  ['EET', 2],
  ['EEST', 3],
  ['MSK', 3],
  ['KST', 9],
  ['JST', 9],
  ['EST', -5],
  ['EDT', -4],
  ['CDT', -5],
  ['MDT', -6],
  ['PST', -8],
  ['PDT', -7],
]);
const FULL = /^[A-Z][a-z]{2} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:([A-Z]{1,5})|([+-]\d\d)(\d\d)?) /;
const UNIX = /^(\d{10})\.(\d{6}) /;
const LONGEST_HEAD = 36;

/** `Mon 2026-11-16 00:00:14 UTC ` or `1795299003.123456 `, as journalctl writes them. */
function journalStamp(bytes: Uint8Array, start: number, end: number, stamp: Stamp): boolean {
  const text = latin1At(bytes, start, Math.min(end, start + LONGEST_HEAD));
  const [unix, seconds, micros] = UNIX.exec(text) ?? [];
  if (unix !== undefined) {
    stamp.day = Math.floor(Number(seconds) / 86_400);
    stamp.second = Number(seconds) % 86_400;
    stamp.micros = Number(micros);
    stamp.offset = 0;
    stamp.end = start + unix.length;
    return true;
  }
  const [full, name, hours, minutes = '0'] = FULL.exec(text) ?? [];
  if (full === undefined) return false;
  stamp.day = parseDay(bytes, start + 4);
  stamp.second = parseClock(bytes, start + 15);
  stamp.micros = 0;
  if (stamp.day < 0 || stamp.second < 0) return false;
  const sign = hours?.startsWith('-') === true ? -1 : 1;
  const named = name === undefined ? undefined : ZONES.get(name);
  if (hours !== undefined) stamp.offset = Number(hours) * 3600 + sign * Number(minutes) * 60;
  else stamp.offset = named === undefined ? Number.NaN : named * 3600;
  stamp.end = start + full.length;
  return true;
}

/** `@400000004c91b044077a9e94 `, as multilog and s6 write times (cr.yp.to, "TAI64, TAI64N, and TAI64NA"). */
const TAI64N = /^@4000000([0-9a-f]{9})([0-9a-f]{8}) /;
/** What multilog's label is ahead of seconds since 1970: TAI was so far ahead of UTC then, and it counts no leap seconds. */
const TAI_AHEAD = 10;

function taiStamp(bytes: Uint8Array, start: number, end: number, stamp: Stamp): boolean {
  const text = latin1At(bytes, start, Math.min(end, start + LONGEST_HEAD));
  const [whole, label = '', nanoseconds = ''] = TAI64N.exec(text) ?? [];
  const seconds = Number.parseInt(label, 16) - TAI_AHEAD;
  // 2100, as far as other dates go.
  if (whole === undefined || seconds < 0 || seconds >= 4_102_444_800) return false;
  stamp.day = Math.floor(seconds / 86_400);
  stamp.second = seconds % 86_400;
  stamp.micros = Math.min(Math.floor(Number.parseInt(nanoseconds, 16) / 1000), 999_999);
  stamp.offset = 0;
  stamp.end = start + whole.length;
  return true;
}

/**
 * Reads the time at the beginning of a line.
 * @returns whether there is one
 */
export function findStamp(bytes: Uint8Array, start: number, end: number, stamp: Stamp): boolean {
  let at = behindPriority(bytes, start, end);
  stamp.structured = at > start && bytes[at] === ONE && bytes[at + 1] === SPACE;
  if (stamp.structured) at += 2;
  stamp.end = -1;
  if (end - at < 16) return false;
  if (bytes[at] === AT) {
    stamp.monthDay = -1;
    return taiStamp(bytes, at, end, stamp);
  }
  stamp.monthDay = monthDayAt(bytes, at, end);
  stamp.day = stamp.monthDay < 0 ? parseDay(bytes, at) : -1;
  const named = stamp.monthDay < 0 && stamp.day < 0 ? namedMonthDay(bytes, at, end) : undefined;
  if (named !== undefined) stamp.monthDay = named.monthDay;
  if (stamp.monthDay < 0 && stamp.day < 0) return !stamp.structured && journalStamp(bytes, at, end, stamp);
  const clock = named?.clock ?? (stamp.monthDay < 0 ? at + 11 : isNarrow(bytes, at) ? at + 6 : at + 7);
  const spaced = stamp.day >= 0 && bytes[at + 10] === SPACE;
  if (stamp.day >= 0 && bytes[at + 10] !== LETTER_T && !spaced) return false;
  if (clock + 8 >= end) return false;
  stamp.second = parseClock(bytes, clock);
  if (stamp.second < 0) return false;
  let next = fraction(bytes, clock + 8, end, stamp);
  next = zone(bytes, next, stamp);
  if (next >= end || bytes[next] !== SPACE) return false;
  // Many logs begin with such a time: it is this one where a program follows whose messages are read.
  if (spaced && !namesProgram(latin1At(bytes, next + 1, Math.min(end, next + 300)))) return false;
  stamp.end = next + 1;
  return true;
}

/** Programs that write logs of their own, too: without a host, or with a space between date and time. */
const KNOWN =
  /^(?:sshd(?:-session|-auth)?|dropbear|(?:imap|pop3|submission|managesieve|lmtp|sieve)-login|dovecot(?:-auth)?|auth(?:-worker)?(?=\(| ?\[|: (?:Debug|Info|Warning|Error): )|postfix[\w-]{0,40}\/[\w/-]{1,80}|vsftpd|proftpd|pure-ftpd|exim[45]?)(?=[[(: ])/;
/** Dovecot's own log names the part of it that writes in the place of the program. */
const DOVECOT_PART = /^(?:[a-z0-9]{1,20}-login|auth(?:-worker)?)(?=[(:])/;

/** Does a log of syslog's form by this program come from nothing else? @param program as the line names it */
export function isKnown(program: string): boolean {
  return KNOWN.test(`${program}: `);
}

function namesProgram(text: string): boolean {
  return KNOWN.test(text) || KNOWN.test(text.slice(text.indexOf(' ') + 1));
}

/** Host, program and process, and where the message begins, of a line's text behind the time. */
export interface Origin {
  host: string;
  program: string;
  pid: string;
  /** Place in the text. */
  message: number;
}

const TAGGED = /^(\S{0,254}[^\s:]) ([^\s[\]:()]{1,100})(?:\([\w-]{1,40}\))?(?:\[([\w.-]{1,40})\])?:(?: |$)/;
/** Solaris puts the message's number and priority in front. */
const SOLARIS = /^\[ID \d{1,12} [a-z0-9.]{1,40}\] /;

/** ProFTPD's: `host proftpd[42] servername (client): message`. */
const PROFTPD = /^(\S{1,255}) (proftpd)\[(\d{1,10})\] /;
/** `sshd[42]: message`, and metalog's `[sshd] message`. */
const HOSTLESS = /^()([^\s[\]:()]{1,100})(?:\([\w-]{1,40}\))?(?:\[([\w.-]{1,40})\])?:(?: |$)/;
const METALOG = /^()\[([^\s[\]:()]{1,100})\]:? /;

/** The same where no host comes before a program that is known. */
function hostlessOrigin(text: string): Origin | undefined {
  const plain = text.startsWith('[') ? text.slice(1).replace(']', ':') : text;
  if (!KNOWN.test(plain)) return undefined;
  if (DOVECOT_PART.test(text)) return { host: '', program: 'dovecot', pid: '', message: 0 };
  const [whole, , program, pid = ''] = HOSTLESS.exec(text) ?? METALOG.exec(text) ?? [];
  return whole === undefined || program === undefined
    ? undefined
    : { host: '', program, pid, message: whole.length };
}

/** @param text what follows the time: `host sshd[42]: message`; undefined: it is not of that shape */
export function originOf(text: string): Origin | undefined {
  const head = text.slice(0, 512);
  const match = TAGGED.exec(head) ?? PROFTPD.exec(head);
  const [whole, host, program, pid = ''] = match ?? [];
  if (whole === undefined || host === undefined || program === undefined) return hostlessOrigin(head);
  const solaris = SOLARIS.exec(text.slice(whole.length, whole.length + 80));
  return { host, program, pid, message: whole.length + (solaris?.[0].length ?? 0) };
}

/** Behind the structured data at `at` (`-` or `[id name="value"]…`); -1 if it is not one. RFC 5424, section 6.3. */
function behindStructured(text: string, at: number): number {
  if (text[at] === '-') return at + 1;
  let next = at;
  while (text[next] === '[') {
    let quoted = false;
    for (next++; next < text.length; next++) {
      const character = text[next];
      if (quoted && character === '\\') next++;
      else if (character === '"') quoted = !quoted;
      else if (character === ']' && !quoted) break;
    }
    next++;
  }
  return next > at && next <= text.length ? next : -1;
}

/** The same of RFC 5424: `host program process message-id structured-data message`. */
export function structuredOriginOf(text: string): Origin | undefined {
  const match = /^(\S{1,255}) (\S{1,48}) (\S{1,128}) \S{1,32} /.exec(text.slice(0, 512));
  const [whole, host, program, pid] = match ?? [];
  if (whole === undefined || host === undefined || program === undefined || pid === undefined)
    return undefined;
  const behind = behindStructured(text, whole.length);
  if (behind < 0 || (behind < text.length && text[behind] !== ' ')) return undefined;
  let message = Math.min(text.length, behind + 1);
  // A byte order mark may come before UTF-8 text.
  if (text.startsWith('\u00ef\u00bb\u00bf', message)) message += 3;
  return { host, program, pid: pid === '-' ? '' : pid, message };
}
