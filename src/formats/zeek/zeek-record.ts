import { isObject } from '../text/json-values.ts';
import type { Json } from '../text/sensor-lines.ts';
import { digitsIn, epochTime, isoTime } from '../text/sensor-time.ts';
import type { Instant } from '../text/instant.ts';

/** A record of any Zeek log, whichever way it is written. */
export interface ZeekRecord {
  /** Undefined: the field is unset, empty, or not in this log. */
  text(name: string): string | undefined;
  /** The elements of a set or vector. */
  list(name: string): string[];
}

/** How the lines of a log in text are to be read: what its header says. */
export interface ZeekLayout {
  separator: string;
  setSeparator: string;
  empty: string;
  unset: string;
  /** What the log is called: `conn`, `http`, …; empty before `#path`. */
  path: string;
  /** Null before the first `#fields`. */
  fields: string[] | null;
}

export const ZEEK_START: ZeekLayout = {
  separator: '\t',
  setSeparator: ',',
  empty: '(empty)',
  unset: '-',
  path: '',
  fields: null,
};

const MAX_FIELDS = 256;
const MAX_MARK = 16;

/** Takes the escapes of Zeek's writer back: `\x09` a byte, `\\` a backslash. Linear in the length. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  if (!/\\x[0-9a-f]{2}/i.test(text)) return text.replaceAll('\\\\', '\\');
  const raw = text.replaceAll(/\\(?:x([0-9a-f]{2})|\\)/gi, (_all, hex: string | undefined) =>
    hex === undefined ? '\\' : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  // Bytes of UTF-8 may each be escaped; text that was not escaped may hold any letters.
  return /^[\x00-\xff]*$/.test(raw) ? Buffer.from(raw, 'latin1').toString('utf8') : raw;
}

/** The layout after a line that begins with `#`. One that says nothing new leaves it as it is. */
export function applyHeader(layout: ZeekLayout, line: string): ZeekLayout {
  if (line.startsWith('#separator ')) {
    const separator = unescaped(line.slice(11, 11 + 4 * MAX_MARK).trim()) || '\t';
    // Another log was appended: nothing of the one before holds any more.
    return { ...ZEEK_START, separator };
  }
  const [name, ...values] = line.split(layout.separator, MAX_FIELDS + 2);
  const first = values[0]?.slice(0, 64) ?? '';
  switch (name) {
    case '#set_separator':
      return { ...layout, setSeparator: unescaped(first) || ',' };
    case '#empty_field':
      return { ...layout, empty: unescaped(first) };
    case '#unset_field':
      return { ...layout, unset: unescaped(first) };
    case '#path':
      return { ...layout, path: unescaped(first) };
    case '#fields':
      return { ...layout, fields: values.length > MAX_FIELDS ? null : values };
    default:
      return layout;
  }
}

/** The cells of one line, by the names of the fields. */
export class TextRecord implements ZeekRecord {
  readonly #layout: ZeekLayout;
  readonly #places: ReadonlyMap<string, number>;
  /** The line, and where its cells begin; behind the last one is where another would. */
  #line = '';
  readonly #starts: Int32Array;

  constructor(layout: ZeekLayout) {
    this.#layout = layout;
    this.#places = new Map(layout.fields?.map((name, place) => [name, place]));
    this.#starts = new Int32Array((layout.fields?.length ?? 0) + 2);
  }

  /** Takes a line. @returns how many cells it has; of too many, one more than there are fields */
  take(line: string): number {
    const { separator } = this.#layout;
    const starts = this.#starts;
    this.#line = line;
    let count = 0;
    for (let at = 0; count < starts.length - 1;) {
      starts[count++] = at;
      const found = line.indexOf(separator, at);
      at = (found < 0 ? line.length : found) + separator.length;
      starts[count] = at;
      if (found < 0) break;
    }
    return count;
  }

  #cell(name: string): string | undefined {
    const place = this.#places.get(name);
    if (place === undefined) return undefined;
    const { separator } = this.#layout;
    const cell = this.#line.slice(this.#starts[place], this.#starts[place + 1]! - separator.length);
    return cell === this.#layout.unset || cell === this.#layout.empty || cell === '' ? undefined : cell;
  }

  text(name: string): string | undefined {
    const cell = this.#cell(name);
    return cell === undefined ? undefined : unescaped(cell);
  }

  list(name: string): string[] {
    return this.#cell(name)?.split(this.#layout.setSeparator).map(unescaped) ?? [];
  }
}

function plain(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'boolean') return value ? 'T' : 'F';
  return typeof value === 'number' ? String(value) : undefined;
}

/** A JSON object with Zeek's names; some shippers put the ends of a connection into an object `id`. */
export class JsonRecord implements ZeekRecord {
  readonly #json: Json;

  constructor(json: Json) {
    this.#json = json;
  }

  #value(name: string): unknown {
    if (Object.hasOwn(this.#json, name)) return this.#json[name];
    const id = name.startsWith('id.') && Object.hasOwn(this.#json, 'id') ? this.#json['id'] : undefined;
    const inner = name.slice(3);
    return isObject(id) && Object.hasOwn(id, inner) ? id[inner] : undefined;
  }

  text(name: string): string | undefined {
    return plain(this.#value(name));
  }

  list(name: string): string[] {
    const value = this.#value(name);
    if (!Array.isArray(value)) return [];
    return value.map(plain).filter((text) => text !== undefined);
  }
}

/** The whole number of a field; undefined if there is none. */
export function countOf(record: ZeekRecord, name: string): number | undefined {
  const text = record.text(name);
  const number = text === undefined ? -1 : digitsIn(text, 0, text.length);
  return number < 0 ? undefined : number;
}

/** Seconds of a field that is an interval. */
export function secondsOf(record: ZeekRecord, name: string): number | undefined {
  const text = record.text(name);
  return text !== undefined && /^\d{1,10}(?:\.\d{1,20})?(?:e-\d{1,2})?$/.test(text)
    ? Number(text)
    : undefined;
}

/** `ts`: seconds or milliseconds since 1970, or ISO 8601, as the log was set up. */
export function timeOf(record: ZeekRecord): Instant | undefined {
  const text = record.text('ts');
  if (text === undefined) return undefined;
  return epochTime(text) ?? isoTime(text);
}
