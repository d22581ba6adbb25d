/**
 * Reads an IPv4 address from ASCII bytes: four decimal parts without leading zeros. Forms that programs read
 * differently (`010.1.1.1`, `10.1`, `0x0a.1.1.1`) are refused.
 * @returns the address as an unsigned 32-bit number, or -1
 */
export function parseV4Bytes(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length < 7 || length > 15) return -1;
  let value = 0;
  let part = 0;
  let digits = 0;
  let dots = 0;
  for (let at = start; at < end; at++) {
    const digit = bytes[at]! - 48;
    if (digit >= 0 && digit <= 9) {
      if (digits > 0 && part === 0) return -1;
      part = part * 10 + digit;
      if (part > 255) return -1;
      digits++;
    } else if (digit === -2 && digits > 0 && dots < 3) {
      value = value * 256 + part;
      part = 0;
      digits = 0;
      dots++;
    } else {
      return -1;
    }
  }
  return dots === 3 && digits > 0 ? value * 256 + part : -1;
}

/** Dotted text of an unsigned 32-bit number. */
export function formatV4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** Lengths of a block's prefix go up to 32, and 6 bits hold them. */
const LENGTHS = 64;
const SLASH = 47;

/**
 * Reads `52.44.0.0/15` as one number that sorts as blocks do: by their first address, and a block before those inside it.
 * Bits behind the length are cleared. @returns -1 for anything else, and for what `parsePrefix` reads beyond the plain form
 */
export function v4BlockOf(text: string): number {
  let value = 0;
  let part = 0;
  let digits = 0;
  let dots = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const digit = code - 48;
    if (digit >= 0 && digit <= 9) {
      if (digits > 0 && part === 0) return -1;
      part = part * 10 + digit;
      if (part > 255) return -1;
      digits++;
    } else if (digits > 0 && ((digit === -2 && dots < 3) || (code === SLASH && dots === 3))) {
      value = value * 256 + part;
      part = 0;
      digits = 0;
      dots++;
    } else {
      return -1;
    }
  }
  if (dots !== 4 || digits === 0 || part > 32) return -1;
  const size = 2 ** (32 - part);
  return (value - (value % size)) * LENGTHS + part;
}

/** The first address of a block of `v4BlockOf`, and the length of its prefix. */
export function splitV4Block(block: number): { first: number; length: number } {
  const length = block % LENGTHS;
  return { first: (block - length) / LENGTHS, length };
}
