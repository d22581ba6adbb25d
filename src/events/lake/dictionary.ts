/** After so many probes a value is looked up by its text instead: chosen collisions cost no more than that. */
export const MAX_PROBES = 24;

/** The distinct values of one column of one part. Codes count from 1; 0 is null. */
export interface Distinct {
  readonly size: number;
  /** Characters held, for bounding memory. */
  readonly held: number;
  textOf(code: number): string;
  /** All texts, that of code 1 first. */
  texts(): readonly string[];
}

/** Distinct texts. */
export class Dictionary implements Distinct {
  readonly #values: string[] = [];
  /** Made when it is first needed: most texts are found by their bytes, and then are known to be new. */
  #codes: Map<string, number> | undefined;
  held = 0;

  get size(): number {
    return this.#values.length;
  }

  textOf(code: number): string {
    return this.#values[code - 1]!;
  }

  texts(): readonly string[] {
    return this.#values;
  }

  /** The code of a text, a new one if it is new. */
  code(text: string): number {
    this.#codes ??= new Map(this.#values.map((value, i) => [value, i + 1]));
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.#push(text);
    this.#codes.set(text, code);
    return code;
  }

  /** The code of a text that no other call of `add` was given; only if `code` was called does it look for it. */
  add(text: string): number {
    return this.#codes === undefined ? this.#push(text) : this.code(text);
  }

  clear(): void {
    this.#values.length = 0;
    this.held = 0;
    this.#codes = undefined;
  }

  #push(text: string): number {
    this.held += text.length;
    return this.#values.push(text);
  }
}

/** The code of bytes seen for the first time. 0: they are no value, and are not remembered. */
type CodeOf = (bytes: Uint8Array, start: number, end: number, crowded: boolean) => number;

/** Longer texts are copied by the library, shorter ones byte by byte, which is faster than to ask it. */
const LONG = 128;

/** Odd, its bits well spread: the golden ratio's fraction in 32 bits. */
const MULTIPLIER = 0x9e37_79b1;

/** A random start, so that colliding values cannot be prepared. */
export function seed(): number {
  return (Math.random() * 0x1_0000_0000) | 0;
}

/**
 * Finds the code of a value by its bytes (multiplicative hash, open addressing), four bytes at a time, so that
 * a string is made once per distinct value and not once per row.
 */
export class ByteIndex {
  readonly #codeOf: CodeOf;
  readonly #seed = seed();
  /** Entry number + 1 per slot. */
  #slots = new Int32Array(1024);
  #hashes = new Int32Array(512);
  /** Entry e lies in the arena from `starts[e]` to `starts[e + 1]`. */
  #starts = new Int32Array(513);
  #codes = new Int32Array(512);
  #kept = new Uint8Array(16_384);
  #arena = new DataView(this.#kept.buffer);
  #entries = 0;
  /** The entry that was found last; a column's neighbours are often the same. */
  #last = 0;
  /** The bytes of the last call, and a view of them. */
  #bytes: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));

  /** @param codeOf is asked again for bytes that were not remembered; `crowded` says that they may be such */
  constructor(codeOf: CodeOf) {
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
    return this.#codeOf(bytes, start, end, true);
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
    let i = 0;
    for (; i < length - 8; i += 8) {
      const first = arena.getInt32(from + i, true) ^ view.getInt32(start + i, true);
      const second = arena.getInt32(from + i + 4, true) ^ view.getInt32(start + i + 4, true);
      if ((first | second) !== 0) return false;
    }
    if (i < length - 4 && arena.getInt32(from + i, true) !== view.getInt32(start + i, true)) return false;
    return arena.getInt32(from + length - 4, true) === view.getInt32(end - 4, true);
  }

  #remember(slot: number, hash: number, bytes: Uint8Array, start: number, end: number): number {
    const code = this.#codeOf(bytes, start, end, false);
    if (code === 0) return 0;
    const entry = this.#entries++;
    const from = this.#starts[entry]!;
    this.#reserve(from + end - start);
    const kept = this.#kept;
    if (end - start > LONG) kept.set(bytes.subarray(start, end), from);
    else for (let i = start; i < end; i++) kept[from + i - start] = bytes[i]!;
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
      arena.set(this.#kept);
      this.#kept = arena;
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
    // Two chains, so that the processor need not wait for one product to begin the next.
    let other = ~seed;
    let i = start;
    for (; i < end - 8; i += 8) {
      hash = Math.imul(hash ^ view.getInt32(i, true), MULTIPLIER);
      other = Math.imul(other ^ view.getInt32(i + 4, true), MULTIPLIER);
      hash ^= hash >>> 15;
      other ^= other >>> 15;
    }
    if (i < end - 4) other = Math.imul(other ^ view.getInt32(i, true), MULTIPLIER);
    hash = Math.imul(hash ^ view.getInt32(end - 4, true), MULTIPLIER);
    hash = Math.imul(hash ^ (hash >>> 15) ^ (other >>> 13) ^ other, MULTIPLIER);
  }
  return hash ^ (hash >>> 15);
}

function widen(from: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(length);
  to.set(from);
  return to;
}
