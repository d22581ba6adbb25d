import { worded } from './worded.ts';
import { CR, LF, SPACE } from '../../kernel/ascii.ts';
import { parseV4Bytes } from '../../net/address.ts';
import type { AddressColumn, TextColumn } from '../../tables/rows.ts';

/**
 * The longest text that is kept of one field, in bytes. IIS itself cuts a field at 4,096 bytes (Microsoft,
 * "W3C Logging"), Apache and nginx accept 8 KiB for a request line by default; what is longer is not a browser's.
 */
export const MAX_FIELD_BYTES = 8192;
export const CUT_NOTE = worded('noteCut', {
  bytes: MAX_FIELD_BYTES,
  most: MAX_FIELD_BYTES,
});

/** The bytes as text, a character each: what is not ASCII shows as it is in Latin-1. */
export function latin1At(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}

/** The bytes as the UTF-8 that they are; what is no UTF-8 is shown as U+FFFD. */
export function utf8At(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}

/**
 * Stands alone on a line that an envelope has and the log within it has not, so that line numbers stay those of the
 * file; see `unwrapped`. No program begins a line with it.
 */
export const ENVELOPE_LINE = 0x1f;
/** The reason that a line with nothing on it is skipped for. */
export const BLANK_LINE = worded('skipBlank');
const OF_ENVELOPE = worded('skipEnvelope');

/** Why a line holds no record: it is blank, or its envelope's. Undefined: there is something in it. */
export function blankReason(bytes: Uint8Array, start: number, end: number): string | undefined {
  const marked = end > start && bytes[start] === ENVELOPE_LINE;
  for (let at = marked ? start + 1 : start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte !== SPACE && (byte < 9 || byte > CR)) return undefined;
  }
  return marked ? OF_ENVELOPE : BLANK_LINE;
}

/** `12 fields`, quoted and bounded for a reason: what is not printable ASCII is written as `?`. */
export function excerpt(bytes: Uint8Array, start: number, end: number): string {
  const stop = Math.min(end, start + 40);
  let text = '';
  for (let at = start; at < stop; at++) {
    const byte = bytes[at]!;
    text += byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '?';
  }
  return `'${text}'${stop < end ? '…' : ''}`;
}

/** Sets an address, an IPv4 one by its number, which is faster. @returns false if the bytes are no address */
export function setAddress(column: AddressColumn, bytes: Uint8Array, start: number, end: number): boolean {
  const v4 = parseV4Bytes(bytes, start, end);
  if (v4 < 0) return column.setBytes(bytes, start, end);
  column.setV4(v4);
  return true;
}

/**
 * Sets a text, no more than `MAX_FIELD_BYTES` of it.
 * @returns false if it had to be cut
 */
export function setBounded(column: TextColumn, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start <= MAX_FIELD_BYTES) {
    column.setBytes(bytes, start, end);
    return true;
  }
  column.setBytes(bytes, start, start + MAX_FIELD_BYTES);
  return false;
}

/** Place of the line end at or after `at`; `end` if there is none before it. */
export function lineEnd(bytes: Uint8Array, at: number, end: number): number {
  const feed = bytes.indexOf(LF, at);
  return feed < 0 || feed > end ? end : feed;
}

/**
 * Place of the first space at or after `from`; `end` if there is none before it. It never looks further than
 * `end`, as `indexOf` would: on lines without spaces that takes a time that grows with the square of their number.
 */
export function spaceAfter(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at++) if (bytes[at] === SPACE) return at;
  return end;
}
