import { ETHERNET } from './links.ts';
import { TCP, UDP } from './packet.ts';

/** The same for both directions, and quick: every thread asks it of every packet. */
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
