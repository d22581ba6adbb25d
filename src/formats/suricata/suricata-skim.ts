import { latin1At } from '../text/line-bytes.ts';
import { BACKSLASH, COLON, QUOTE } from '../../kernel/ascii.ts';
import { isoTime } from '../text/sensor-time.ts';

const COMMA = 44;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

const BEGIN = '{"timestamp":"';
const TIME = '2026-03-02T10:00:01.186641+0000'.length;
const TYPE = 'event_type';
/** Keys that say more of an event than its type and time, or say those again. */
const TELLING = new Set([TYPE, 'timestamp', 'firewall_name', 'event']);
const LENGTHS = new Set([...TELLING].map((key) => key.length));
const MAX_KEY = 40;

/** Place of the quote that ends a string; `end` if there is none. */
function closing(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return Math.min(at, end);
}

/** Place behind the object or list that opens at `from`; `end + 1` if it does not close. */
function behindBrackets(bytes: Uint8Array, from: number, end: number): number {
  let depth = 0;
  for (let at = from; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) at = closing(bytes, at + 1, end);
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++;
    else if ((byte === CLOSE_OBJECT || byte === CLOSE_LIST) && --depth === 0) return at + 1;
  }
  return end + 1;
}

function behindValue(bytes: Uint8Array, from: number, end: number): number {
  const first = bytes[from];
  if (first === QUOTE) return closing(bytes, from + 1, end) + 1;
  if (first === OPEN_OBJECT || first === OPEN_LIST) return behindBrackets(bytes, from, end);
  let at = from;
  while (at < end && bytes[at] !== COMMA && bytes[at] !== CLOSE_OBJECT) at++;
  return at;
}

function startsAsWritten(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < BEGIN.length + TIME + 2) return false;
  for (let at = 0; at < BEGIN.length; at++) if (bytes[start + at] !== BEGIN.charCodeAt(at)) return false;
  return bytes[start + BEGIN.length + TIME] === QUOTE;
}

/**
 * The type of an event that is passed over, by a look at the outermost keys: what is in their values is not
 * parsed. The line is written as Suricata writes it, and is an object whose brackets close at its end.
 * @param read types that are read
 * @returns undefined if it is to be parsed: it is read, is written in another way, or its time is no time
 */
export function typePassedOver(
  bytes: Uint8Array,
  start: number,
  end: number,
  read: ReadonlySet<string>,
): string | undefined {
  if (!startsAsWritten(bytes, start, end)) return undefined;
  let type: string | undefined;
  let at = start + BEGIN.length + TIME + 1;
  while (bytes[at] === COMMA && bytes[at + 1] === QUOTE) {
    const close = closing(bytes, at + 2, end);
    const from = close + 2;
    if (from >= end || bytes[close + 1] !== COLON || close - at > MAX_KEY) return undefined;
    const key = at + 2;
    at = behindValue(bytes, from, end);
    if (at >= end) return undefined;
    const telling = LENGTHS.has(close - key) ? latin1At(bytes, key, close) : '';
    if (!TELLING.has(telling)) continue;
    if (telling !== TYPE || type !== undefined || bytes[from] !== QUOTE || at - from > MAX_KEY)
      return undefined;
    type = latin1At(bytes, from + 1, at - 1);
    if (read.has(type)) return undefined;
  }
  if (at !== end - 1 || bytes[at] !== CLOSE_OBJECT) return undefined;
  const time = latin1At(bytes, start + BEGIN.length, start + BEGIN.length + TIME);
  return isoTime(time) === undefined ? undefined : type;
}
