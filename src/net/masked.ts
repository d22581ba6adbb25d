/*
 * IPv4 addresses of which whoever passed them on has masked parts: `34.xx.xx.40`, `203.0.113.***`. They are patterns: what is
 * masked may be anything, and nothing is ever filled in. How many signs a mask has says nothing of how many digits there were.
 */

const MASK = /^[xX*]{1,3}$/;
const NUMBER = /^\d{1,3}$/;

function isPart(part: string): boolean {
  return MASK.test(part) || (NUMBER.test(part) && Number(part) < 256);
}

/** Has it the shape of an IPv4 address with at least one part masked and one left? */
export function isMasked(text: string): boolean {
  const parts = text.split('.');
  return (
    parts.length === 4 &&
    parts.every(isPart) &&
    parts.some((part) => MASK.test(part)) &&
    parts.some((part) => NUMBER.test(part))
  );
}

/** May the address be the one that was masked? Of an address that is not masked: is it the same text? */
export function fitsMask(mask: string, address: string): boolean {
  if (!isMasked(mask)) return mask === address;
  const [left, right] = [mask.split('.'), address.split('.')];
  return right.length === 4 && left.every((part, at) => MASK.test(part) || part === right[at]);
}

/** The same as a pattern of SQL's LIKE: `34.%.%.40`. An IPv4 address has three dots, so a `%` never reaches past one. */
export function likeOfMask(mask: string): string {
  return mask
    .split('.')
    .map((part) => (MASK.test(part) ? '%' : part))
    .join('.');
}
