import { formatV4, parseV4Bytes } from './v4.ts';
import { formatV6, isMapped, lowV4, parseV6Bytes } from './v6.ts';

export { formatV4, parseV4Bytes } from './v4.ts';
export { parseV6Bytes } from './v6.ts';

export interface Address {
  /** Canonical: dotted IPv4, RFC 5952 for IPv6; an IPv4-mapped IPv6 address is IPv4. */
  text: string;
  family: 4 | 6;
  /** 16 bytes that sort like the address; IPv4 as `::ffff:a.b.c.d`. */
  key: Uint8Array;
  /** The interface that was named behind `%`; it is no part of the address. */
  zone?: string;
}

const encoder = new TextEncoder();
const ascii = new Uint8Array(300);
const scratch = new Uint16Array(8);
const PERCENT = 37;

/**
 * Canonical text of the address in the bytes, IPv4 or IPv6, a zone (`fe80::1%3`) left out.
 * @returns undefined if the bytes are not exactly one address
 */
export function addressTextFromBytes(bytes: Uint8Array, start: number, end: number): string | undefined {
  const v4 = parseV4Bytes(bytes, start, end);
  if (v4 >= 0) return formatV4(v4);
  const zone = bytes.subarray(start, end).indexOf(PERCENT);
  if (zone === end - start - 1) return undefined;
  const stop = zone < 0 ? end : start + zone;
  return parseV6Bytes(bytes, start, stop, scratch) ? formatV6(scratch) : undefined;
}

/**
 * Reads one address as people and logs write it: IPv4 with four decimal parts, IPv6, with brackets or a zone
 * or not. Forms that programs read differently (`010.1.1.1`, `10.1`, `2130706433`) are refused.
 */
export function parseAddress(text: string): Address | undefined {
  if (text.length > 100) return undefined;
  let bare = text.trim();
  if (bare.startsWith('[') && bare.endsWith(']')) bare = bare.slice(1, -1);
  const percent = bare.indexOf('%');
  const zone = percent < 0 ? undefined : bare.slice(percent + 1);
  if (zone === '') return undefined;
  // At most 100 characters, so they fit: three bytes each.
  const length = encoder.encodeInto(percent < 0 ? bare : bare.slice(0, percent), ascii).written;
  const v4 = zone === undefined ? parseV4Bytes(ascii, 0, length) : -1;
  if (v4 >= 0) return addressOfV4(v4);
  const groups = new Uint16Array(8);
  if (!parseV6Bytes(ascii, 0, length, groups)) return undefined;
  const address = isMapped(groups) ? addressOfV4(lowV4(groups)) : addressOfGroups(groups);
  return zone === undefined ? address : { ...address, zone };
}

/** @param value unsigned 32-bit */
function addressOfV4(value: number): Address {
  const key = new Uint8Array(16);
  key[10] = 0xff;
  key[11] = 0xff;
  key[12] = value >>> 24;
  key[13] = value >>> 16;
  key[14] = value >>> 8;
  key[15] = value;
  return { text: formatV4(value), family: 4, key };
}

function addressOfGroups(groups: Uint16Array): Address {
  const key = new Uint8Array(16);
  const view = new DataView(key.buffer);
  for (let i = 0; i < 8; i++) view.setUint16(i * 2, groups[i]!);
  return { text: formatV6(groups), family: 6, key };
}

/** The IPv4 address of a key, unsigned; only where the family is 4. */
export function v4OfKey(key: Uint8Array): number {
  return ((key[12]! << 24) | (key[13]! << 16) | (key[14]! << 8) | key[15]!) >>> 0;
}

/** The address whose 16-byte key this is. */
export function addressOfKey(key: Uint8Array): Address {
  const view = new DataView(key.buffer, key.byteOffset, 16);
  const groups = Uint16Array.from({ length: 8 }, (_, i) => view.getUint16(i * 2));
  return isMapped(groups) ? addressOfV4(lowV4(groups)) : addressOfGroups(groups);
}
