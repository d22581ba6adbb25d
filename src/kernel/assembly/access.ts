import { bareEnd, pathEnd, quotedEnd } from './find';
import { stampAt } from './host';
import {
  BACKSLASH,
  BRACKET_CLOSE,
  BRACKET_OPEN,
  byteAt,
  COLON,
  CR,
  DASH,
  LF,
  MAX_DIGITS,
  MISSING,
  QUESTION,
  QUOTE,
  ROWS,
  SPACE,
} from './layout';
import { numberEnd, readClock, readNumber } from './numbers';
import { endRow, rows, setDouble, setInt } from './rows';
import { readV4, v4 } from './v4';
import { addressOf, textOf, v4Of } from './values';

// Columns, in the order in which src/formats/access-log/targets.ts names them.
const TS: i32 = 0;
const CLIENT: i32 = 1;
const HOST: i32 = 2;
const PORT: i32 = 3;
const USER: i32 = 4;
const METHOD: i32 = 5;
const STEM: i32 = 6;
const QUERY: i32 = 7;
const VERSION: i32 = 8;
const STATUS: i32 = 9;
const SENT: i32 = 10;
const REFERER: i32 = 11;
const AGENT: i32 = 12;

const PERCENT: i32 = 37;
const ASTERISK: i32 = 42;
const DOT: i32 = 46;
const UNDERSCORE: i32 = 95;
const SLASH: i32 = 47;
const MAX_FIELD: i32 = 8192;
const MAX_METHOD: i32 = 32;
/** Length of a name of a host. */
const MAX_NAME: i32 = 255;
const MAX_PORT: i64 = 65535;
const MAX_PORT_DIGITS: i32 = 5;
const CLOCK_PLACE: i32 = 12;
const ZONE_PLACE: i32 = 20;
/** Length of `10/Oct/2000:13:55:36 -0700`. */
const STAMP_LENGTH: i32 = 26;
/** `HTTP`, the first byte lowest. */
const HTTP: u32 = 0x50545448;

/** The last time's day and zone, as words of its text, and its midnight in UTC. */
let dayWord: u64 = 0;
let yearWord: u32 = 0;
let zoneWord: u64 = 0;
let midnight: f64 = -1;

/**
 * Reads lines from `from` on in the shape that nearly all have: `address - user [time] "METHOD /path?query HTTP/1.1"
 * status size`, behind it nothing, or `"referer"`, or `"referer" "agent"`, before it nothing, or `name:port`.
 *
 * Each part is passed over once, and whatever is not as it should be gives the line up: it is then looked at with
 * care. So nothing here decides what a line means that another server, or a client that forges, could have meant
 * differently.
 *
 * @param end behind the line feed that the text ends with
 * @returns where it stopped: at the end, where there is no room for more, or before a line that was given up
 */
export function readAccess(from: i32, end: i32): i32 {
  let at = from;
  while (at < end && rows < ROWS) {
    const next = line(at);
    if (next < 0) break;
    endRow();
    at = next;
  }
  return at;
}

/** @returns place behind the line's end; -1: it is given up */
function line(start: i32): i32 {
  const quote = client(start);
  if (quote < 0) return -1;
  const close = request(quote + 1);
  if (close < 0) return -1;
  let at = statusAndSize(close + 1);
  if (at < 0) return -1;
  if (byteAt(at) == SPACE) {
    at = quoted(REFERER, at + 1);
    if (at < 0) return -1;
  } else {
    setInt(REFERER, 0);
  }
  if (byteAt(at) == SPACE) {
    at = quoted(AGENT, at + 1);
    if (at < 0) return -1;
  } else {
    setInt(AGENT, 0);
  }
  if (byteAt(at) == CR) at++;
  return byteAt(at) == LF ? at + 1 : -1;
}

/** `address - user [time] "`. @returns place of the quote */
function client(start: i32): i32 {
  const host = hosts(start);
  if (host < 0 || byteAt(host) != SPACE || byteAt(host + 1) != DASH || byteAt(host + 2) != SPACE) return -1;
  const user = host + 3;
  let end = user + 1;
  if (byteAt(user) != DASH || byteAt(end) != SPACE) {
    end = bareEnd(user);
    if (end == user || end - user > MAX_FIELD || !set(USER, user, end)) return -1;
  } else {
    setInt(USER, 0);
  }
  const time = end + 2;
  const close = time + STAMP_LENGTH;
  if (byteAt(end) != SPACE || byteAt(end + 1) != BRACKET_OPEN || byteAt(close) != BRACKET_CLOSE) return -1;
  if (byteAt(close + 1) != SPACE || byteAt(close + 2) != QUOTE) return -1;
  const seconds = stamp(time);
  if (seconds < 0) return -1;
  setDouble(TS, seconds * 1000000);
  return close + 2;
}

/** `address`, or `name:port address`. @returns place behind the address */
function hosts(start: i32): i32 {
  setInt(HOST, 0);
  setInt(PORT, MISSING);
  const plain = dotted(start);
  if (plain >= 0) return plain;
  const end = bareEnd(start);
  // After a client comes the identity, which no server knows any more.
  if (byteAt(end + 1) == DASH && byteAt(end + 2) == SPACE) return address(start, end);
  if (byteAt(end) != SPACE || !virtualHost(start, end)) return -1;
  const behind = dotted(end + 1);
  return behind >= 0 ? behind : address(end + 1, bareEnd(end + 1));
}

/** Sets the client if it is an IPv4 address before a space. @returns its end, -1 if it is not one */
function dotted(start: i32): i32 {
  const end = readV4(start);
  if (end < 0 || byteAt(end) != SPACE) return -1;
  const value = v4Of(CLIENT, v4);
  setInt(CLIENT, value);
  return value == 0 ? -1 : end;
}

/** `name:port` with one colon: with more it may be an address. */
function virtualHost(start: i32, end: i32): bool {
  let colon = start;
  let named = false;
  for (; colon < end; colon++) {
    const byte = byteAt(colon);
    if (byte == COLON) break;
    const letter = (byte | 32) >= 97 && (byte | 32) <= 122;
    if (letter || (byte >= 48 && byte <= 57)) named = true;
    else if (byte != DASH && byte != DOT && byte != UNDERSCORE && byte != ASTERISK) return false;
  }
  if (!named) return false;
  const port = readNumber(colon + 1);
  const digits = end - colon - 1;
  if (numberEnd != end || digits < 1 || digits > MAX_PORT_DIGITS || port > MAX_PORT) return false;
  if (colon - start > MAX_NAME || !set(HOST, start, colon)) return false;
  setInt(PORT, <i32>port);
  return true;
}

/** @returns place behind the address; -1 if it is not one */
function address(start: i32, end: i32): i32 {
  // With a zone it would be an address, but not one that a log has there.
  for (let at = start; at < end; at++) if (byteAt(at) == PERCENT) return -1;
  if (end <= start || end - start > MAX_FIELD) return -1;
  const value = addressOf(CLIENT, start, end);
  setInt(CLIENT, value);
  return value == 0 ? -1 : end;
}

/** Seconds since 1970; the lines of one day differ in the clock alone. */
function stamp(at: i32): f64 {
  const clock = readClock(at + CLOCK_PLACE);
  if (clock < 0) return -1;
  const day = load<u64>(at);
  const year = load<u32>(at, 8);
  const zone = ((<u64>load<u32>(at, ZONE_PLACE)) << 16) | load<u16>(at, ZONE_PLACE + 4);
  if (day == dayWord && year == yearWord && zone == zoneWord) return midnight + clock;
  const seconds = stampAt(at);
  if (seconds < 0) return -1;
  dayWord = day;
  yearWord = year;
  zoneWord = zone;
  midnight = seconds - clock;
  return seconds;
}

/** `METHOD /path?query HTTP/1.1"`. @returns place of the quote */
function request(start: i32): i32 {
  const space = bareEnd(start);
  if (byteAt(space) != SPACE || !isMethod(start, space)) return -1;
  const uri = space + 1;
  const mark = pathEnd(uri);
  const end = byteAt(mark) == QUESTION ? bareEnd(mark + 1) : mark;
  if (byteAt(end) != SPACE || mark == uri || byteAt(uri) == DASH || end - uri > MAX_FIELD) return -1;
  const close = bareEnd(end + 1);
  if (byteAt(close) != QUOTE || byteAt(close - 1) == BACKSLASH || !isVersion(end + 1, close)) return -1;
  if (!set(METHOD, start, space) || !set(STEM, uri, mark)) return -1;
  return setUnlessNone(QUERY, mark + 1, end) && set(VERSION, end + 1, close) ? close : -1;
}

function isMethod(start: i32, end: i32): bool {
  if (end <= start || end - start > MAX_METHOD) return false;
  for (let at = start; at < end; at++) {
    const byte = byteAt(at);
    const letter = (byte | 32) >= 97 && (byte | 32) <= 122;
    if (!letter && byte != DASH && byte != UNDERSCORE) return false;
  }
  return true;
}

/** `HTTP/` and a version. */
function isVersion(start: i32, end: i32): bool {
  const length = end - start;
  return length >= 6 && length <= 9 && load<u32>(start) == HTTP && byteAt(start + 4) == SLASH;
}

/** ` 200 1234`. @returns place behind the size */
function statusAndSize(at: i32): i32 {
  const status = readNumber(at + 1);
  if (byteAt(at) != SPACE || numberEnd != at + 4 || byteAt(at + 4) != SPACE) return -1;
  setInt(STATUS, <i32>status);
  const from = at + 5;
  if (byteAt(from) == DASH) {
    setDouble(SENT, 0);
    return from + 1;
  }
  const size = readNumber(from);
  if (numberEnd == from || numberEnd - from > MAX_DIGITS) return -1;
  setDouble(SENT, <f64>size);
  return numberEnd;
}

/** `"value"` before a space or the line's end. @returns place behind it */
function quoted(column: i32, at: i32): i32 {
  if (byteAt(at) != QUOTE) return -1;
  const start = at + 1;
  const close = quotedEnd(start);
  if (byteAt(close) != QUOTE || byteAt(close - 1) == BACKSLASH || close - start > MAX_FIELD) return -1;
  return setUnlessNone(column, start, close) ? close + 1 : -1;
}

/** Sets a text; null where it is empty or `-`. */
function setUnlessNone(column: i32, start: i32, end: i32): bool {
  if (end > start && (end - start > 1 || byteAt(start) != DASH)) return set(column, start, end);
  setInt(column, 0);
  return true;
}

/** Sets a text. @returns false if there is no room for it */
function set(column: i32, start: i32, end: i32): bool {
  const value = textOf(column, start, end);
  setInt(column, value);
  return value != 0;
}
