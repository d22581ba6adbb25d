import type { PageWriter } from './page-writer.ts';

/** A value that comes so often in a row is written once, with its number. */
const RUN = 16;
/** Bit-packed values come in groups of eight. */
const GROUP = 8;
/** Values that are packed in one call; groups of whole words. */
const AT_A_TIME = 512;

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

/** Where the run of equal values that begins at `from` ends. */
function runEnd(values: Int32Array, from: number, count: number): number {
  const value = values[from];
  let at = from + 1;
  while (at < count && values[at] === value) at++;
  return at;
}

/** Appends `count` times the same value in Parquet's RLE / bit-packing hybrid; see `packHybrid`. */
export function packRun(writer: PageWriter, value: number, count: number, width: number): void {
  writer.appendVarInt(count << 1);
  for (let shift = 0; shift < width; shift += 8) writer.appendUint8((value >>> shift) & 255);
}

/** Appends `values[from, to)` bit-packed, in groups of eight. */
function packGroups(
  writer: PageWriter,
  values: Int32Array,
  from: number,
  to: number,
  base: number,
  width: number,
): void {
  const groups = Math.ceil((to - from) / GROUP);
  if (groups === 0) return;
  writer.appendVarInt((groups << 1) | 1);
  // In one long loop the engine would compile the loop over and over, and the function never.
  for (let at = from; at < to; at += AT_A_TIME) {
    const end = Math.min(to, at + AT_A_TIME);
    packBits(writer, values, at, end, base, width, Math.ceil((end - at) / GROUP) * width);
  }
}

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
  let packed = 0;
  for (let at = 0; at < count;) {
    // A glance at where a run would end spares most values a closer look.
    const end = values[at] === values[at + RUN - 1] ? runEnd(values, at, count) : at;
    if (end - at < RUN) {
      at = Math.min(count, at + GROUP);
      continue;
    }
    packGroups(writer, values, packed, at, base, width);
    packRun(writer, values[at]! - base, end - at, width);
    at = end;
    packed = end;
  }
  packGroups(writer, values, packed, count, base, width);
}
