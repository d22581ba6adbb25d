import { worded } from './worded.ts';
import { utf8At } from './line-bytes.ts';

/** Where a JSON value is in a file. Nothing is parsed yet: a file of 200 MB never becomes one object. */
export interface JsonValue {
  /** Byte offset of its beginning. */
  start: number;
  /** Behind its last byte. */
  end: number;
  /** Its last bracket is there. */
  closed: boolean;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const LINE_END = 0x0a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === LINE_END || byte === 0x0d || byte === 0x09;
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isSpace(bytes[at])) at += 1;
  return at;
}

function skipSeparators(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isSpace(bytes[at]) || bytes[at] === COMMA) at += 1;
  return at;
}

/** Length of a UTF-8 byte order mark, where there is one. */
function markLength(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function closingQuote(bytes: Uint8Array, open: number): number {
  let at = open + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

/** The object or list that begins at `start`: up to its closing bracket, or to the end of the file. */
function bracketed(bytes: Uint8Array, start: number): JsonValue {
  let depth = 0;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = closingQuote(bytes, at);
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      depth += 1;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      depth -= 1;
      if (depth === 0) return { start, end: at + 1, closed: true };
    }
  }
  return { start, end: bytes.length, closed: false };
}

/** The value within an object or list that begins at `start`. */
function inner(bytes: Uint8Array, start: number): JsonValue {
  const first = bytes[start];
  if (first === OPEN_OBJECT || first === OPEN_LIST) return bracketed(bytes, start);
  if (first === QUOTE) {
    const end = closingQuote(bytes, start) + 1;
    return { start, end: Math.min(end, bytes.length), closed: end <= bytes.length };
  }
  let end = start + 1;
  while (end < bytes.length && !isSpace(bytes[end]) && !isEnd(bytes[end])) end += 1;
  return { start, end, closed: true };
}

function isEnd(byte: number | undefined): boolean {
  return byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_OBJECT;
}

/**
 * The JSON values of a file, in order: one document, JSON lines, or documents written one after the other as
 * `>>` leaves them. Commas between them are passed over. What is no object or list goes up to its line end.
 */
export function* jsonValues(bytes: Uint8Array): Generator<JsonValue> {
  let at = skipSeparators(bytes, markLength(bytes));
  while (at < bytes.length) {
    const first = bytes[at];
    let value: JsonValue;
    if (first === OPEN_OBJECT || first === OPEN_LIST) value = bracketed(bytes, at);
    else {
      const lineEnd = bytes.indexOf(LINE_END, at);
      value = { start: at, end: lineEnd === -1 ? bytes.length : lineEnd, closed: true };
    }
    yield value;
    at = skipSeparators(bytes, value.end);
  }
}

/**
 * The elements of a list, in order. A list that is not closed is read to the end of the file; its last element
 * is the broken one.
 * @param open where its bracket is
 */
export function* jsonElements(bytes: Uint8Array, open: number): Generator<JsonValue> {
  let at = skipSeparators(bytes, open + 1);
  while (at < bytes.length && bytes[at] !== CLOSE_LIST) {
    const value = inner(bytes, at);
    yield value;
    at = skipSeparators(bytes, value.end);
  }
}

/**
 * Where the list opens that the value is, or that an object has under one of the names.
 * @param names undefined: the object's first list
 */
export function listIn(bytes: Uint8Array, value: JsonValue, names?: readonly string[]): number | undefined {
  if (bytes[value.start] === OPEN_LIST) return value.start;
  if (bytes[value.start] !== OPEN_OBJECT) return undefined;
  let at = skipSeparators(bytes, value.start + 1);
  while (at < value.end && bytes[at] === QUOTE) {
    const close = closingQuote(bytes, at);
    const name = textOf(bytes, { start: at + 1, end: Math.min(close, at + 65), closed: true });
    const colon = skipSpace(bytes, close + 1);
    if (bytes[colon] !== COLON) return undefined;
    const begin = skipSpace(bytes, colon + 1);
    if (bytes[begin] === OPEN_LIST && (names === undefined || names.includes(name))) return begin;
    at = skipSeparators(bytes, inner(bytes, begin).end);
  }
  return undefined;
}

/** Hands each value of a file to `record`; of one that is or has a list, see `listIn`, its elements. */
export function eachRecord(
  bytes: Uint8Array,
  lists: readonly string[],
  record: (value: JsonValue) => void,
): void {
  for (const value of jsonValues(bytes)) {
    const list = listIn(bytes, value, lists);
    if (list === undefined) record(value);
    else for (const element of jsonElements(bytes, list)) record(element);
  }
}

export function textOf(bytes: Uint8Array, { start, end }: JsonValue): string {
  return utf8At(bytes, start, end);
}

/** The value parsed, or why it is not one. */
export function parseValue(bytes: Uint8Array, value: JsonValue): { value: unknown } | { reason: string } {
  if (!value.closed) return { reason: worded('jsonEnds') };
  try {
    return { value: JSON.parse(textOf(bytes, value)) as unknown };
  } catch {
    return { reason: worded('notJson') };
  }
}

/** An object with string keys: not null, no array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
