import { addressTextFromBytes, formatV4, parseV4Bytes } from '../../net/address.ts';
import { ByteIndex, MAX_PROBES, seed } from './byte-index.ts';
import type { Distinct } from './dictionary.ts';
import type { PageWriter } from '../../kernel/page-writer.ts';
import { appendDotted, appendText, MAX_DOTTED } from './parquet/texts.ts';

/**
 * The addresses of one column of one part, each once but for those that were appended unlooked: IPv4 is found by its number and has no text until the part is
 * written, IPv6 by its bytes.
 */
export class AddressIndex implements Distinct {
  readonly #multiplier = seed() | 1;
  /** Pairs of address and code; code 0 is a free slot. */
  #pairs = new Int32Array(2048);
  #entries = 0;
  /** The IPv4 address of code c at c - 1; 0 where the code's address is IPv6. */
  #values = new Int32Array(512);
  size = 0;
  held = 0;
  /** IPv4 addresses that found no slot near theirs. */
  readonly #crowded = new Map<number, number>();
  /** Canonical texts of IPv6 addresses by their codes, and the other way round. */
  readonly #texts = new Map<number, string>();
  readonly #codes = new Map<string, number>();
  #others = this.#byBytes();

  /** @param value IPv4 as 32 bits */
  v4(value: number): number {
    const pairs = this.#pairs;
    const mask = pairs.length - 2;
    const key = value | 0;
    let hash = Math.imul(key, this.#multiplier);
    hash ^= hash >>> 15;
    let slot = (hash << 1) & mask;
    for (let probe = 1; probe <= MAX_PROBES; probe++) {
      const code = pairs[slot + 1]!;
      if (code === 0) return this.#remember(slot, key);
      if (pairs[slot] === key) return code;
      slot = (slot + probe * 2) & mask;
    }
    return this.#crowd(key);
  }

  /** A new code, without a look for the one that the address may have. @param value IPv4 as 32 bits */
  appendV4(value: number): number {
    return this.#add(value | 0, MAX_DOTTED);
  }

  /** 0: the bytes are no address. */
  bytes(bytes: Uint8Array, start: number, end: number): number {
    return this.#others.code(bytes, start, end);
  }

  textOf(code: number): string {
    return this.#texts.get(code) ?? formatV4(this.#values[code - 1]! >>> 0);
  }

  appendPlain(out: PageWriter): void {
    let from = 0;
    // Addresses of both families are in the order of their codes.
    for (const [code, text] of this.#texts) {
      appendDotted(out, this.#values, from, code - 1);
      appendText(out, text);
      from = code;
    }
    appendDotted(out, this.#values, from, this.size);
  }

  /** Forgets all codes, and keeps the room. */
  clear(): void {
    this.#pairs.fill(0);
    this.#entries = 0;
    this.size = 0;
    this.held = 0;
    this.#crowded.clear();
    this.#texts.clear();
    this.#codes.clear();
    this.#others = this.#byBytes();
  }

  #byBytes(): ByteIndex {
    return new ByteIndex((bytes, start, end) => {
      const text = addressTextFromBytes(bytes, start, end);
      if (text === undefined) return 0;
      // IPv4 written as IPv6 is the same address, and must get the same code.
      if (text.includes(':')) return this.#codeOf(text);
      const plain = Buffer.from(text);
      return this.v4(parseV4Bytes(plain, 0, plain.length));
    });
  }

  /** A new code. */
  #add(value: number, length: number): number {
    if (this.size === this.#values.length) {
      const values = new Int32Array(this.size * 2);
      values.set(this.#values);
      this.#values = values;
    }
    this.#values[this.size] = value;
    this.held += length;
    return ++this.size;
  }

  #codeOf(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    const code = this.#add(0, text.length);
    this.#texts.set(code, text);
    this.#codes.set(text, code);
    return code;
  }

  #crowd(key: number): number {
    const known = this.#crowded.get(key);
    if (known !== undefined) return known;
    const code = this.#add(key, MAX_DOTTED);
    this.#crowded.set(key, code);
    return code;
  }

  #remember(slot: number, key: number): number {
    const crowded = this.#crowded.size === 0 ? undefined : this.#crowded.get(key);
    const code = crowded ?? this.#add(key, MAX_DOTTED);
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
      for (let probe = 1; pairs[slot + 1] !== 0; probe++) slot = (slot + probe * 2) & mask;
      pairs[slot] = old[i]!;
      pairs[slot + 1] = old[i + 1]!;
    }
    this.#pairs = pairs;
  }
}
