import type { TextColumn } from '../rows.ts';
import {
  BACKSLASH,
  BRACKET_CLOSE,
  COLON,
  CR,
  DASH,
  LF,
  MAX_DIGITS,
  MAX_FIELD_BYTES,
  parseClock,
  parseDigits,
  QUESTION,
  QUOTE,
  SPACE,
} from './line-bytes.ts';
import { readV4, stopped } from './v4-bytes.ts';
import type { Columns } from './web-access-columns.ts';
import { isMethod, isVersion } from './web-access-request.ts';
import { parseStamp } from './web-access-shape.ts';
import { bareEnd, pathEnd, quotedEnd } from './word-bytes.ts';

const BRACKET_OPEN = 91;
const PERCENT = 37;
const MAX_PORT = 65_535;
const MAX_PORT_DIGITS = 5;
const CLOCK_PLACE = 12;
const ZONE_PLACE = 20;
/** Length of `10/Oct/2000:13:55:36 -0700`. */
const STAMP_LENGTH = 26;

/**
 * Reads lines in the shape that nearly all have: `address - user [time] "METHOD /path?query HTTP/1.1" status size`,
 * behind it nothing, or `"referer"`, or `"referer" "agent"`, before it nothing, or `name:port`.
 *
 * Each part is passed over once, and whatever is not as it should be gives the line up: it is then looked at with
 * care. So nothing here decides what a line means that another server, or a client that forges, could have meant
 * differently.
 */
export class LineReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #columns: Columns;
  /** The last time's day and zone, as words of its text, and its midnight in UTC. */
  #day = 0;
  #month = 0;
  #year = 0;
  #sign = 0;
  #zone = 0;
  #midnight = -1;

  constructor(bytes: Uint8Array, view: DataView, columns: Columns) {
    this.#bytes = bytes;
    this.#view = view;
    this.#columns = columns;
  }

  /**
   * Sets the row's values. The text must end with a line feed and have three bytes more behind it, see `bareEnd`.
   * @returns place behind the line's end, or -1 if the line must be looked at with care; some values may be set then
   */
  read(start: number): number {
    const quote = this.#client(start);
    if (quote < 0) return -1;
    const close = this.#request(quote + 1);
    if (close < 0) return -1;
    let at = this.#statusAndSize(close + 1);
    if (at < 0) return -1;
    const bytes = this.#bytes;
    const { referer, agent } = this.#columns;
    if (bytes[at] === SPACE) at = this.#quoted(referer, at + 1);
    if (at < 0) return -1;
    if (bytes[at] === SPACE) at = this.#quoted(agent, at + 1);
    if (at < 0) return -1;
    if (bytes[at] === CR) at++;
    return bytes[at] === LF ? at + 1 : -1;
  }

  /** `address - user [time] "`. @returns place of the quote */
  #client(start: number): number {
    const bytes = this.#bytes;
    const host = this.#hosts(start);
    if (host < 0 || bytes[host] !== SPACE || bytes[host + 1] !== DASH || bytes[host + 2] !== SPACE) return -1;
    const user = host + 3;
    let end = user + 1;
    if (bytes[user] !== DASH || bytes[end] !== SPACE) {
      end = bareEnd(this.#view, user);
      if (end === user || end - user > MAX_FIELD_BYTES) return -1;
      this.#columns.user.setBytes(bytes, user, end);
    }
    const time = end + 2;
    const close = time + STAMP_LENGTH;
    if (bytes[end] !== SPACE || bytes[end + 1] !== BRACKET_OPEN || bytes[close] !== BRACKET_CLOSE) return -1;
    if (bytes[close + 1] !== SPACE || bytes[close + 2] !== QUOTE) return -1;
    const seconds = this.#seconds(time);
    if (seconds < 0) return -1;
    this.#columns.ts.set(seconds);
    return close + 2;
  }

  /** `address`, or `name:port address`. @returns place behind the address */
  #hosts(start: number): number {
    const bytes = this.#bytes;
    if (this.#isV4(start)) return stopped;
    const end = bareEnd(this.#view, start);
    // Behind a client stands the identity, which no server knows any more.
    if (bytes[end + 1] === DASH && bytes[end + 2] === SPACE) return this.#address(start, end);
    const client = end + 1;
    if (bytes[end] !== SPACE || !this.#virtualHost(start, end)) return -1;
    return this.#isV4(client) ? stopped : this.#address(client, bareEnd(this.#view, client));
  }

  /** Sets the client if it is an IPv4 address before a space; its end is in `stopped`. */
  #isV4(start: number): boolean {
    const v4 = readV4(this.#bytes, start);
    if (v4 < 0 || this.#bytes[stopped] !== SPACE) return false;
    this.#columns.client.setV4(v4);
    return true;
  }

  /** `name:port` with one colon: with more it may be an address. */
  #virtualHost(start: number, end: number): boolean {
    const bytes = this.#bytes;
    let colon = start;
    while (colon < end && bytes[colon] !== COLON) colon++;
    const port = end - colon > MAX_PORT_DIGITS + 1 ? -1 : parseDigits(bytes, colon + 1, end);
    if (port < 0 || port > MAX_PORT || colon - start > MAX_FIELD_BYTES) return false;
    this.#text(this.#columns.host, start, colon);
    this.#columns.port.set(port);
    return true;
  }

  /** @returns place behind the address; -1 if it is none */
  #address(start: number, end: number): number {
    const bytes = this.#bytes;
    const { client } = this.#columns;
    // With a zone it would be an address, but not one that a log has there.
    for (let at = start; at < end; at++) if (bytes[at] === PERCENT) return -1;
    return client.setBytes(bytes, start, end) ? end : -1;
  }

  /** Seconds since 1970, as `parseStamp` tells them; the lines of one day differ in the clock alone. */
  #seconds(at: number): number {
    const view = this.#view;
    const day = view.getInt32(at, true);
    const month = view.getInt32(at + 4, true);
    const year = view.getInt32(at + 8, true);
    const sign = view.getInt32(at + ZONE_PLACE, true);
    const zone = view.getInt32(at + ZONE_PLACE + 2, true);
    const clock = parseClock(this.#bytes, at + CLOCK_PLACE);
    if (clock < 0) return -1;
    const known = day === this.#day && month === this.#month && year === this.#year;
    if (known && sign === this.#sign && zone === this.#zone) return this.#midnight + clock;
    const seconds = parseStamp(this.#bytes, at);
    if (seconds < 0) return -1;
    this.#day = day;
    this.#month = month;
    this.#year = year;
    this.#sign = sign;
    this.#zone = zone;
    this.#midnight = seconds - clock;
    return seconds;
  }

  /** `METHOD /path?query HTTP/1.1"`. @returns place of the quote */
  #request(start: number): number {
    const bytes = this.#bytes;
    const view = this.#view;
    const { method, stem, query, version } = this.#columns;
    const space = bareEnd(view, start);
    if (bytes[space] !== SPACE || !isMethod(bytes, start, space)) return -1;
    const uri = space + 1;
    const mark = pathEnd(view, uri);
    const end = bytes[mark] === QUESTION ? bareEnd(view, mark + 1) : mark;
    if (bytes[end] !== SPACE || mark === uri || bytes[uri] === DASH || end - uri > MAX_FIELD_BYTES) return -1;
    const close = bareEnd(view, end + 1);
    if (bytes[close] !== QUOTE || bytes[close - 1] === BACKSLASH || !isVersion(bytes, end + 1, close))
      return -1;
    method.setBytes(bytes, start, space);
    stem.setBytes(bytes, uri, mark);
    this.#text(query, mark + 1, end);
    version.setBytes(bytes, end + 1, close);
    return close;
  }

  /** ` 200 1234`. @returns place behind the size */
  #statusAndSize(at: number): number {
    const bytes = this.#bytes;
    const status = parseDigits(bytes, at + 1, at + 4);
    if (bytes[at] !== SPACE || status < 0 || bytes[at + 4] !== SPACE) return -1;
    const from = at + 5;
    let stop = from;
    let size = 0;
    if (bytes[from] === DASH) {
      stop++;
    } else {
      for (let digit = bytes[stop]! - 48; digit >= 0 && digit <= 9; digit = bytes[stop]! - 48) {
        size = size * 10 + digit;
        stop++;
      }
      if (stop === from || stop - from > MAX_DIGITS) return -1;
    }
    this.#columns.status.set(status);
    this.#columns.sent.set(size);
    return stop;
  }

  /** `"value"` before a space or the line's end. @returns place behind it */
  #quoted(column: TextColumn, at: number): number {
    const bytes = this.#bytes;
    if (bytes[at] !== QUOTE) return -1;
    const start = at + 1;
    const close = quotedEnd(this.#view, start);
    if (bytes[close] !== QUOTE || bytes[close - 1] === BACKSLASH || close - start > MAX_FIELD_BYTES)
      return -1;
    this.#text(column, start, close);
    return close + 1;
  }

  #text(column: TextColumn, start: number, end: number): void {
    if (end <= start || (end - start === 1 && this.#bytes[start] === DASH)) return;
    column.setBytes(this.#bytes, start, end);
  }
}
