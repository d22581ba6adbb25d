/** One JSON value of a file that holds one or several, one after the other. */
export interface JsonText {
  text: string;
  /** Byte offset of its beginning. */
  offset: number;
  /** Line on which it begins, from 1. */
  line: number;
  /** Its last bracket is there. */
  closed: boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Length of a UTF-8 byte order mark, where there is one. */
function markLength(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** Where the value that begins at `start` ends: after its closing bracket, or before the next line end. */
function endOf(bytes: Uint8Array, start: number): { end: number; closed: boolean } {
  const first = bytes[start];
  if (first !== 0x7b && first !== 0x5b) {
    const lineEnd = bytes.indexOf(0x0a, start);
    return { end: lineEnd === -1 ? bytes.length : lineEnd, closed: true };
  }
  let depth = 0;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = closingQuote(bytes, at);
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
    } else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
      if (depth === 0) return { end: at + 1, closed: true };
    }
  }
  return { end: bytes.length, closed: false };
}

function closingQuote(bytes: Uint8Array, open: number): number {
  let at = open + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

/**
 * The JSON values of a file, in order: one document, JSON lines, or documents written one after the other as
 * `>>` leaves them. Commas between them are passed over. Linear in the size of the file; nothing is parsed yet.
 */
export function* jsonValues(bytes: Uint8Array, from = markLength(bytes)): Generator<JsonText> {
  let line = 1;
  let at = from;
  for (;;) {
    while (at < bytes.length && (isSpace(bytes[at] ?? 0) || bytes[at] === 0x2c)) {
      if (bytes[at] === 0x0a) line += 1;
      at += 1;
    }
    if (at >= bytes.length) return;
    const { end, closed } = endOf(bytes, at);
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + at, end - at).toString('utf8');
    yield { text, offset: at, line, closed };
    for (; at < end; at += 1) if (bytes[at] === 0x0a) line += 1;
  }
}

/**
 * The elements of the first list of a document that is not closed, so that a file which ends early is read up
 * to there; the last one is the broken one.
 * @param from where the document begins
 */
export function* elementsOf(bytes: Uint8Array, from: number): Generator<JsonText> {
  const open = bytes.indexOf(OPEN_LIST, from);
  if (open === -1) return;
  for (const element of jsonValues(bytes, open + 1)) {
    if (!/^[\]}]/.test(element.text)) yield element;
  }
}

/** Parsed JSON, or why it is none. */
export function parseJson(text: string): { value: unknown } | { reason: string } {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    const open = text.startsWith('{') || text.startsWith('[');
    const closed = text.endsWith('}') || text.endsWith(']');
    return { reason: open && !closed ? 'the JSON ends early' : 'not valid JSON' };
  }
}

/** An object with string keys: not null, no array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
