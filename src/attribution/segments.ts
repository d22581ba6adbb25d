import { v4OfKey } from '../net/address.ts';
import type { Address } from '../net/address.ts';
import type { Prefix } from '../net/prefix.ts';

const V4_FIRST = 0xffff_0000_0000n;
const V4_LAST = 0xffff_ffff_ffffn;

/**
 * The address space cut into disjoint segments by a set of nested prefixes. Segment i begins at `starts[i]` and
 * ends before the next; `inner[i]` is the longest prefix that holds it, -1 for none.
 */
export interface Segments {
  starts: bigint[];
  inner: number[];
  /** The next longer prefix around a prefix, -1 for none. */
  parent: Int32Array;
}

/** @param prefixes distinct; two of them are nested or disjoint, as prefixes are */
export function cut(prefixes: readonly Prefix[]): Segments {
  const order = prefixes
    .map((_, i) => i)
    .sort((a, b) => {
      const left = prefixes[a]!;
      const right = prefixes[b]!;
      if (left.first !== right.first) return left.first < right.first ? -1 : 1;
      return left.last === right.last ? 0 : left.last > right.last ? -1 : 1;
    });
  const segments: Segments = { starts: [0n], inner: [-1], parent: new Int32Array(prefixes.length).fill(-1) };
  const open: number[] = [];
  const closeBefore = (first: bigint | undefined): void => {
    while (open.length > 0) {
      const top = prefixes[open.at(-1)!]!;
      if (first !== undefined && first <= top.last) return;
      open.pop();
      begin(segments, top.last + 1n, open.at(-1) ?? -1);
    }
  };
  for (const i of order) {
    const { first } = prefixes[i]!;
    closeBefore(first);
    segments.parent[i] = open.at(-1) ?? -1;
    open.push(i);
    begin(segments, first, i);
  }
  closeBefore(undefined);
  return segments;
}

function begin(segments: Segments, start: bigint, inner: number): void {
  if (start >> 128n !== 0n) return;
  if (segments.starts.at(-1) === start) {
    segments.starts.pop();
    segments.inner.pop();
  }
  segments.starts.push(start);
  segments.inner.push(inner);
}

/** Finds the longest prefix of an address: binary search on typed arrays, behind 65,536 entry points for IPv4. */
export class PrefixTable {
  readonly #starts4: Uint32Array;
  readonly #inner4: Int32Array;
  /** Index of the segment that holds the first address of each /16; one more at the end. */
  readonly #entry: Uint32Array;
  readonly #starts6: Uint32Array;
  readonly #inner6: Int32Array;

  constructor(segments: Segments) {
    const { starts, inner } = segments;
    const starts4 = [0];
    const inner4 = [-1];
    const starts6: number[] = [];
    for (const [i, start] of starts.entries()) {
      if (start <= V4_FIRST) inner4[0] = inner[i]!;
      else if (start <= V4_LAST) {
        starts4.push(Number(start & 0xffff_ffffn));
        inner4.push(inner[i]!);
      }
      for (const shift of [96n, 64n, 32n, 0n]) starts6.push(Number((start >> shift) & 0xffff_ffffn));
    }
    this.#starts4 = Uint32Array.from(starts4);
    this.#inner4 = Int32Array.from(inner4);
    this.#starts6 = Uint32Array.from(starts6);
    this.#inner6 = Int32Array.from(inner);
    this.#entry = entryPoints(this.#starts4);
  }

  /** Where each segment of the IPv4 space begins. */
  get startsV4(): Uint32Array {
    return this.#starts4;
  }

  /** @param value unsigned 32-bit; the index of the prefix, or -1 */
  ofV4(value: number): number {
    const block = value >>> 16;
    let low = this.#entry[block]!;
    let high = this.#entry[block + 1]!;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#starts4[middle]! <= value) low = middle;
      else high = middle - 1;
    }
    return this.#inner4[low]!;
  }

  /** The index of the address's longest prefix, or -1. */
  of({ family, key }: Address): number {
    if (family === 4) return this.ofV4(v4OfKey(key));
    const view = new DataView(key.buffer, key.byteOffset, 16);
    const words = [view.getUint32(0), view.getUint32(4), view.getUint32(8), view.getUint32(12)];
    let low = 0;
    let high = this.#inner6.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.#beginsAtOrBefore(middle, words)) low = middle;
      else high = middle - 1;
    }
    return this.#inner6[low]!;
  }

  #beginsAtOrBefore(segment: number, words: readonly number[]): boolean {
    for (let i = 0; i < 4; i++) {
      const start = this.#starts6[segment * 4 + i]!;
      if (start !== words[i]!) return start < words[i]!;
    }
    return true;
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
