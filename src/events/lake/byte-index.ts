/**
 * After so many probes a value is looked up by its text instead: chosen collisions cost no more than that. Each probe
 * goes one slot further than the one before it: side by side, the full slots of a table that is half full make runs
 * that are longer than this in every part.
 */
export const MAX_PROBES = 24;

/** The code of bytes seen for the first time. 0: they are no value, and are not remembered. */
type CodeOf = (bytes: Uint8Array, start: number, end: number, crowded: boolean) => number;

/** Odd, its bits well spread: the golden ratio's fraction in 32 bits. */
const MULTIPLIER = 0x9e37_79b1;

/** A random start, so that colliding values cannot be prepared. */
export function seed(): number {
  return (Math.random() * 0x1_0000_0000) | 0;
}

/** Words of four bytes: at the beginning, and what is kept from one part to the next. */
const FIRST_ROOM = 8192;
const MAX_ROOM = 1 << 20;

/** Numbers that come before the words of a value. */
const LENGTH = 0;
const CODE = 1;
const WORDS = 2;

/**
 * Finds the code of a value by its bytes (multiplicative hash, open addressing), four bytes at a time, so that
 * a string is made once per distinct value and not once per row.
 *
 * A search reads two places of memory and no more, for each may have left the processor's cache: a slot holds the
 * hash beside the value's place, and at that place the length and the code come before the value itself.
 */
export class ByteIndex {
  readonly #codeOf: CodeOf;
  readonly #seed = seed();
  /** Pairs of hash and place; place 0 is a free slot. */
  #slots = new Int32Array(2048);
  /** Values, each as its length, its code, and its bytes in words of four, the last filled up with zeros. */
  #arena = new Int32Array(FIRST_ROOM);
  /** Where the next value goes. */
  #free = 1;
  #entries = 0;
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
    const arena = this.#arena;
    const length = end - start;
    const hash = hashOf(view, start, length, this.#seed);
    const slots = this.#slots;
    const mask = slots.length - 2;
    let slot = (hash << 1) & mask;
    for (let probe = 1; probe <= MAX_PROBES; probe++) {
      const place = slots[slot + 1]!;
      if (place === 0) return this.#remember(slot, hash, bytes, start, end);
      if (slots[slot] === hash && holds(arena, place, view, start, length)) return arena[place + CODE]!;
      slot = (slot + probe * 2) & mask;
    }
    return this.#codeOf(bytes, start, end, true);
  }

  /** Forgets all values, and keeps the room if it is not unusually much. */
  clear(): void {
    if (this.#arena.length > MAX_ROOM) this.#arena = new Int32Array(FIRST_ROOM);
    this.#slots.fill(0);
    this.#free = 1;
    this.#entries = 0;
  }

  #remember(slot: number, hash: number, bytes: Uint8Array, start: number, end: number): number {
    const code = this.#codeOf(bytes, start, end, false);
    if (code === 0) return 0;
    const length = end - start;
    const place = this.#free;
    const first = place + WORDS;
    const full = first + (length >> 2);
    this.#reserve(full + 1);
    const arena = this.#arena;
    const view = this.#view;
    arena[place + LENGTH] = length;
    arena[place + CODE] = code;
    for (let word = first, at = start; word < full; word++, at += 4) arena[word] = view.getInt32(at, true);
    if ((length & 3) === 0) {
      this.#free = full;
    } else {
      arena[full] = tailOf(view, start, length);
      this.#free = full + 1;
    }
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = place;
    if (++this.#entries * 4 > this.#slots.length) this.#rehash();
    return code;
  }

  #reserve(words: number): void {
    if (words <= this.#arena.length) return;
    const arena = new Int32Array(Math.max(words, this.#arena.length * 2));
    arena.set(this.#arena);
    this.#arena = arena;
  }

  #rehash(): void {
    const old = this.#slots;
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length - 2;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      let slot = (old[from]! << 1) & mask;
      for (let probe = 1; slots[slot + 1] !== 0; probe++) slot = (slot + probe * 2) & mask;
      slots[slot] = old[from]!;
      slots[slot + 1] = old[from + 1]!;
    }
    this.#slots = slots;
  }
}

/** The one to three bytes behind a value's last whole word, as a number. */
function tailOf(view: DataView, start: number, length: number): number {
  const rest = length & 3;
  // The word that ends with them is read, never one that reaches behind the value.
  if (length > 3) return view.getInt32(start + length - 4, true) >>> (32 - 8 * rest);
  let tail = view.getUint8(start);
  if (rest > 1) tail |= view.getUint8(start + 1) << 8;
  if (rest > 2) tail |= view.getUint8(start + 2) << 16;
  return tail;
}

/** Is the value at `place` these bytes? */
function holds(arena: Int32Array, place: number, view: DataView, start: number, length: number): boolean {
  if (arena[place + LENGTH] !== length) return false;
  const first = place + WORDS;
  const full = first + (length >> 2);
  let at = start;
  let word = first;
  for (; word + 1 < full; word += 2, at += 8) {
    const difference = arena[word]! ^ view.getInt32(at, true);
    if ((difference | (arena[word + 1]! ^ view.getInt32(at + 4, true))) !== 0) return false;
  }
  if (word < full && arena[word] !== view.getInt32(at, true)) return false;
  return (length & 3) === 0 || arena[full] === tailOf(view, start, length);
}

function hashOf(view: DataView, start: number, length: number, from: number): number {
  // Two chains, so that the processor need not wait for one product to begin the next.
  let hash = from ^ length;
  let other = ~from;
  const whole = start + (length & ~3);
  let at = start;
  for (; at + 8 <= whole; at += 8) {
    hash = Math.imul(hash ^ view.getInt32(at, true), MULTIPLIER);
    other = Math.imul(other ^ view.getInt32(at + 4, true), MULTIPLIER);
    hash ^= hash >>> 15;
    other ^= other >>> 15;
  }
  if (at < whole) other = Math.imul(other ^ view.getInt32(at, true), MULTIPLIER);
  if ((length & 3) !== 0) hash = Math.imul(hash ^ tailOf(view, start, length), MULTIPLIER);
  hash = Math.imul(hash ^ (hash >>> 15) ^ (other >>> 13) ^ other, MULTIPLIER);
  return hash ^ (hash >>> 15);
}
