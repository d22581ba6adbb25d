import { bitWidth, packBits } from '../../../kernel/bit-pack.ts';
import type { PageWriter } from '../../../kernel/page-writer.ts';

const BLOCK = 128;
const MINIBLOCKS = 4;
const MINIBLOCK = BLOCK / MINIBLOCKS;
const TWO_TO_32 = 2 ** 32;
const TWO_TO_31 = 2 ** 31;

/** Beyond this the difference of two deltas may not be a whole number of 53 bits. */
export const MAX_DELTA_RANGE = 2 ** 51;

const deltas = new Float64Array(BLOCK);
/** The same, modulo 2^32. */
const wrapped = new Int32Array(BLOCK);
/** Each value's two halves, for the widths beyond 32. */
const pair = new Int32Array(1);

function appendZigZag(writer: PageWriter, value: number): void {
  if (value >= -TWO_TO_31 / 2 && value < TWO_TO_31 / 2) writer.appendZigZag(value);
  else writer.appendZigZag(BigInt(value));
}

/** Bits of the largest of the block's deltas [from, to) above the least one. */
function widthOf(from: number, to: number, least: number): number {
  let most = least;
  for (let i = from; i < to; i++) if (deltas[i]! > most) most = deltas[i]!;
  const range = most - least;
  return range < TWO_TO_32 ? bitWidth(range) : 32 + bitWidth(Math.floor(range / TWO_TO_32));
}

/** Widths beyond 32 bits are rare (times of different years side by side), so they may be slow. */
function packWide(writer: PageWriter, from: number, to: number, least: number, width: number): void {
  let bits = 0n;
  for (let i = to - 1; i >= from; i--) bits = (bits << BigInt(width)) | BigInt(deltas[i]! - least);
  for (let word = 0; word < width; word++) {
    pair[0] = Number(BigInt.asIntN(32, bits >> BigInt(word * 32)));
    packBits(writer, pair, 0, 1, 0, 32, 4);
  }
}

function packMiniblock(writer: PageWriter, from: number, to: number, least: number, width: number): void {
  if (width === 0) return;
  if (width > 32) {
    packWide(writer, from, to, least, width);
    return;
  }
  // Differences below 2^32 are the same whether what they are of has wrapped around or not.
  packBits(writer, wrapped, from, to, least | 0, width, (MINIBLOCK / 8) * width);
}

/**
 * Appends the first `count` values (whole numbers whose range is below `MAX_DELTA_RANGE`) in Parquet's
 * DELTA_BINARY_PACKED (Apache Parquet, "Encodings", 5): blocks of 128 differences, each block by its least
 * difference, each 32 in the bits that they need.
 */
export function packDeltas(writer: PageWriter, values: Float64Array, count: number): void {
  writer.appendVarInt(BLOCK);
  writer.appendVarInt(MINIBLOCKS);
  writer.appendVarInt(count);
  appendZigZag(writer, count === 0 ? 0 : values[0]!);
  for (let at = 1; at < count; at += BLOCK) {
    const size = Math.min(BLOCK, count - at);
    let before = values[at - 1]!;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < size; i++) {
      const value = values[at + i]!;
      const delta = value - before;
      deltas[i] = delta;
      wrapped[i] = delta;
      if (delta < least) least = delta;
      before = value;
    }
    packBlock(writer, size, least);
  }
}

function packBlock(writer: PageWriter, size: number, least: number): void {
  appendZigZag(writer, least);
  const widths = writer.index;
  writer.appendUint32(0);
  for (let m = 0; m < MINIBLOCKS; m++) {
    const from = m * MINIBLOCK;
    const to = Math.min(size, from + MINIBLOCK);
    const width = from < to ? widthOf(from, to, least) : 0;
    writer.bytes[widths + m] = width;
    packMiniblock(writer, from, to, least, width);
  }
}
