import { formatV4, parseV4Bytes } from './v4.ts';

/** An IPv6 address as eight groups of 16 bits, in network order. */
export type Groups = Uint16Array;

const COLON = 58;
const DOT = 46;

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48;
  const lower = byte | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

/**
 * Reads an IPv6 address (RFC 4291, section 2.2; without a zone) from ASCII bytes.
 * @param groups receives the eight groups; its content is undefined when the result is false
 */
export function parseV6Bytes(bytes: Uint8Array, start: number, end: number, groups: Groups): boolean {
  if (end - start < 2 || end - start > 45) return false;
  let count = 0;
  let gap = -1;
  let at = start;
  if (bytes[at] === COLON) {
    if (bytes[at + 1] !== COLON) return false;
    gap = 0;
    at += 2;
  }
  while (at < end) {
    if (count === 8) return false;
    const groupStart = at;
    let value = 0;
    while (at < end && at - groupStart < 5) {
      const digit = hexDigit(bytes[at]!);
      if (digit < 0) break;
      value = value * 16 + digit;
      at++;
    }
    if (at === groupStart || at - groupStart > 4) return false;
    if (at < end && bytes[at] === DOT) {
      const v4 = parseV4Bytes(bytes, groupStart, end);
      if (v4 < 0 || count > 6) return false;
      groups[count++] = v4 >>> 16;
      groups[count++] = v4 & 0xffff;
      break;
    }
    groups[count++] = value;
    if (at === end) break;
    if (bytes[at] !== COLON) return false;
    at++;
    if (at === end) return false;
    if (bytes[at] === COLON) {
      if (gap >= 0) return false;
      gap = count;
      at++;
    }
  }
  return gap < 0 ? count === 8 : openGap(groups, count, gap);
}

/** Moves the groups after `::` to the end. `::` stands for at least one group. */
function openGap(groups: Groups, count: number, gap: number): boolean {
  if (count === 8) return false;
  const tail = count - gap;
  for (let i = 0; i < tail; i++) groups[7 - i] = groups[count - 1 - i]!;
  groups.fill(0, gap, 8 - tail);
  return true;
}

/** True for `::ffff:a.b.c.d`, an IPv4 address in an IPv6 socket's clothes (RFC 4291, section 2.5.5.2). */
export function isMapped(groups: Groups): boolean {
  return (
    groups[5] === 0xffff &&
    groups[0] === 0 &&
    groups[1] === 0 &&
    groups[2] === 0 &&
    groups[3] === 0 &&
    groups[4] === 0
  );
}

/** The IPv4 address in the last two groups, unsigned. */
export function lowV4(groups: Groups): number {
  return groups[6]! * 65536 + groups[7]!;
}

/** Canonical text after RFC 5952; a mapped IPv4 address is written as IPv4. */
export function formatV6(groups: Groups): string {
  if (isMapped(groups)) return formatV4(lowV4(groups));
  let bestStart = -1;
  let bestLength = 1;
  for (let i = 0; i < 8; i++) {
    let run = i;
    while (run < 8 && groups[run] === 0) run++;
    if (run - i > bestLength) {
      bestStart = i;
      bestLength = run - i;
    }
    if (run > i) i = run;
  }
  let text = bestStart < 0 ? groups[0]!.toString(16) : '';
  for (let i = bestStart < 0 ? 1 : 0; i < 8; i++) {
    if (i === bestStart) {
      text += '::';
      i += bestLength - 1;
    } else {
      // Behind the gap stands a colon already.
      text +=
        i === 0 || i === bestStart + bestLength ? groups[i]!.toString(16) : `:${groups[i]!.toString(16)}`;
    }
  }
  return text;
}

/** Lengths of a prefix go up to 128. */
const MOST = 128;
const ascii = new Uint8Array(45);

/**
 * Reads `2001:db8::/32` as its address and the length of its prefix.
 * @param groups receives the address as it is written, bits behind the length too; undefined when the result is -1
 * @returns the length; -1 for anything else, for a mapped IPv4 block, and for what `parsePrefix` reads beyond the plain form
 */
export function v6BlockOf(text: string, groups: Groups): number {
  const slash = text.indexOf('/');
  if (slash < 2 || slash > ascii.length || text.length - slash > 4) return -1;
  for (let at = 0; at < slash; at++) {
    const code = text.charCodeAt(at);
    if (code > 102 || code === DOT) return -1;
    ascii[at] = code;
  }
  let length = 0;
  for (let at = slash + 1; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9 || (length === 0 && at > slash + 1)) return -1;
    length = length * 10 + digit;
  }
  if (slash === text.length - 1 || length > MOST) return -1;
  return parseV6Bytes(ascii, 0, slash, groups) && !isMapped(groups) ? length : -1;
}
