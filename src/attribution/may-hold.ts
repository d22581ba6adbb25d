import type { Address } from '../net/address.ts';

/** Published prefixes are /8 or longer; one of a user's own list need not be. */
const V4_BITS = 8;
const V6_BITS = 16;

/** The first part of an address's text as a number: eight bits of IPv4, sixteen of IPv6. */
function firstPart(text: string): number {
  const colon = text.indexOf(':');
  if (colon < 0) return Number(text.slice(0, text.indexOf('.')));
  return colon === 0 ? 0 : Number.parseInt(text.slice(0, colon), 16);
}

/**
 * Tells of a prefix's text whether it may hold one of the addresses. It looks at the first part alone, so that a hundred
 * thousand lines need not be read as prefixes for the sake of one address; a prefix that is let through may still hold none.
 * @returns false only for a prefix that surely holds none of them
 */
export function mayHold(addresses: readonly Address[]): (prefix: string) => boolean {
  const parts = { 4: new Set<number>(), 6: new Set<number>() };
  for (const { family, text } of addresses) parts[family].add(firstPart(text));
  // An address such as `::7` is beside the block of IPv6 that IPv4 lies in.
  if (parts[6].has(0)) return () => true;
  return (prefix) => {
    const part = firstPart(prefix);
    const bits = Number(prefix.slice(prefix.indexOf('/') + 1));
    if (!prefix.includes(':')) return !(bits >= V4_BITS) || parts[4].has(part);
    // What begins with 0 may be a block around IPv4's, or IPv4 written as IPv6.
    return !(bits >= V6_BITS) || part === 0 || parts[6].has(part);
  };
}
