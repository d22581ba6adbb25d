import { ETHERNET } from './links.ts';
import { TCP, UDP } from './packet.ts';
import type { PacketRecords } from './packet-records.ts';

/** The same for both directions, and quick: it is asked of every packet. */
export function shardOf(
  source: number,
  destination: number,
  ports: number,
  protocol: number,
  shards: number,
  seed: number,
): number {
  let hash = Math.imul(source ^ destination ^ seed, 0x85eb_ca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash ^ (ports & 0xffff) ^ (ports >>> 16) ^ (protocol << 16), 0x9e37_79b1);
  return ((hash >>> 16) * shards) >>> 16;
}

/** Ethernet's header, IPv4's without options, the ports. */
const PLAIN_BYTES = 14 + 20 + 4;
const IPV4_TYPE = 0x0800;
const PLAIN_VERSION = 0x45;
/** The flag for more fragments, and the fragment's place. */
const FRAGMENT_BITS = 0x3fff;

/**
 * The shard of a packet of the most frequent kind, read from its bytes without decoding it: TCP or UDP in one piece
 * over plain IPv4 over Ethernet. -1 for any other packet, and for one that may be broken; decoding it gives the same.
 */
export function plainShard(
  view: DataView,
  at: number,
  captured: number,
  link: number,
  shards: number,
  seed: number,
): number {
  if (link !== ETHERNET || captured < PLAIN_BYTES) return -1;
  if (view.getUint16(at + 12) !== IPV4_TYPE || view.getUint8(at + 14) !== PLAIN_VERSION) return -1;
  // A packet that ends before its ports would be counted without them.
  if (view.getUint16(at + 16) < PLAIN_BYTES - 14 || (view.getUint16(at + 20) & FRAGMENT_BITS) !== 0)
    return -1;
  const protocol = view.getUint8(at + 23);
  if (protocol !== TCP && protocol !== UDP) return -1;
  const ports = view.getInt32(at + 34);
  return shardOf(view.getInt32(at + 26), view.getInt32(at + 30), ports, protocol, shards, seed);
}

// A mark says in 32 bits where in its block a record begins, and whose it is.
const PLACE_BITS = 22;
const PLACE = 2 ** PLACE_BITS - 1;
/** Whose packet it is must be found out by all: it is no plain one. */
const EVERYBODY = 2 ** (32 - PLACE_BITS) - 1;

/** Bytes of a block that marks can be made of, and threads that can share it. */
export const MAX_MARKED_BYTES = 2 ** PLACE_BITS;
export const MAX_SHARDS = EVERYBODY;
/** A block has no more records: libpcap's smallest are a header without a packet. */
export const MAX_MARKS = MAX_MARKED_BYTES / 16;

/** How many records of a block have marks, and the first one's number in the file. */
export interface MarkCount {
  count: number;
  first: number;
}

/**
 * Walks to the end of the whole records of a block that `records` was fed with, and marks for each which shard it belongs to.
 * @param marks room for `MAX_MARKS`; @param offset of the block's first byte in the file
 * @returns undefined: there are no marks, for there is nobody to choose from, or these records cannot be sought
 */
export function markRecords(
  records: PacketRecords,
  view: DataView,
  offset: number,
  marks: Int32Array,
  shards: number,
  seed: number,
): MarkCount | undefined {
  if (shards === 1 || records.seek === undefined) {
    while (records.next()) {
      // Only where the last one ends matters here.
    }
    return undefined;
  }
  const first = records.number + 1;
  let count = 0;
  while (records.next()) {
    const shard = plainShard(view, records.at, records.captured, records.link, shards, seed);
    marks[count++] = (records.offset - offset) | ((shard < 0 ? EVERYBODY : shard) << PLACE_BITS);
  }
  return { count, first };
}

/** Where the record with this mark begins in its block; -1: another shard counts it. */
export function placeFor(shard: number, mark: number): number {
  const whose = mark >>> PLACE_BITS;
  return whose === shard || whose === EVERYBODY ? mark & PLACE : -1;
}
