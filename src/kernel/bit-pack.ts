import { sharedKernel } from './kernel.ts';
import type { PageWriter } from './page-writer.ts';

/** Bits that the numbers from 0 to `max` need; `max` below 2^32. */
export function bitWidth(max: number): number {
  return 32 - Math.clz32(max);
}

/**
 * Appends `values[from, to)`, each less `base`, in `width` bits (1 to 32), the lowest bit first; filled with zeros
 * to `bytes`.
 */
export function packBits(
  writer: PageWriter,
  values: Int32Array,
  from: number,
  to: number,
  base: number,
  width: number,
  bytes: number,
): void {
  let at = writer.extend(bytes);
  const end = at + bytes;
  const out = writer.bytes;
  let word = 0;
  let used = 0;
  for (let i = from; i < to; i++) {
    const value = (values[i]! - base) | 0;
    word |= value << used;
    used += width;
    if (used < 32) continue;
    out[at] = word;
    out[at + 1] = word >>> 8;
    out[at + 2] = word >>> 16;
    out[at + 3] = word >>> 24;
    at += 4;
    used -= 32;
    word = used === 0 ? 0 : value >>> (width - used);
  }
  for (; at < end; at++) {
    out[at] = word;
    word >>>= 8;
  }
}

/** Appends `count` times the same value in Parquet's RLE / bit-packing hybrid; see `packHybrid`. */
export function packRun(writer: PageWriter, value: number, count: number, width: number): void {
  writer.appendVarInt(count << 1);
  for (let shift = 0; shift < width; shift += 8) writer.appendUint8((value >>> shift) & 255);
}

/** Bytes that the hybrid may take beside the values: two to five for each run or row of groups. */
const OVERHEAD = 64;

/**
 * Appends the first `count` values, each less `base`, in Parquet's RLE / bit-packing hybrid
 * (Apache Parquet, "Encodings", RLE = 3).
 *
 * @param width bits of a value, 1 to 32
 */
export function packHybrid(
  writer: PageWriter,
  values: Int32Array,
  count: number,
  base: number,
  width: number,
): void {
  const kernel = sharedKernel();
  const bytes = count * 4;
  // A run of sixteen or more takes less than its values would, whatever is between.
  const from = kernel.room(bytes * 2 + OVERHEAD);
  new Int32Array(kernel.bytes.buffer, from, count).set(values.subarray(0, count));
  const to = from + bytes;
  const size = kernel.calls.packHybrid(from, count, base, width, to);
  writer.appendBytes(kernel.bytes.subarray(to, to + size));
}
