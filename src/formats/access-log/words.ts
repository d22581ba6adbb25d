import { parseV4Bytes, parseV6Bytes } from '../../net/address.ts';
import { BRACKET_CLOSE, BRACKET_OPEN, COLON } from '../../kernel/ascii.ts';
import { parseDigits } from '../../kernel/byte-time.ts';
import { latin1At, spaceAfter } from '../text/line-bytes.ts';

/**
 * What a word before the time of an access log can be:
 * `address`; `socket`, an address and a port; `host`, a name and a port; `name`, of a host; `none`, a dash or the
 * socket of nginx that has no address; `list`, several addresses with commas or in round brackets; `other`.
 */
export type Kind = 'address' | 'socket' | 'host' | 'name' | 'none' | 'list' | 'other';

/** One word: where it lies, and without brackets and port. */
export interface Word {
  kind: Kind;
  start: number;
  end: number;
  /** Of an address or a name with a port: where it ends without that. */
  hostStart: number;
  hostEnd: number;
  /** -1: none. */
  port: number;
  /** As an IPv4 number; -1: it is not one. */
  v4: number;
}

/** A name with a letter or digit in it, or `_`, by which nginx's documentation calls the server for whatever name is asked. */
const NAME = /^(?:_|(?=.{0,255}[A-Za-z0-9])[A-Za-z0-9._*-]{1,255})$/;
const NO_ADDRESS = /^(?:-|unix:)$/;
const EMPTY_LIST = /^\(-?\)$/;
const COMMA = 44;
const DOT = 46;
const ROUND_OPEN = 40;
const MAX_PORT = 65_535;

const groups = new Uint16Array(8);

function isAddress(bytes: Uint8Array, start: number, end: number): boolean {
  return parseV4Bytes(bytes, start, end) >= 0 || parseV6Bytes(bytes, start, end, groups);
}

function lastColon(bytes: Uint8Array, start: number, end: number): number {
  for (let at = end - 1; at >= start; at--) if (bytes[at] === COLON) return at;
  return -1;
}

/** Takes the brackets off an IPv6 address. */
function setHost(bytes: Uint8Array, start: number, end: number, word: Word): boolean {
  const bracketed = bytes[start] === BRACKET_OPEN && bytes[end - 1] === BRACKET_CLOSE;
  word.hostStart = bracketed ? start + 1 : start;
  word.hostEnd = bracketed ? end - 1 : end;
  word.v4 = bracketed ? -1 : parseV4Bytes(bytes, word.hostStart, word.hostEnd);
  return isAddress(bytes, word.hostStart, word.hostEnd);
}

function kindOf(bytes: Uint8Array, start: number, end: number, word: Word): Kind {
  word.port = -1;
  if (setHost(bytes, start, end, word)) return 'address';
  const text = latin1At(bytes, start, Math.min(end, start + 512));
  if (NO_ADDRESS.test(text) || EMPTY_LIST.test(text)) return 'none';
  if (bytes[start] === ROUND_OPEN || bytes.subarray(start, end).includes(COMMA)) return 'list';
  if (NAME.test(text)) return 'name';
  const colon = lastColon(bytes, start, end);
  const port = colon < 0 ? -1 : parseDigits(bytes, colon + 1, end);
  if (port < 0 || port > MAX_PORT) return 'other';
  word.port = port;
  if (setHost(bytes, start, colon, word)) return 'socket';
  return NAME.test(text.slice(0, colon - start)) ? 'host' : 'other';
}

/** Words that are looked at one by one; what follows is a user's name. */
const MAX_WORDS = 5;

/** The words of a line before its time; one object is used for all lines. */
export class Words {
  readonly #words: Word[] = Array.from({ length: MAX_WORDS }, () => ({
    kind: 'other',
    start: 0,
    end: 0,
    hostStart: 0,
    hostEnd: 0,
    port: -1,
    v4: -1,
  }));
  readonly #none: Word = { kind: 'other', start: 0, end: 0, hostStart: 0, hostEnd: 0, port: -1, v4: -1 };
  #bytes: Uint8Array = new Uint8Array();
  #end = 0;
  /** How many there are, no more than one above those that are looked at. */
  count = 0;

  read(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes = bytes;
    this.#end = end;
    this.count = 0;
    for (let at = start; at <= end && this.count <= MAX_WORDS; this.count++) {
      const stop = spaceAfter(bytes, at, end);
      const word = this.#words[this.count];
      if (word !== undefined) {
        word.start = at;
        word.end = stop;
        word.kind = kindOf(bytes, at, stop, word);
      }
      at = stop + 1;
    }
  }

  at(place: number): Word {
    return place < this.count ? (this.#words[place] ?? this.#none) : this.#none;
  }

  kind(place: number): Kind | undefined {
    return place < this.count ? this.#words[place]?.kind : undefined;
  }

  /** Names of hosts that are asked from outside have a dot; names of people mostly have none. */
  holdsDot(place: number): boolean {
    const { start, end } = this.at(place);
    return this.#bytes.subarray(start, end).includes(DOT);
  }

  /** Is one of the words from `place` on an address, with a port or without? */
  addressFrom(place: number): boolean {
    const { start } = this.at(place);
    if (place >= this.count) return false;
    const spare: Word = { ...this.#none };
    for (let at = start; at <= this.#end;) {
      const stop = spaceAfter(this.#bytes, at, this.#end);
      const kind = kindOf(this.#bytes, at, stop, spare);
      if (kind === 'address' || kind === 'socket') return true;
      at = stop + 1;
    }
    return false;
  }
}

/** What has more colons than this is no path; it bounds the search on hostile lines. */
const MAX_COLONS = 16;

/**
 * Place behind a `path:` or `path:number:` as grep puts before a line: the first colon that an address and a
 * space follow, or a `name:port address`. The path may hold spaces and colons (`C:\…`).
 */
export function behindPrefix(bytes: Uint8Array, start: number, end: number): number {
  let colons = 0;
  for (let at = start; at < end && colons < MAX_COLONS; at++) {
    if (bytes[at] !== COLON) continue;
    colons++;
    const from = at + 1;
    const space = spaceAfter(bytes, from, end);
    if (space < end && isAddress(bytes, from, space)) return from;
    const next = spaceAfter(bytes, space + 1, end);
    const colon = lastColon(bytes, from, space);
    if (colon < from || parseDigits(bytes, colon + 1, space) < 0) continue;
    if (isAddress(bytes, space + 1, next)) return from;
  }
  return -1;
}
