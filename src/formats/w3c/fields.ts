import { worded } from './worded.ts';
import { addressTextFromBytes } from '../../net/address.ts';
import type { AddressColumn, RowSink, TextColumn } from '../../tables/rows.ts';
import type { ColumnName } from '../../tables/tables.ts';
import { CUT_NOTE, latin1At, MAX_FIELD_BYTES, setAddress, setBounded } from '../text/line-bytes.ts';
import { parseClock, parseDay, parseDigits } from '../../kernel/byte-time.ts';
import { DASH, SPACE } from '../../kernel/ascii.ts';
import type { Tally } from '../../tables/tally.ts';

const PLUS = 43;
const OPEN = 40;
const LETTER_H = 104;

type Request = ColumnName<'requests'>;
export type Kind = 'day' | 'clock' | 'address' | 'int' | 'long' | 'text';

export interface Field {
  kind: Kind;
  column?: Request;
  /**
   * `+` stands for a space here. In a URL it may be the client's own plus sign and is kept. `often`: nearly every
   * line has another value, so that it is made one of spaces before it is looked up, not after it is found to be new.
   */
  plus?: 'seldom' | 'often';
}

/**
 * The W3C extended log's fields that `requests` has a place for, by name in lower case
 * (Microsoft, "W3C Logging"; IIS Advanced Logging's own names where they differ).
 */
const FIELDS: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['date', { kind: 'day' }],
  ['time', { kind: 'clock' }],
  // Advanced Logging has both.
  ['date-utc', { kind: 'day' }],
  ['time-utc', { kind: 'clock' }],
  ['date-local', { kind: 'day' }],
  ['time-local', { kind: 'clock' }],
  ['c-ip', { kind: 'address', column: 'c_ip' }],
  ['c-port', { kind: 'int', column: 'c_port' }],
  ['s-ip', { kind: 'address', column: 's_ip' }],
  ['s-port', { kind: 'int', column: 's_port' }],
  ['s-sitename', { kind: 'text', column: 's_sitename', plus: 'seldom' }],
  ['s-computername', { kind: 'text', column: 's_computername' }],
  ['cs-host', { kind: 'text', column: 'cs_host' }],
  ['cs(host)', { kind: 'text', column: 'cs_host' }],
  ['cs-method', { kind: 'text', column: 'cs_method' }],
  ['cs-uri-stem', { kind: 'text', column: 'cs_uri_stem' }],
  ['cs-uri-query', { kind: 'text', column: 'cs_uri_query' }],
  ['cs-version', { kind: 'text', column: 'cs_version' }],
  ['cs-username', { kind: 'text', column: 'cs_username', plus: 'seldom' }],
  ['cs(user-agent)', { kind: 'text', column: 'user_agent', plus: 'seldom' }],
  ['cs(referer)', { kind: 'text', column: 'referer' }],
  ['x-forwarded-for', { kind: 'text', column: 'x_forwarded_for', plus: 'often' }],
  ['cs(x-forwarded-for)', { kind: 'text', column: 'x_forwarded_for', plus: 'often' }],
  ['sc-status', { kind: 'int', column: 'sc_status' }],
  ['sc-substatus', { kind: 'int', column: 'sc_substatus' }],
  ['sc-win32-status', { kind: 'long', column: 'sc_win32_status' }],
  ['sc-bytes', { kind: 'long', column: 'sc_bytes' }],
  ['cs-bytes', { kind: 'long', column: 'cs_bytes' }],
  ['time-taken', { kind: 'long', column: 'time_taken' }],
]);

/** The kind of a field by its place, undefined where the lake has no place for it. */
export function kindsOf(fields: readonly string[]): (Kind | 'status' | undefined)[] {
  return fields.map((name) => {
    const field = FIELDS.get(name.toLowerCase());
    return field?.column === 'sc_status' ? 'status' : field?.kind;
  });
}

/** Could these bytes be in a field of this kind? Text may be anything. */
export function fits(
  kind: ReturnType<typeof kindsOf>[number],
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  if (kind === undefined || kind === 'text') return true;
  if (kind === 'day') return end - start === 10 && parseDay(bytes, start) >= 0;
  if (kind === 'clock') return end - start >= 8 && parseClock(bytes, start) >= 0;
  if (end - start === 1 && bytes[start] === DASH) return true;
  if (kind === 'address') return addressTextFromBytes(bytes, start, end) !== undefined;
  // A status has three digits (RFC 9110, section 15): the sub-status or the error code behind it is not one.
  if (kind === 'status' && end - start !== 3) return false;
  return parseDigits(bytes, start, end) >= 0;
}

/**
 * IIS writes a space in a value as `+`, and does not mark a plus sign. The one plus that agents do carry comes
 * before a URL (`(+http://…`), and stays.
 */
function plusToSpace(raw: string): string {
  if (!raw.includes('+http')) return raw.replaceAll('+', ' ');
  return raw.replace(/(?<![+(])\+|\+(?!https?:)/g, ' ');
}

/** Where `spaced` makes its texts. */
const scratch = new Uint8Array(MAX_FIELD_BYTES);

/** Does a URL begin behind the plus sign at `at`, and something that an agent puts before one is in front of it? */
function leadsToUrl(bytes: Uint8Array, at: number, start: number, end: number): boolean {
  if (at === start || bytes[at + 1] !== LETTER_H) return false;
  const before = bytes[at - 1];
  return (
    (before === PLUS || before === OPEN) && /^https?:/.test(latin1At(bytes, at + 1, Math.min(end, at + 7)))
  );
}

/** A text of no more than `MAX_FIELD_BYTES` as `plusToSpace` makes it, from place 0 on; good until the next call. */
export function spaced(bytes: Uint8Array, start: number, end: number): Uint8Array {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    scratch[at - start] = byte === PLUS && !leadsToUrl(bytes, at, start, end) ? SPACE : byte;
  }
  return scratch;
}

/**
 * Sets a text as `plusToSpace` makes it.
 * @returns false if it had to be cut
 */
function setSpaced(text: TextColumn, bytes: Uint8Array, start: number, end: number): boolean {
  const stop = Math.min(end, start + MAX_FIELD_BYTES);
  text.setBytes(spaced(bytes, start, stop), 0, stop - start);
  return stop === end;
}

/** IIS Advanced Logging and Exchange quote text and double the quotes within. */
export function undouble(raw: string): string {
  return raw.includes('""') ? raw.replaceAll('""', '"') : raw;
}

/** When the record was written, put together from its fields. */
export interface RecordTime {
  day: number;
  second: number;
  micros: number;
}

/** Puts one value into the row. @returns false if the value cannot be in this field */
export type Setter = (bytes: Uint8Array, start: number, end: number) => boolean;

function setClock(time: RecordTime, bytes: Uint8Array, start: number, end: number): boolean {
  time.second = end - start >= 8 ? parseClock(bytes, start) : -1;
  if (time.second < 0) return false;
  time.micros = 0;
  if (end - start === 8) return true;
  const digits = Math.min(end - start - 9, 6);
  const fraction = parseDigits(bytes, start + 9, start + 9 + digits);
  if (bytes[start + 8] !== 46 || fraction < 0) return false;
  time.micros = fraction * 10 ** (6 - digits);
  return true;
}

/** Sets an address that may carry an IPv6 zone (`fe80::1%3`). */
export function setZoned(column: AddressColumn, bytes: Uint8Array, start: number, end: number): boolean {
  if (setAddress(column, bytes, start, end)) return true;
  const zone = bytes.subarray(start, end).indexOf(37);
  return zone > 0 && column.setBytes(bytes, start, start + zone);
}

const MAX_INT = 0x7fff_ffff;
const MAX_PORT = 65_535;

/** Largest value of a field of whole numbers. */
export function mostOf({ kind, column }: Field): number {
  if (kind === 'long') return Number.MAX_SAFE_INTEGER;
  return column?.endsWith('_port') === true ? MAX_PORT : MAX_INT;
}

/** How a field's text is decoded; undefined: it is kept as it is. */
export function decoderOf({ plus }: Field, quoted: boolean): ((raw: string) => string) | undefined {
  if (quoted) return undouble;
  return plus === 'seldom' ? plusToSpace : undefined;
}

function numberSetter(column: { set(value: number): void }, largest: number): Setter {
  return (bytes, start, end) => {
    const value = parseDigits(bytes, start, end);
    if (value < 0 || value > largest) return false;
    column.set(value);
    return true;
  };
}

function textSetter(text: TextColumn, set: typeof setBounded, tally: Tally): Setter {
  return (bytes, start, end) => {
    if (!set(text, bytes, start, end)) tally.note(CUT_NOTE);
    return true;
  };
}

function setterOf(field: Field, quoted: boolean, time: RecordTime, sink: RowSink, tally: Tally): Setter {
  const { kind } = field;
  if (kind === 'clock') return (bytes, start, end) => setClock(time, bytes, start, end);
  if (kind === 'day') {
    return (bytes, start, end) => {
      time.day = end - start === 10 ? parseDay(bytes, start) : -1;
      return time.day >= 0;
    };
  }
  const { column } = field;
  if (column === undefined) return () => true;
  if (kind === 'address') {
    const address = sink.address(column);
    return (bytes, start, end) => setZoned(address, bytes, start, end);
  }
  if (kind === 'int') return numberSetter(sink.int(column), mostOf(field));
  if (kind === 'long') return numberSetter(sink.long(column), mostOf(field));
  const set = field.plus === 'often' && !quoted ? setSpaced : setBounded;
  return textSetter(sink.text(column, decoderOf(field, quoted)), set, tally);
}

/** Are the times of these fields those of the server's own clock? */
export function isLocal(names: readonly string[]): boolean {
  const lower = new Set(names.map((name) => name.toLowerCase()));
  return lower.has('time-local') && !lower.has('time') && !lower.has('time-utc');
}

/** The fields of a list, in its order; a name that occurs twice, or has no place, has none. */
export function placedFields(names: readonly string[]): (Field | undefined)[] {
  const seen = new Set<Request | Kind>();
  const local = isLocal(names);
  return names.map((name) => {
    const field = FIELDS.get(name.toLowerCase());
    const place = field?.column ?? field?.kind;
    const otherClock = !local && name.toLowerCase().endsWith('-local');
    if (place === undefined || otherClock || seen.has(place)) return undefined;
    seen.add(place);
    return field;
  });
}

/** The setters of placed fields. */
export function settersOf(
  fields: readonly (Field | undefined)[],
  quoted: boolean,
  time: RecordTime,
  sink: RowSink,
  tally: Tally,
): (Setter | undefined)[] {
  return fields.map((field) => field && setterOf(field, quoted, time, sink, tally));
}

/** Says what a field list has no place for, and what it lacks. */
export function noteFields(names: readonly string[], tally: Tally): void {
  const known = names.map((name) => FIELDS.get(name.toLowerCase()));
  const unplaced = names.filter((_, place) => known[place] === undefined);
  const columns = new Set(known.map((field) => field?.column));
  if (unplaced.length > 0) tally.note(worded('noteNotKept', { fields: unplaced.slice(0, 30).join(', ') }));
  if (!columns.has('c_ip')) tally.note(worded('noteNoClient'));
  if (!columns.has('sc_status')) tally.note(worded('noteNoStatus'));
}
