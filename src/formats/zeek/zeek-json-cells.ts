import { latin1At, MAX_FIELD_BYTES } from '../text/line-bytes.ts';
import { BACKSLASH, COLON, QUOTE } from '../../kernel/ascii.ts';
import { Cells } from './zeek-cells.ts';
import { ZEEK_START } from './zeek-record.ts';

const COMMA = 44;
const DOT = 46;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
/** Records with more fields are parsed. */
const MAX_KEYS = 128;
/** Not one of the fields that are kept; unlike -1 it is known to be none. */
const OTHER = -2;

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

/**
 * The fields of one JSON object as bytes, by their names: for objects without escapes and without objects in them, as
 * Zeek writes its records. Whatever else there is, and whatever is not valid, is left to `JSON.parse`.
 */
export class JsonCells extends Cells {
  /** A bit for each of the first 31 fields that the object has, whatever it holds. */
  seen = 0;
  readonly #named: ReadonlyMap<string, number>;
  /** The keys of the object before, in order: the next one mostly has the same. */
  readonly #keys: Uint8Array[] = [];
  readonly #keyPlaces: number[] = [];
  #valueStart = 0;
  #valueEnd = 0;

  constructor(fields: readonly string[]) {
    super({ ...ZEEK_START, unset: '', empty: '', fields: [...fields] });
    this.#named = new Map(fields.map((name, place) => [name, place]));
  }

  /** Takes an object apart. @returns false: it is to be parsed */
  takeObject(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start > MAX_FIELD_BYTES || bytes[start] !== OPEN_OBJECT || bytes[end - 1] !== CLOSE_OBJECT)
      return false;
    this.bytes = bytes;
    this.ends.fill(0);
    this.starts.fill(0);
    this.seen = 0;
    let at = start + 1;
    for (let index = 0; index < MAX_KEYS; index++) {
      if (bytes[at] !== QUOTE) return false;
      const close = this.#string(at + 1, end);
      if (close < 0 || bytes[close + 1] !== COLON) return false;
      const place = this.#placeOf(index, at + 1, close);
      if (place === -1) return false;
      at = this.#value(close + 2, end, place);
      if (at < 0) return false;
      if (place >= 0) {
        if (place < 31) this.seen |= 1 << place;
        this.starts[place] = this.#valueStart;
        this.ends[place] = this.#valueEnd;
      }
      if (bytes[at] === CLOSE_OBJECT) return at === end - 1;
      if (bytes[at] !== COMMA) return false;
      at++;
    }
    return false;
  }

  /** The text of a field that is short: the name of the log. */
  textOf(place: number): string | undefined {
    return this.has(place) ? latin1At(this.bytes, this.starts[place]!, this.ends[place]!) : undefined;
  }

  /** Behind the last byte of a string without escapes; -1: it has some, or is not valid. */
  #string(from: number, end: number): number {
    const { bytes } = this;
    for (let at = from; at < end; at++) {
      const byte = bytes[at]!;
      if (byte === QUOTE) return at;
      if (byte === BACKSLASH || byte < 32) return -1;
    }
    return -1;
  }

  /** @returns -1: the key `id`, which may hold the ends of the connection */
  #placeOf(index: number, start: number, end: number): number {
    const known = this.#keys[index];
    if (known !== undefined && this.#equals(known, start, end)) return this.#keyPlaces[index]!;
    const name = latin1At(this.bytes, start, end);
    const place = name === 'id' ? -1 : (this.#named.get(name) ?? OTHER);
    this.#keys[index] = this.bytes.slice(start, end);
    this.#keyPlaces[index] = place;
    return place;
  }

  #equals(known: Uint8Array, start: number, end: number): boolean {
    if (known.length !== end - start) return false;
    for (let at = 0; at < known.length; at++) if (known[at] !== this.bytes[start + at]) return false;
    return true;
  }

  /** Finds the value at `from`. @returns place behind it; -1: it is not one that is read here */
  #value(from: number, end: number, place: number): number {
    const { bytes } = this;
    this.#valueStart = from;
    this.#valueEnd = from;
    const first = bytes[from]!;
    if (first === QUOTE) {
      const close = this.#string(from + 1, end);
      this.#valueStart = from + 1;
      this.#valueEnd = close;
      return close < 0 ? -1 : close + 1;
    }
    if (isDigit(first)) {
      this.#valueEnd = this.#number(from, end);
      return this.#valueEnd;
    }
    if (first === OPEN_LIST) return this.#list(from + 1, end, place);
    const word = this.#word(from);
    // Of a field that is kept a truth value has a text of its own.
    return word > 0 && (place < 0 || first === 110) ? from + word : -1;
  }

  /** Behind a number that reads the same as text; -1: it is not one, or may not. */
  #number(from: number, end: number): number {
    const { bytes } = this;
    let at = from;
    while (isDigit(bytes[at])) at++;
    if (at - from > 15 || (bytes[from] === 48 && at > from + 1)) return -1;
    if (bytes[at] !== DOT) return this.#isEnd(at, end) ? at : -1;
    const point = at++;
    while (isDigit(bytes[at])) at++;
    return at > point + 1 && at - from <= 17 && bytes[at - 1] !== 48 && this.#isEnd(at, end) ? at : -1;
  }

  #isEnd(at: number, end: number): boolean {
    const byte = this.bytes[at];
    return at < end && (byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_LIST);
  }

  /** A list of texts and numbers. Of a field that is kept only an empty one is passed over. */
  #list(from: number, end: number, place: number): number {
    const { bytes } = this;
    if (bytes[from] === CLOSE_LIST) return from + 1;
    if (place >= 0) return -1;
    for (let at = from; at < end; at++) {
      const first = bytes[at]!;
      let next = -1;
      if (first === QUOTE) next = this.#string(at + 1, end) + 1;
      else if (isDigit(first)) next = this.#number(at, end);
      if (next <= 0) return -1;
      if (bytes[next] === CLOSE_LIST) return next + 1;
      if (bytes[next] !== COMMA) return -1;
      at = next;
    }
    return -1;
  }

  /** Length of `true`, `false` or `null`; 0: it is none of them. */
  #word(from: number): number {
    const text = latin1At(this.bytes, from, Math.min(this.bytes.length, from + 5));
    if (text.startsWith('true') || text.startsWith('null')) return 4;
    return text === 'false' ? 5 : 0;
  }
}
