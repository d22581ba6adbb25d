import { addressTextFromBytes, formatV4 } from '../../net/address.ts';

/** After so many probes a value is looked up by its text instead: chosen collisions cost no more than that. */
const MAX_PROBES = 24;

/** The distinct texts of one column of one part. Codes count from 1; 0 is null. */
export class Dictionary {
  readonly values: string[] = [];
  readonly #codes = new Map<string, number>();
  /** Characters held, for bounding memory. */
  held = 0;

  code(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    this.values.push(text);
    this.held += text.length;
    this.#codes.set(text, this.values.length);
    return this.values.length;
  }

  clear(): void {
    this.values.length = 0;
    this.held = 0;
    this.#codes.clear();
  }
}

/** A random start, so that colliding values cannot be prepared. */
function seed(): number {
  return (Math.random() * 0x1_0000_0000) | 0;
}

/**
 * Finds the code of a value by its bytes (FNV-1a, open addressing), so that a string is made once per distinct
 * value and not once per row.
 */
export class ByteIndex {
  readonly #codeOf: (bytes: Uint8Array, start: number, end: number) => number;
  readonly #seed = seed();
  /** Entry number + 1 per slot. */
  #slots = new Int32Array(1024);
  #hashes = new Int32Array(512);
  #starts = new Int32Array(513);
  #codes = new Int32Array(512);
  #arena = new Uint8Array(16_384);
  #entries = 0;
  #last = 0;

  /** @param codeOf the code of bytes seen for the first time; 0: they are no value, and are not remembered */
  constructor(codeOf: (bytes: Uint8Array, start: number, end: number) => number) {
    this.#codeOf = codeOf;
  }

  code(bytes: Uint8Array, start: number, end: number): number {
    if (this.#entries > 0 && this.#same(this.#last, bytes, start, end)) return this.#codes[this.#last]!;
    let hash = this.#seed;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x0100_0193);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let probe = 0; probe < MAX_PROBES; probe++) {
      const entry = this.#slots[slot]! - 1;
      if (entry < 0) return this.#remember(slot, hash, bytes, start, end);
      if (this.#hashes[entry] === hash && this.#same(entry, bytes, start, end)) {
        this.#last = entry;
        return this.#codes[entry]!;
      }
      slot = (slot + 1) & mask;
    }
    return this.#codeOf(bytes, start, end);
  }

  #same(entry: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#starts[entry]!;
    const length = end - start;
    if (this.#starts[entry + 1]! - from !== length) return false;
    const arena = this.#arena;
    for (let i = 0; i < length; i++) if (arena[from + i] !== bytes[start + i]) return false;
    return true;
  }

  #remember(slot: number, hash: number, bytes: Uint8Array, start: number, end: number): number {
    const code = this.#codeOf(bytes, start, end);
    if (code === 0) return 0;
    const entry = this.#entries++;
    const from = this.#starts[entry]!;
    this.#reserve(from + end - start);
    for (let i = start; i < end; i++) this.#arena[from + i - start] = bytes[i]!;
    this.#starts[entry + 1] = from + end - start;
    this.#hashes[entry] = hash;
    this.#codes[entry] = code;
    this.#slots[slot] = entry + 1;
    this.#last = entry;
    if (this.#entries * 2 > this.#slots.length) this.#rehash();
    return code;
  }

  #reserve(bytes: number): void {
    if (bytes > this.#arena.length) {
      const arena = new Uint8Array(Math.max(bytes, this.#arena.length * 2));
      arena.set(this.#arena);
      this.#arena = arena;
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

function widen(from: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(length);
  to.set(from);
  return to;
}

/** Codes of addresses: IPv4 by number, IPv6 by its bytes. */
export class AddressIndex {
  readonly #dictionary: Dictionary;
  readonly #multiplier = seed() | 1;
  #keys = new Uint32Array(1024);
  #codes = new Int32Array(1024);
  #entries = 0;
  readonly #others: ByteIndex;

  constructor(dictionary: Dictionary) {
    this.#dictionary = dictionary;
    this.#others = new ByteIndex((bytes, start, end) => {
      const text = addressTextFromBytes(bytes, start, end);
      return text === undefined ? 0 : dictionary.code(text);
    });
  }

  /** @param value unsigned 32-bit */
  v4(value: number): number {
    const mask = this.#keys.length - 1;
    let hash = Math.imul(value, this.#multiplier);
    hash ^= hash >>> 15;
    let slot = hash & mask;
    for (let probe = 0; probe < MAX_PROBES; probe++) {
      const code = this.#codes[slot]!;
      if (code === 0) return this.#remember(slot, value);
      if (this.#keys[slot] === value) return code;
      slot = (slot + 1) & mask;
    }
    return this.#dictionary.code(formatV4(value));
  }

  /** 0: the bytes are no address. */
  bytes(bytes: Uint8Array, start: number, end: number): number {
    return this.#others.code(bytes, start, end);
  }

  #remember(slot: number, value: number): number {
    const code = this.#dictionary.code(formatV4(value));
    this.#keys[slot] = value;
    this.#codes[slot] = code;
    if (++this.#entries * 2 > this.#keys.length) this.#rehash();
    return code;
  }

  #rehash(): void {
    const keys = new Uint32Array(this.#keys.length * 2);
    const codes = new Int32Array(keys.length);
    const mask = keys.length - 1;
    for (let i = 0; i < this.#keys.length; i++) {
      if (this.#codes[i] === 0) continue;
      let hash = Math.imul(this.#keys[i]!, this.#multiplier);
      hash ^= hash >>> 15;
      let slot = hash & mask;
      while (codes[slot] !== 0) slot = (slot + 1) & mask;
      keys[slot] = this.#keys[i]!;
      codes[slot] = this.#codes[i]!;
    }
    this.#keys = keys;
    this.#codes = codes;
  }
}
