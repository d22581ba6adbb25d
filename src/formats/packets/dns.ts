// RFC 1035, section 4.1.
const HEADER_BYTES = 12;
const RESPONSE = 0x80;
const MAX_NAME_BYTES = 255;
const MAX_LABEL_BYTES = 63;
const DOT = 46;
const BACKSLASH = 92;

/** A byte of a label as zone files write it (RFC 1035, section 5.1), letters in lower case. */
function written(byte: number): string {
  if (byte === DOT || byte === BACKSLASH) return `\\${String.fromCharCode(byte)}`;
  if (byte <= 32 || byte >= 127) return `\\${String(byte).padStart(3, '0')}`;
  return String.fromCharCode(byte >= 65 && byte <= 90 ? byte + 32 : byte);
}

/**
 * The name that a DNS query in `bytes[start, end)` asks for, without the last dot; `.` is the root.
 * Undefined: it is no query, or the question was not captured whole.
 */
export function dnsQuestion(bytes: Uint8Array, start: number, end: number): string | undefined {
  let at = start + HEADER_BYTES;
  if (at >= end || (bytes[start + 2]! & RESPONSE) !== 0) return undefined;
  if (bytes[start + 4] === 0 && bytes[start + 5] === 0) return undefined;
  let name = '';
  const last = Math.min(end, at + MAX_NAME_BYTES);
  while (at < last) {
    const size = bytes[at]!;
    // The name ends here; type and class, two bytes each, follow.
    if (size === 0) return at + 5 > end ? undefined : name === '' ? '.' : name;
    if (size > MAX_LABEL_BYTES || at + 1 + size > last) return undefined;
    if (name !== '') name += '.';
    for (let i = 1; i <= size; i++) name += written(bytes[at + i]!);
    at += 1 + size;
  }
  return undefined;
}
