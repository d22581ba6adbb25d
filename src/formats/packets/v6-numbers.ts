import { formatV6 } from '../../net/v6.ts';
import { mixed } from './packet.ts';

/** Gives each distinct IPv6 address a number, so that flows compare numbers and not 16 bytes. */
export class V6Numbers {
  readonly #seed: number;
  #slots = new Int32Array(1024);
  #words = new Int32Array(4 * 512);
  readonly #texts: (Uint8Array | undefined)[] = [];
  /** How many there are; they count from 0. */
  size = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The number of the address whose 16 bytes are at `at`. */
  number(view: DataView, at: number): number {
    const mask = this.#slots.length - 1;
    let slot = mixed(view, at, this.#seed) & mask;
    for (;;) {
      const number = this.#slots[slot]! - 1;
      if (number < 0) return this.#add(slot, view, at);
      if (this.#same(number, view, at)) return number;
      slot = (slot + 1) & mask;
    }
  }

  /** Canonical text of a number's address, as ASCII. */
  text(number: number): Uint8Array {
    const known = this.#texts[number];
    if (known !== undefined) return known;
    const groups = Uint16Array.from({ length: 8 }, (_, i) => {
      const word = this.#words[number * 4 + (i >> 1)]!;
      return i % 2 === 0 ? word >>> 16 : word & 0xffff;
    });
    const text = new Uint8Array(Buffer.from(formatV6(groups), 'latin1'));
    this.#texts[number] = text;
    return text;
  }

  /** Forgets all; only while no flow has a number. */
  clear(): void {
    this.#slots.fill(0);
    this.#texts.length = 0;
    this.size = 0;
  }

  #same(number: number, view: DataView, at: number): boolean {
    const words = this.#words;
    const from = number * 4;
    return (
      words[from] === view.getInt32(at) &&
      words[from + 1] === view.getInt32(at + 4) &&
      words[from + 2] === view.getInt32(at + 8) &&
      words[from + 3] === view.getInt32(at + 12)
    );
  }

  #add(slot: number, view: DataView, at: number): number {
    const number = this.size++;
    if (number * 4 === this.#words.length) {
      const words = new Int32Array(this.#words.length * 2);
      words.set(this.#words);
      this.#words = words;
    }
    for (let word = 0; word < 4; word++) this.#words[number * 4 + word] = view.getInt32(at + word * 4);
    this.#slots[slot] = number + 1;
    if (this.size * 2 > this.#slots.length) this.#rehash();
    return number;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    const address = new DataView(new ArrayBuffer(16));
    for (let number = 0; number < this.size; number++) {
      for (let word = 0; word < 4; word++) address.setInt32(word * 4, this.#words[number * 4 + word]!);
      let slot = mixed(address, 0, this.#seed) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}
