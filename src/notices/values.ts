import { parseAddress } from '../net/address.ts';
import { isMasked } from '../net/masked.ts';

/** 17 hexadecimal digits (8 until 2016); people mask some with `x` or `*`, and not always the right number. */
const DIGITS = String.raw`(?:[0-9a-f]{17}|[0-9a-f]{8}|(?=[0-9a-f]{0,16}[x*])[0-9a-fx*]{4,17})(?![0-9A-Za-z*-])`;
export const INSTANCE = new RegExp(String.raw`\bi-${DIGITS}`, 'gi');
export const INTERFACE = new RegExp(String.raw`\beni-${DIGITS}`, 'gi');
/** Identifiers of long-term and of temporary access keys (IAM's "unique ID prefixes"), parts of them masked or not. */
export const ACCESS_KEY = /\b(?:AKIA|ASIA)[A-Z0-9Xx*]{4,17}(?![A-Za-z0-9*])/g;
/** Region names: partition and area, direction, number. */
export const REGION =
  /\b(?:us|eu|ap|sa|ca|me|af|il|mx|cn)-(?:gov-|iso[a-z]?-)?(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\d\b/g;

const V4_PART = String.raw`(?:\d{1,3}|[xX*]{1,3})`;
/** An IPv4 address, parts of it masked or not, or something of the shape of an IPv6 address. */
const ADDRESS_TEXT = String.raw`(?:${V4_PART}(?:\.${V4_PART}){3}|(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4})`;
const ADDRESS_START = new RegExp(`^${ADDRESS_TEXT}(?![\\w.:*-]*[\\w*])`);

/** An account: 12 digits (with hyphens or not), or masked as the notice has it, at least one digit left. */
export function account(text: string): string | undefined {
  const bare = text.replaceAll('-', '');
  if (/^\d{12}$/.test(bare)) return bare;
  return /^[0-9xX*]{4,12}$/.test(text) && /\d/.test(text) && /[xX*]/.test(text) ? text : undefined;
}

/** Canonical address, or a masked one as it stands (`34.xx.xx.40`). */
export function address(text: string): string | undefined {
  const parsed = parseAddress(text);
  if (parsed !== undefined) return parsed.text;
  return isMasked(text) ? text : undefined;
}

/** The address that the text begins with, and how long it is. */
export function addressAt(text: string): { address: string; length: number } | undefined {
  const match = ADDRESS_START.exec(text.slice(0, 64));
  const found = match === null ? undefined : address(match[0]);
  return match === null || found === undefined ? undefined : { address: found, length: match[0].length };
}

/** Each value once, in the order they came. */
export function distinct<T>(values: Iterable<T>): T[] {
  return [...new Set(values)];
}

/** All that the pattern finds, each once. */
export function all(text: string, pattern: RegExp): string[] {
  return distinct((text.match(pattern) ?? []).map((found) => found));
}

/** A port number, or undefined for anything else (`*`, `Various`). */
export function port(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
}
