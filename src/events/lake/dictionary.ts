import { addressTextFromBytes, parseV4Bytes } from '../../net/address.ts';

/** After so many probes a value is looked up by its text instead: chosen collisions cost no more than that. */
const MAX_PROBES = 24;

/** The distinct texts of one column of one part. Codes count from 1; 0 is null. */
export class Dictionary {
  readonly values: string[] = [];
  readonly #codes = new Map<string, number>();
  /** Characters held, for bounding memory. */
  held = 0;

  /** The code of a text, a new one if it is new. */
  code(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.add(text);
    this.#codes.set(text, code);
    return code;
  }

  /** A new code for a text that the caller knows to be new, and that is never asked for by `code`. */
  add(text: string): number {
    this.values.push(text);
    this.held += text.length;
    return this.values.length;
  }

  clear(): void {
    this.values.length = 0;
    this.held = 0;
    this.#codes.clear();
  }
}

/** Odd, its bits well spread: the golden ratio's fraction in 32 bits. */
const MULTIPLIER = 0x9e37_79b1;

/** A random start, so that colliding values cannot be prepared. */
function seed(): number {
  return (Math.random() * 0x1_0000_0000) | 0;
}

/**
 * Finds the code of a value by its bytes (multiplicative hash, open addressing), four bytes at a time, so that
 * a string is made once per distinct value and not once per row.
 */
export class ByteIndex {
  readonly #codeOf: (bytes: Uint8Array, start: number, end: number) => number;
  readonly #seed = seed();
  /** Entry number + 1 per slot. */
  #slots = new Int32Array(1024);
  #hashes = new Int32Array(512);
  /** Entry e lies in the arena from `starts[e]` to `starts[e + 1]`. */
  #starts = new Int32Array(513);
  #codes = new Int32Array(512);
  #arena = new DataView(new ArrayBuffer(16_384));
  #entries = 0;
  /** The entry that was found last; a column's neighbours are often the same. */
  #last = 0;
  /** The bytes of the last call, and a view of them. */
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));

  /** @param codeOf the code of bytes seen for the first time; 0: they are no value, and are not remembered */
  constructor(codeOf: (bytes: Uint8Array, start: number, end: number) => number) {
    this.#codeOf = codeOf;
  }

  code(bytes: Uint8Array, start: number, end: number): number {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    const view = this.#view;
    if (this.#entries > 0 && this.#same(this.#last, view, start, end)) return this.#codes[this.#last]!;
    const hash = hashOf(view, start, end, this.#seed);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let probe = 0; probe < MAX_PROBES; probe++) {
      const entry = this.#slots[slot]! - 1;
      if (entry < 0) return this.#remember(slot, hash, bytes, start, end);
      if (this.#hashes[entry] === hash && this.#same(entry, view, start, end)) {
        this.#last = entry;
        return this.#codes[entry]!;
      }
      slot = (slot + 1) & mask;
    }
    return this.#codeOf(bytes, start, end);
  }

  #same(entry: number, view: DataView, start: number, end: number): boolean {
    const from = this.#starts[entry]!;
    const length = end - start;
    if (this.#starts[entry + 1]! - from !== length) return false;
    const arena = this.#arena;
    if (length < 4) {
      for (let i = 0; i < length; i++) {
        if (arena.getUint8(from + i) !== view.getUint8(start + i)) return false;
      }
      return true;
    }
    for (let i = 0; i < length - 4; i += 4) {
      if (arena.getInt32(from + i, true) !== view.getInt32(start + i, true)) return false;
    }
    return arena.getInt32(from + length - 4, true) === view.getInt32(end - 4, true);
  }

  #remember(slot: number, hash: number, bytes: Uint8Array, start: number, end: number): number {
    const code = this.#codeOf(bytes, start, end);
    if (code === 0) return 0;
    const entry = this.#entries++;
    const from = this.#starts[entry]!;
    this.#reserve(from + end - start);
    new Uint8Array(this.#arena.buffer).set(bytes.subarray(start, end), from);
    this.#starts[entry + 1] = from + end - start;
    this.#hashes[entry] = hash;
    this.#codes[entry] = code;
    this.#slots[slot] = entry + 1;
    this.#last = entry;
    if (this.#entries * 2 > this.#slots.length) this.#rehash();
    return code;
  }

  #reserve(bytes: number): void {
    if (bytes > this.#arena.byteLength) {
      const arena = new Uint8Array(Math.max(bytes, this.#arena.byteLength * 2));
      arena.set(new Uint8Array(this.#arena.buffer));
      this.#arena = new DataView(arena.buffer);
    }
    if (this.#entries >= this.#codes.length) {
      const entries = this.#codes.length * 2;
      this.#codes = widen(this.#codes, entries);
      this.#hashes = widen(this.#hashes, entries);
      this.#starts = widen(this.#starts, entries + 1);
    }
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let entry = 0; entry < this.#entries; entry++) {
      let slot = this.#hashes[entry]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = entry + 1;
    }
    this.#slots = slots;
  }
}

function hashOf(view: DataView, start: number, end: number, seed: number): number {
  let hash = seed ^ (end - start);
  if (end - start < 4) {
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ view.getUint8(i), MULTIPLIER);
  } else {
    for (let i = start; i < end - 4; i += 4) {
      hash = Math.imul(hash ^ view.getInt32(i, true), MULTIPLIER);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash ^ view.getInt32(end - 4, true), MULTIPLIER);
  }
  return hash ^ (hash >>> 15);
}

function widen(from: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(length);
  to.set(from);
  return to;
}

/** `10.0.` and `1.5` of every half that was seen; most addresses of a log share theirs. */
const highs: string[] = [];
const lows: string[] = [];

/** Dotted text of an IPv4 address; `formatV4` made fast for very many, with one concatenation. */
function dotted(value: number): string {
  const high = value >>> 16;
  const low = value & 0xffff;
  const front = (highs[high] ??= `${high >>> 8}.${high & 255}.`);
  return front + (lows[low] ??= `${low >>> 8}.${low & 255}`);
}

/** Codes of addresses: IPv4 by number, IPv6 by its bytes. */
export class AddressIndex {
  readonly #dictionary: Dictionary;
  readonly #multiplier = seed() | 1;
  /** Pairs of address and code; code 0 is a free slot. */
  #pairs = new Int32Array(2048);
  #entries = 0;
  /** Addresses that found no slot near theirs. */
  readonly #crowded = new Map<number, number>();
  #others: ByteIndex;

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary;
    this.#others = this.#byBytes();
  }

  /** @param value IPv4 as 32 bits */
  v4(value: number): number {
    const pairs = this.#pairs;
    const mask = pairs.length - 2;
    const key = value | 0;
    let hash = Math.imul(key, this.#multiplier);
    hash ^= hash >>> 15;
    let slot = (hash << 1) & mask;
    for (let probe = 0; probe < MAX_PROBES; probe++) {
      const code = pairs[slot + 1]!;
      if (code === 0) return this.#remember(slot, key);
      if (pairs[slot] === key) return code;
      slot = (slot + 2) & mask;
    }
    return this.#crowd(key);
  }

  /** 0: the bytes are no address. */
  bytes(bytes: Uint8Array, start: number, end: number): number {
    return this.#others.code(bytes, start, end);
  }

  /** Forgets all codes, and keeps the room. */
  clear(): void {
    this.#pairs.fill(0);
    this.#entries = 0;
    this.#crowded.clear();
    this.#others = this.#byBytes();
  }

  #byBytes(): ByteIndex {
    return new ByteIndex((bytes, start, end) => {
      const text = addressTextFromBytes(bytes, start, end);
      if (text === undefined) return 0;
      // IPv4 written as IPv6 is the same address, and must get the same code.
      if (text.includes(':')) return this.#dictionary.code(text);
      const plain = Buffer.from(text);
      return this.v4(parseV4Bytes(plain, 0, plain.length));
    });
  }

  #crowd(key: number): number {
    const known = this.#crowded.get(key);
    if (known !== undefined) return known;
    const code = this.#dictionary.add(dotted(key));
    this.#crowded.set(key, code);
    return code;
  }

  #remember(slot: number, key: number): number {
    const code = this.#crowded.get(key) ?? this.#dictionary.add(dotted(key));
    this.#pairs[slot] = key;
    this.#pairs[slot + 1] = code;
    if (++this.#entries * 4 > this.#pairs.length) this.#rehash();
    return code;
  }

  #rehash(): void {
    const old = this.#pairs;
    const pairs = new Int32Array(old.length * 2);
    const mask = pairs.length - 2;
    for (let i = 0; i < old.length; i += 2) {
      if (old[i + 1] === 0) continue;
      let hash = Math.imul(old[i]!, this.#multiplier);
      hash ^= hash >>> 15;
      let slot = (hash << 1) & mask;
      while (pairs[slot + 1] !== 0) slot = (slot + 2) & mask;
      pairs[slot] = old[i]!;
      pairs[slot + 1] = old[i + 1]!;
    }
    this.#pairs = pairs;
  }
}
