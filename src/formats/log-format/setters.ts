import { worded } from './worded.ts';
import type { RowSink } from '../../tables/rows.ts';
import type { ColumnName } from '../../tables/tables.ts';
import { isNone, parseDuration, setNumber, setText } from '../text/field-values.ts';
import type { Tally } from '../../tables/tally.ts';
import type { Escape } from './directive.ts';
import type { Field } from './fields.ts';
import { readTime } from './time.ts';
import type { TimeParts } from './time.ts';
import { findRequest } from '../text/http-request.ts';
import type { RequestLine } from '../text/http-request.ts';
import { setAddress } from '../text/line-bytes.ts';
import { DASH, QUESTION } from '../../kernel/ascii.ts';
import { unescapeLog } from '../text/web-escapes.ts';

const NAME_NOTE = worded('lfNames');
const COMMA = 44;
const SPACE = 32;
const MAX_PORT = 65_535;
const MAX_STATUS = 999;

/** Puts one value into the row. @returns false if it cannot be in this field */
export type Setter = (bytes: Uint8Array, start: number, end: number) => boolean;

/** What a value was before the server wrote it as part of a JSON string. */
function unescapeJson(raw: string): string {
  if (!raw.includes('\\')) return raw;
  try {
    const value: unknown = JSON.parse(`"${raw}"`);
    return typeof value === 'string' ? value : raw;
  } catch {
    // What is no JSON string stays as it was written, so that nothing is lost.
    return raw;
  }
}

const DECODE: Readonly<Record<Escape, ((raw: string) => string) | undefined>> = {
  log: unescapeLog,
  json: unescapeJson,
  none: undefined,
};

/** Makes the setters of a plan's fields, over one sink. */
export class Setters {
  readonly #sink: RowSink;
  readonly #tally: Tally;
  readonly #decode: ((raw: string) => string) | undefined;
  readonly #time: TimeParts;

  constructor(sink: RowSink, escape: Escape, time: TimeParts, tally: Tally) {
    this.#sink = sink;
    this.#tally = tally;
    this.#decode = DECODE[escape];
    this.#time = time;
  }

  /** @returns undefined for a field that is not kept */
  of({ meaning, steps }: Field): Setter | undefined {
    switch (meaning?.kind) {
      case undefined:
        return undefined;
      case 'time':
        return (bytes, start, end) => readTime(steps, bytes, start, end, this.#time) === end;
      case 'address':
        return this.#address(meaning.column);
      case 'host':
        return this.#host();
      case 'int': {
        const column = this.#sink.int(meaning.column);
        const most = meaning.column === 'sc_status' ? MAX_STATUS : MAX_PORT;
        return (bytes, start, end) => setNumber(column, bytes, start, end, most);
      }
      case 'long': {
        const column = this.#sink.long(meaning.column);
        return (bytes, start, end) => setNumber(column, bytes, start, end);
      }
      case 'duration':
        return this.#duration(meaning.unit);
      case 'text':
        return this.#text(meaning.column);
      case 'request':
        return this.#request();
      case 'uri':
        return this.#uri();
      default:
        return this.#query();
    }
  }

  /**
   * Takes the client from a list of addresses: the last, which the nearest proxy wrote.
   * For formats that name no client but X-Forwarded-For.
   */
  lastForwarded(): Setter {
    const column = this.#sink.address('c_ip');
    return (bytes, start, end) => {
      let from = end;
      while (from > start && bytes[from - 1] !== COMMA && bytes[from - 1] !== SPACE) from--;
      setAddress(column, bytes, from, end);
      return true;
    };
  }

  #address(column: 'c_ip' | 's_ip' | 'peer'): Setter {
    const address = this.#sink.address(column);
    // nginx writes `unix:` for a client that came through a socket of the same machine.
    return (bytes, start, end) => setAddress(address, bytes, start, end) || isSocket(bytes, start, end);
  }

  #host(): Setter {
    const address = this.#sink.address('c_ip');
    return (bytes, start, end) => {
      if (!setAddress(address, bytes, start, end)) this.#tally.note(NAME_NOTE);
      return true;
    };
  }

  /** Stored in milliseconds. @param unit how many of what the log counts make a second */
  #duration(unit: number): Setter {
    const column = this.#sink.long('time_taken');
    return (bytes, start, end) => {
      // A duration below zero is a clock that was set back.
      if (bytes[start] === DASH) return true;
      const micros = parseDuration(bytes, start, end);
      if (micros < 0) return false;
      column.set(Math.round(micros / unit / 1000));
      return true;
    };
  }

  #text(name: ColumnName<'requests'>): Setter {
    const column = this.#sink.text(name, this.#decode);
    return (bytes, start, end) => {
      setText(column, bytes, start, end, this.#tally);
      return true;
    };
  }

  #uri(): Setter {
    const stem = this.#text('cs_uri_stem');
    const query = this.#text('cs_uri_query');
    return (bytes, start, end) => {
      let question = start;
      while (question < end && bytes[question] !== QUESTION) question++;
      stem(bytes, start, question);
      query(bytes, question + 1, end);
      return true;
    };
  }

  #query(): Setter {
    const query = this.#text('cs_uri_query');
    return (bytes, start, end) => query(bytes, bytes[start] === QUESTION ? start + 1 : start, end);
  }

  /** What is no HTTP request is kept whole as the path, as in every access log. */
  #request(): Setter {
    const method = this.#text('cs_method');
    const version = this.#text('cs_version');
    const uri = this.#uri();
    const whole = this.#text('cs_uri_stem');
    const request: RequestLine = { methodEnd: 0, uriStart: 0, uriEnd: 0, versionStart: 0 };
    return (bytes, start, end) => {
      if (!findRequest(bytes, start, end, request)) return whole(bytes, start, end);
      method(bytes, start, request.methodEnd);
      version(bytes, request.versionStart, end);
      return uri(bytes, request.uriStart, request.uriEnd);
    };
  }
}

/** Is it none, or `unix:`: a client on the same machine? */
export function isSocket(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    isNone(bytes, start, end) ||
    String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 5))) === 'unix:'
  );
}
