import { worded } from './worded.ts';
import type { Reject } from '../../model/evidence.ts';

/** One record of a CSV. */
export interface CsvRow {
  cells: string[];
  /** Line on which it begins, from 1, and its byte offset. */
  line: number;
  offset: number;
}

/** A record longer than this is a quote that was never closed, not a record. */
const MAX_RECORD_BYTES = 2 ** 20;
const QUOTE = 0x22;
const LINE_END = 0x0a;

/** Where the record ends (its line end, or the end of the file) and how many line ends it holds. */
function recordEnd(bytes: Uint8Array, start: number): { end: number; lines: number } | undefined {
  let quoted = false;
  let lines = 0;
  const limit = Math.min(bytes.length, start + MAX_RECORD_BYTES);
  for (let at = start; at < limit; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) quoted = !quoted;
    else if (byte === LINE_END) {
      if (!quoted) return { end: at, lines };
      lines += 1;
    }
  }
  return limit === bytes.length && !quoted ? { end: limit, lines } : undefined;
}

/** The cells of one record, quotes taken off and doubled quotes made one (RFC 4180). */
export function csvCells(record: string, delimiter: string): string[] {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    let cell = '';
    if (record[at] === '"') {
      at += 1;
      for (;;) {
        const close = record.indexOf('"', at);
        const end = close === -1 ? record.length : close;
        cell += record.slice(at, end);
        at = end + 1;
        if (record[at] !== '"') break;
        cell += '"';
        at += 1;
      }
    }
    // Text between a closing quote and the next delimiter is against RFC 4180; it is kept rather than lost.
    const next = record.indexOf(delimiter, at);
    cells.push(cell + record.slice(at, next === -1 ? undefined : next));
    if (next === -1) return cells;
    at = next + 1;
  }
}

function utf8({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString();
}

/**
 * The records of a CSV, in order (RFC 4180; LF or CRLF; a byte order mark is passed over). Linear in the size
 * of the file. A quote that is never closed costs its line, which goes to `broken`.
 * @param decode of text that may be no UTF-8; see `textReading`
 */
export function* csvRows(
  bytes: Uint8Array,
  delimiter: string,
  broken: (reject: Reject) => void,
  decode: (part: Uint8Array) => string = utf8,
): Generator<CsvRow> {
  let line = 1;
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (at < bytes.length) {
    const record = recordEnd(bytes, at);
    if (record === undefined) {
      broken({ line, offset: at, reason: worded('quoteOpen') });
      const next = bytes.indexOf(LINE_END, at);
      if (next === -1) return;
      at = next + 1;
      line += 1;
      continue;
    }
    const { end, lines } = record;
    const text = decode(bytes.subarray(at, end > at && bytes[end - 1] === 0x0d ? end - 1 : end));
    yield { cells: csvCells(text, delimiter), line, offset: at };
    line += lines + 1;
    at = end + 1;
  }
}

/** A name of a column, in any language: no time, no address, none of the marks that logs put around words. */
const COLUMN_NAME = /^(?=[^\d])[^[\]{}<>"=:;]{1,80}$/;

/** Can these be the names of columns? What a client has sent in a line of a log may hold names, too. */
export function areNames(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '' || COLUMN_NAME.test(cell.trim()));
}
