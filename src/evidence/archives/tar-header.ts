/** Everything in a tar is in blocks of this size. */
export const BLOCK = 512;

/** One header of a tar (POSIX.1-2001, "ustar interchange format", and GNU tar's variant of it). */
export interface TarHeader {
  name: string;
  size: number;
  /** The type flag: `0` a file, `5` a folder, `x` a pax header, …; old archives' zero byte reads as `0`. */
  type: string;
  /** When it was last written, seconds since 1970; 0 if the header does not say. */
  modified: number;
}

const CHECKSUM_AT = 148;
const CHECKSUM_END = 156;
const SIZE_AT = 124;
const MODIFIED_AT = 136;
const PREFIX_AT = 345;

/** Text up to the first zero byte. */
export function zeroEnded(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(end === -1 ? bytes : bytes.subarray(0, end)).toString('utf8');
}

function octal(bytes: Uint8Array): number {
  const digits = zeroEnded(bytes).trim();
  return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

/** Octal digits, or (GNU) a big-endian number behind a byte 0x80. */
function sizeOf(bytes: Uint8Array): number {
  if (bytes[0] !== 0x80) return octal(bytes);
  return bytes.subarray(1).reduce((size, byte) => size * 256 + byte, 0);
}

/** Sum of the header's bytes, its own checksum field taken as spaces. */
function checksum(block: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < BLOCK; at += 1) {
    sum += at >= CHECKSUM_AT && at < CHECKSUM_END ? 0x20 : (block[at] ?? 0);
  }
  return sum;
}

/** The header in the first 512 bytes. Undefined: they are no header, by mark and checksum. */
export function readTarHeader(bytes: Uint8Array): TarHeader | undefined {
  const block = bytes.subarray(0, BLOCK);
  if (block.length < BLOCK) return undefined;
  const magic = Buffer.from(block.subarray(257, 263)).toString('latin1');
  if (!magic.startsWith('ustar')) return undefined;
  if (octal(block.subarray(CHECKSUM_AT, CHECKSUM_END)) !== checksum(block)) return undefined;
  const size = sizeOf(block.subarray(SIZE_AT, SIZE_AT + 12));
  if (!Number.isSafeInteger(size)) return undefined;
  const type = String.fromCharCode(block[156] || 0x30);
  const own = zeroEnded(block.subarray(0, 100));
  // GNU tar writes other things where POSIX has the beginning of long names.
  const prefix = magic === 'ustar\0' ? zeroEnded(block.subarray(PREFIX_AT, 500)) : '';
  const modified = octal(block.subarray(MODIFIED_AT, MODIFIED_AT + 12)) || 0;
  return { name: prefix === '' ? own : `${prefix}/${own}`, size, type, modified };
}

/** The records of a pax header: `27 path=some/long/name\n`, the length of the record first. */
export function paxFields(body: Uint8Array): Map<string, string> {
  const fields = new Map<string, string>();
  let at = 0;
  while (at < body.length) {
    const space = body.indexOf(0x20, at);
    const length = Number(Buffer.from(body.subarray(at, Math.min(space, at + 8))).toString('latin1'));
    if (space === -1 || !Number.isInteger(length) || length <= space - at) return fields;
    const record = Buffer.from(body.subarray(space + 1, at + length - 1)).toString('utf8');
    const equals = record.indexOf('=');
    if (equals > 0) fields.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return fields;
}
