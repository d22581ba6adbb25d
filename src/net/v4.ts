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
