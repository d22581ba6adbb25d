import { addressOfKey, parseAddress } from './address.ts';
import type { Address } from './address.ts';
import { formatV4, splitV4Block, v4BlockOf } from './v4.ts';
import { formatV6, v6BlockOf } from './v6.ts';

/**
 * A block of addresses. `first` and `last` are 128-bit numbers in one space for both families: IPv4 lies in
 * `::ffff:0:0/96`, like in an address's 16-byte key.
 */
export interface Prefix {
  family: 4 | 6;
  /** Length as written: 0–32 for IPv4, 0–128 for IPv6. */
  length: number;
  first: bigint;
  last: bigint;
}

const V4_FIRST = 0xffff_0000_0000n;
const V4_LAST = 0xffff_ffff_ffffn;

/** The address as a number in the space of both families. */
export function numberOf(address: Address): bigint {
  const view = new DataView(address.key.buffer, address.key.byteOffset, 16);
  return (view.getBigUint64(0) << 64n) | view.getBigUint64(8);
}

/** The address that has this number. */
export function addressOfNumber(value: bigint): Address {
  const key = new Uint8Array(16);
  const view = new DataView(key.buffer);
  view.setBigUint64(0, value >> 64n);
  view.setBigUint64(8, value & 0xffff_ffff_ffff_ffffn);
  return addressOfKey(key);
}

const groups = new Uint16Array(8);
const bytes = new DataView(new ArrayBuffer(16));

function numberOfGroups(): bigint {
  for (let i = 0; i < 8; i++) bytes.setUint16(i * 2, groups[i]!);
  return (bytes.getBigUint64(0) << 64n) | bytes.getBigUint64(8);
}

/** Canonical text of the address that has this number. */
function textOfNumber(value: bigint): string {
  bytes.setBigUint64(0, value >> 64n);
  bytes.setBigUint64(8, value & 0xffff_ffff_ffff_ffffn);
  for (let i = 0; i < 8; i++) groups[i] = bytes.getUint16(i * 2);
  return formatV6(groups);
}

/** The free bits of a block, by how many of the 128 they are. */
const HOST = Array.from({ length: 129 }, (_, bits) => (1n << BigInt(bits)) - 1n);

/** @param hostBits how many bits of the 128 are free, 0–128 */
function block(family: 4 | 6, value: bigint, hostBits: number): Prefix {
  const host = HOST[hostBits]!;
  const last = value | host;
  return { family, length: (family === 4 ? 32 : 128) - hostBits, first: last ^ host, last };
}

/**
 * Reads `10.0.0.0/8`, `2001:db8::/32`, or one address. Bits behind the length are cleared, as routers read it
 * (`198.51.100.2/24` is `198.51.100.0/24`). Undefined for anything else.
 */
export function parsePrefix(text: string): Prefix | undefined {
  const plain = v4BlockOf(text);
  if (plain >= 0) {
    const { first, length } = splitV4Block(plain);
    return block(4, V4_FIRST + BigInt(first), 32 - length);
  }
  const long = v6BlockOf(text, groups);
  if (long >= 0) return block(6, numberOfGroups(), 128 - long);
  const slash = text.indexOf('/');
  const written = slash < 0 ? text : text.slice(0, slash);
  const address = parseAddress(written);
  if (address === undefined || address.zone !== undefined) return undefined;
  if (slash < 0) return block(address.family, numberOf(address), 0);
  const length = text.slice(slash + 1).trim();
  // `::ffff:10.0.0.0/104` is an IPv4 block in IPv6's lengths.
  const mapped = address.family === 4 && written.includes(':');
  const width = address.family === 6 || mapped ? 128 : 32;
  if (!/^(?:0|[1-9]\d{0,2})$/.test(length) || Number(length) > width) return undefined;
  if (mapped && Number(length) < 96) return undefined;
  return block(address.family, numberOf(address), width - Number(length));
}

/** `52.44.0.0/15`, canonical. */
export function formatPrefix(prefix: Prefix): string {
  const { family, first, length } = prefix;
  const address = family === 4 ? formatV4(Number(first - V4_FIRST)) : textOfNumber(first);
  return `${address}/${length}`;
}

/** True when the prefix holds the address (or the whole other prefix). */
export function contains(prefix: Prefix, inner: Address | Prefix): boolean {
  if (prefix.family !== inner.family) return false;
  if ('first' in inner) return prefix.first <= inner.first && inner.last <= prefix.last;
  const value = numberOf(inner);
  return prefix.first <= value && value <= prefix.last;
}

/** How many addresses the prefix holds. */
export function sizeOf(prefix: Prefix): bigint {
  return prefix.last - prefix.first + 1n;
}

/** How many zeros the number ends with, of 128 bits. A word at a time: arithmetic on long numbers is slow. */
function trailingZeros(value: bigint): number {
  for (let bits = 0; bits < 128; bits += 32) {
    const word = Number(BigInt.asUintN(32, value >> BigInt(bits)));
    if (word !== 0) return bits + 31 - Math.clz32(word & -word);
  }
  return 128;
}

/** The fewest prefixes that hold exactly the addresses from `first` to `last`, both included, of one family. */
export function prefixesOfRange(first: bigint, last: bigint): Prefix[] {
  const family = first >= V4_FIRST && last <= V4_LAST ? 4 : 6;
  const limit = family === 4 ? 32 : 128;
  const prefixes: Prefix[] = [];
  let at = first;
  while (at <= last) {
    // The widest block that begins here and ends in time.
    let hostBits = Math.min(limit, trailingZeros(at));
    while (at + HOST[hostBits]! > last) hostBits--;
    const prefix = block(family, at, hostBits);
    prefixes.push(prefix);
    at = prefix.last + 1n;
  }
  return prefixes;
}

/** Lists that `collapse` has made: a plan collapses the same thousands of prefixes twenty times. */
const collapsedLists = new WeakSet<readonly Prefix[]>();

/** The fewest prefixes that hold exactly the same addresses: no overlaps, neighbours joined, in order. */
export function collapse(prefixes: readonly Prefix[]): readonly Prefix[] {
  if (collapsedLists.has(prefixes)) return prefixes;
  const sorted = [...prefixes].sort((a, b) =>
    a.family !== b.family ? a.family - b.family : a.first < b.first ? -1 : a.first > b.first ? 1 : 0,
  );
  const collapsed: Prefix[] = [];
  // A stretch without gaps; as long as it is one of the prefixes, that prefix stands for it.
  let open: Omit<Prefix, 'length'> | undefined;
  let one: Prefix | undefined;
  const close = (): void => {
    if (one !== undefined) collapsed.push(one);
    else if (open !== undefined) collapsed.push(...prefixesOfRange(open.first, open.last));
  };
  for (const prefix of sorted) {
    const { family, first, last } = prefix;
    if (open !== undefined && open.family === family && first <= open.last + 1n) {
      if (last <= open.last) continue;
      one = first === open.first ? prefix : undefined;
      open.last = last;
    } else {
      close();
      open = { family, first, last };
      one = prefix;
    }
  }
  close();
  collapsedLists.add(collapsed);
  return collapsed;
}

/** The widest block of IPv4 that begins there and ends in time; both ends are 32-bit numbers. */
function widestV4(first: number, last: number): number {
  // Of zero, all bits are free.
  let hostBits = first === 0 ? 32 : 31 - Math.clz32(first & -first);
  while (first + 2 ** hostBits - 1 > last) hostBits--;
  return hostBits;
}

/** As `collapse`, of blocks that `v4BlockOf` has read, in their order: with plain numbers, ten times as fast. */
function collapseV4(sorted: Float64Array): Prefix[] {
  const collapsed: Prefix[] = [];
  const close = (from: number, last: number): void => {
    for (let first = from; first <= last;) {
      const hostBits = widestV4(first, last);
      collapsed.push(block(4, V4_FIRST + BigInt(first), hostBits));
      first += 2 ** hostBits;
    }
  };
  let from = 0;
  let last = -1;
  for (const one of sorted) {
    const { first, length } = splitV4Block(one);
    if (first > last + 1) {
      close(from, last);
      from = first;
    }
    last = Math.max(last, first + 2 ** (32 - length) - 1);
  }
  close(from, last);
  return collapsed;
}

/**
 * What `collapse` makes of the prefixes that these texts are. Texts may repeat.
 * @param unread is told of each text that is no prefix; it is left out
 */
export function collapseTexts(texts: Iterable<string>, unread?: (text: string) => void): readonly Prefix[] {
  const plain: number[] = [];
  const others: Prefix[] = [];
  for (const text of new Set(texts)) {
    const one = v4BlockOf(text);
    if (one >= 0) plain.push(one);
    else {
      const prefix = parsePrefix(text);
      if (prefix === undefined) unread?.(text);
      else others.push(prefix);
    }
  }
  const v4 = collapseV4(Float64Array.from(plain).sort());
  const rest = collapse(others);
  // IPv4 that is not in its plain form (`10.0.0.1`, `::ffff:10.0.0.0/104`) may touch what is.
  const all = rest[0]?.family === 4 ? collapse([...v4, ...rest]) : [...v4, ...rest];
  collapsedLists.add(all);
  return all;
}
