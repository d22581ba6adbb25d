import { v4OfKey } from '../net/address.ts';
import type { Address } from '../net/address.ts';
import { parsePrefix } from '../net/prefix.ts';
import { splitV4Block, v4BlockOf } from '../net/v4.ts';

const V4_FIRST = 0xffff_0000_0000n;
const V4_END = 0x1_0000_0000_0000n;
const V6_END = 1n << 128n;
const COLON = ':';

/** A published prefix by its number, as the addresses from `first` up to the one before `after`. */
interface Block<T> {
  prefix: number;
  first: T;
  after: T;
}

/**
 * Addresses cut into disjoint segments by a set of nested prefixes. Segment i begins at `starts[i]` and ends before the
 * next; `inner[i]` is the number of the longest prefix that holds it, -1 for none.
 */
export interface Segments<T = bigint> {
  starts: T[];
  inner: number[];
}

/**
 * Cuts the addresses of one family.
 * @param blocks distinct, by their first address, an outer one before those inside it; two are nested or disjoint, as
 *   prefixes are
 * @param parent of each prefix the next longer one around it is written here
 */
function cut<T extends number | bigint>(
  lowest: T,
  end: T,
  blocks: readonly Block<T>[],
  parent: Int32Array,
): Segments<T> {
  const starts = [lowest];
  const inner = [-1];
  const begin = (start: T, prefix: number): void => {
    if (start === end) return;
    if (starts.at(-1) === start) {
      starts.pop();
      inner.pop();
    }
    starts.push(start);
    inner.push(prefix);
  };
  const open: Block<T>[] = [];
  const closeBefore = (first: T): void => {
    for (let top = open.at(-1); top !== undefined && top.after <= first; top = open.at(-1)) {
      open.pop();
      begin(top.after, open.at(-1)?.prefix ?? -1);
    }
  };
  for (const block of blocks) {
    closeBefore(block.first);
    parent[block.prefix] = open.at(-1)?.prefix ?? -1;
    open.push(block);
    begin(block.first, block.prefix);
  }
  closeBefore(end);
  return { starts, inner };
}

/** Finds the longest prefix of an IPv4 address: binary search on typed arrays, behind 65,536 entry points. */
class TableV4 {
  readonly segments: Segments<number>;
  readonly starts: Uint32Array;
  readonly #inner: Int32Array;
  readonly #entry: Uint32Array;

  constructor(blocks: readonly Block<number>[], parent: Int32Array) {
    this.segments = cut(0, 2 ** 32, blocks, parent);
    this.starts = Uint32Array.from(this.segments.starts);
    this.#inner = Int32Array.from(this.segments.inner);
    this.#entry = entryPoints(this.starts);
  }

  of(value: number): number {
    const block = value >>> 16;
    let low = this.#entry[block]!;
    let high = this.#entry[block + 1]!;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.starts[middle]! <= value) low = middle;
      else high = middle - 1;
    }
    return this.#inner[low]!;
  }
}

/** Finds the longest prefix of an IPv6 address: binary search on its four words. */
class TableV6 {
  readonly segments: Segments;
  readonly #words: Uint32Array;

  constructor(blocks: readonly Block<bigint>[], parent: Int32Array) {
    this.segments = cut(0n, V6_END, blocks, parent);
    const { starts } = this.segments;
    const bytes = new DataView(new ArrayBuffer(starts.length * 16));
    for (const [i, start] of starts.entries()) {
      bytes.setBigUint64(i * 16, start >> 64n);
      bytes.setBigUint64(i * 16 + 8, BigInt.asUintN(64, start));
    }
    this.#words = Uint32Array.from({ length: starts.length * 4 }, (_, i) => bytes.getUint32(i * 4));
  }

  of(key: Uint8Array): number {
    const view = new DataView(key.buffer, key.byteOffset, 16);
    const words = [view.getUint32(0), view.getUint32(4), view.getUint32(8), view.getUint32(12)];
    let low = 0;
    let high = this.segments.inner.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#beginsAtOrBefore(middle, words)) low = middle;
      else high = middle - 1;
    }
    return this.segments.inner[low]!;
  }

  #beginsAtOrBefore(segment: number, words: readonly number[]): boolean {
    for (let i = 0; i < 4; i++) {
      const start = this.#words[segment * 4 + i]!;
      if (start !== words[i]!) return start < words[i]!;
    }
    return true;
  }
}

/**
 * Finds the longest prefix of an address. A prefix is known by its number, its place among the texts. IPv6 is made ready
 * when the first such address is looked up: its long numbers cost the more, and most lists hold none.
 */
export class PrefixTable {
  readonly #v4: TableV4;
  #v6: TableV6 | undefined;
  /** Of a prefix the next longer one around it, -1 for none. */
  readonly #parent: Int32Array;
  readonly #textsV6: { prefix: number; text: string }[] = [];

  /** @param texts distinct, canonical; one that is no prefix holds no address */
  constructor(texts: readonly string[]) {
    this.#parent = new Int32Array(texts.length).fill(-1);
    const blocks: { prefix: number; block: number }[] = [];
    for (const [prefix, text] of texts.entries()) {
      if (text.includes(COLON)) this.#textsV6.push({ prefix, text });
      else {
        const block = v4BlockOf(text);
        if (block >= 0) blocks.push({ prefix, block });
      }
    }
    blocks.sort((a, b) => a.block - b.block);
    const cuts = blocks.map(({ prefix, block }) => {
      const { first, length } = splitV4Block(block);
      return { prefix, first, after: first + 2 ** (32 - length) };
    });
    this.#v4 = new TableV4(cuts, this.#parent);
  }

  #tableV6(): TableV6 {
    if (this.#v6 !== undefined) return this.#v6;
    const blocks = this.#textsV6.flatMap(({ prefix, text }) => {
      const parsed = parsePrefix(text);
      return parsed?.family === 6 ? [{ prefix, first: parsed.first, after: parsed.last + 1n }] : [];
    });
    const order = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
    blocks.sort((a, b) => order(a.first, b.first) || order(b.after, a.after));
    this.#v6 = new TableV6(blocks, this.#parent);
    return this.#v6;
  }

  /** Where each segment of the IPv4 space begins. */
  get startsV4(): Uint32Array {
    return this.#v4.starts;
  }

  /** @param value unsigned 32-bit; the number of the prefix, or -1 */
  ofV4(value: number): number {
    return this.#v4.of(value);
  }

  /** The number of the address's longest prefix, or -1. */
  of({ family, key }: Address): number {
    return family === 4 ? this.ofV4(v4OfKey(key)) : this.#tableV6().of(key);
  }

  /** The next longer prefix around one that `of` has given, -1 for none. */
  around(prefix: number): number {
    return this.#parent[prefix]!;
  }

  /** Both families in one space of 128 bits, IPv4 as `::ffff:a.b.c.d`. */
  segments(): Segments {
    const { starts, inner } = this.#tableV6().segments;
    const before = starts.findLastIndex((start) => start <= V4_FIRST);
    const behind = starts.findLastIndex((start) => start <= V4_END);
    // Where one of IPv6 begins at the first address of IPv4, it holds nothing before it.
    const kept = starts[before] === V4_FIRST ? before : before + 1;
    const v4 = this.#v4.segments;
    return {
      starts: [
        ...starts.slice(0, kept),
        ...v4.starts.map((start) => V4_FIRST + BigInt(start)),
        V4_END,
        ...starts.slice(behind + 1),
      ],
      inner: [...inner.slice(0, kept), ...v4.inner, inner[behind]!, ...inner.slice(behind + 1)],
    };
  }
}

/** Index of the segment that holds the first address of each /16, and at the end the last segment's. @param starts ascending */
export function entryPoints(starts: Uint32Array): Uint32Array {
  const entry = new Uint32Array(65_537);
  let segment = 0;
  for (let block = 0; block < 65_536; block++) {
    const first = block * 65_536;
    while (segment + 1 < starts.length && starts[segment + 1]! <= first) segment++;
    entry[block] = segment;
  }
  entry[65_536] = starts.length - 1;
  return entry;
}
