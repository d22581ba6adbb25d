/**
 * Open conversations in one array of 32-bit numbers: no object each. An entry has sixteen. A conversation is one
 * entry with its first direction; when the other side answers, a second entry holds the other direction.
 */
export const WIDTH = 16;

/** The next entry in the same bucket, or the next free one. */
export const NEXT = 0;
/** Addresses of who sent the first packet and of whom to: IPv4 as 32 bits, or numbers of IPv6 addresses. */
export const SOURCE = 1;
export const DESTINATION = 2;
/** Their ports, 16 bits each. */
export const PORTS = 3;
/** Protocol, `V6` and `NO_PORTS` (these are part of the key), and the state's bits. 0: no conversation begins here. */
export const KIND = 4;
// One direction's part. The same in both entries.
/** Record number of the first packet. */
export const LINE = 5;
export const START = 6;
export const START_MICROS = 7;
export const END = 8;
export const END_MICROS = 9;
/** 0: this direction has nothing to be written. */
export const PACKETS = 10;
export const BYTES_LOW = 11;
export const BYTES_HIGH = 12;
/** TCP flags, and from bit 8 on how many packets were looked at for names. */
export const FLAGS = 13;
/** In the first entry only: the entry of the other direction, and when a packet was last seen, in seconds. */
export const REVERSE = 14;
export const LAST = 15;

export const V6 = 1 << 8;
export const NO_PORTS = 1 << 9;
/** What of `KIND` makes a conversation. */
export const KEY_BITS = 0x3ff;
/** An entry that begins a conversation. */
export const USED = 1 << 30;

/** Room at first, in entries. Memory that is not used costs nothing; to grow costs as much as to count again. */
const LEAST_ENTRIES = 4096;
const MOST_ENTRIES = 2 ** 21;
/** Bytes of a capture of nothing but a scan's packets for each conversation: a SYN with its record's header, or two. */
const BYTES_EACH = 128;
/** Swaps the two ports. */
export function swapped(ports: number): number {
  return (ports << 16) | (ports >>> 16);
}

function endHash(address: number, port: number, seed: number): number {
  let hash = Math.imul(address ^ seed, 0x85eb_ca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash ^ port, 0xc2b2_ae35);
  return hash ^ (hash >>> 13);
}

/** The same for both directions of a conversation. @param kind only its key bits count */
function flowHash(source: number, destination: number, ports: number, kind: number, seed: number): number {
  const ends = endHash(source, ports >>> 16, seed) + endHash(destination, ports & 0xffff, seed);
  const hash = Math.imul((ends | 0) ^ (kind & KEY_BITS), 0x9e37_79b1);
  return hash ^ (hash >>> 16);
}

/** Entries found by their key: buckets with chains. */
export class FlowTable {
  readonly #seed: number;
  items: Int32Array;
  heads: Int32Array;
  /** Entries in use, those of the other directions too. */
  open = 0;
  /** Entries were never used from here on; entry 0 stands for none. */
  top = 1;
  #free = 0;

  /** @param bytes of the captured packets that are counted here, about */
  constructor(seed: number, bytes: number) {
    this.#seed = seed;
    const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, bytes / BYTES_EACH)));
    const entries = Math.min(MOST_ENTRIES, Math.max(LEAST_ENTRIES, wanted));
    this.items = new Int32Array(entries * WIDTH);
    // As many buckets: with more of them fewer of the chains' beginnings are in the cache.
    this.heads = new Int32Array(entries);
  }

  hash(source: number, destination: number, ports: number, kind: number): number {
    return flowHash(source, destination, ports, kind, this.#seed);
  }

  /** An entry for use; its numbers are those it had before. It may replace `items`. */
  allocate(): number {
    this.open++;
    const free = this.#free;
    if (free !== 0) {
      this.#free = this.items[free * WIDTH + NEXT]!;
      return free;
    }
    if (this.top * WIDTH === this.items.length) this.#grow();
    return this.top++;
  }

  release(entry: number): void {
    const at = entry * WIDTH;
    this.items[at + KIND] = 0;
    this.items[at + NEXT] = this.#free;
    this.#free = entry;
    this.open--;
  }

  link(entry: number, hash: number): void {
    const bucket = hash & (this.heads.length - 1);
    this.items[entry * WIDTH + NEXT] = this.heads[bucket]!;
    this.heads[bucket] = entry;
  }

  /** Takes a conversation out of its bucket. */
  unlink(entry: number): void {
    const items = this.items;
    const at = entry * WIDTH;
    const hash = this.hash(
      items[at + SOURCE]!,
      items[at + DESTINATION]!,
      items[at + PORTS]!,
      items[at + KIND]!,
    );
    const bucket = hash & (this.heads.length - 1);
    const next = items[at + NEXT]!;
    let one = this.heads[bucket]!;
    if (one === entry) {
      this.heads[bucket] = next;
      return;
    }
    while (one !== 0) {
      const following = items[one * WIDTH + NEXT]!;
      if (following === entry) {
        items[one * WIDTH + NEXT] = next;
        return;
      }
      one = following;
    }
  }

  /** Forgets all conversations, and keeps the room. */
  clear(): void {
    this.items.fill(0, 0, this.top * WIDTH);
    this.heads.fill(0);
    this.open = 0;
    this.top = 1;
    this.#free = 0;
  }

  #grow(): void {
    const items = new Int32Array(this.items.length * 2);
    items.set(this.items);
    this.items = items;
    this.heads = new Int32Array(this.heads.length * 2);
    for (let entry = 1; entry < this.top; entry++) {
      const at = entry * WIDTH;
      const kind = items[at + KIND]!;
      if ((kind & USED) === 0) continue;
      this.link(entry, this.hash(items[at + SOURCE]!, items[at + DESTINATION]!, items[at + PORTS]!, kind));
    }
  }
}
