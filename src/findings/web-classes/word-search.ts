/** Codes of UTF-16; each has a column of the table, and all that are in no word share one. */
const CODES = 65_536;

/**
 * Finds which of many words a text holds, in one pass: Aho and Corasick, "Efficient string matching", 1975. Each state has a
 * row of the next states, so that a character costs one look. Capital letters are small ones, and a plus sign is a space.
 */
export class WordSearch {
  readonly #columns = new Uint8Array(CODES);
  /** Bits of a state's number that are its row's length: a row is found by a shift. */
  readonly #shift: number;
  readonly #next: Uint32Array;
  readonly #sets: Uint16Array;

  /** @param words in small letters, each with the bits that it sets; `beyond`: the bits of any character that is not ASCII */
  constructor(words: ReadonlyMap<string, number>, beyond: number) {
    let width = 2;
    this.#columns.fill(1, 128);
    for (const word of words.keys()) {
      for (let i = 0; i < word.length; i++) {
        const code = word.charCodeAt(i);
        if (this.#columns[code] === 0) this.#columns[code] = width++;
      }
    }
    for (let code = 65; code <= 90; code++) this.#columns[code] = this.#columns[code + 32]!;
    this.#columns[43] = this.#columns[32]!;
    this.#shift = Math.ceil(Math.log2(width));
    const most = 2 + [...words.keys()].reduce((sum, word) => sum + word.length, 0);
    this.#next = new Uint32Array(most << this.#shift);
    this.#sets = new Uint16Array(most);
    const states = this.#plant(words, beyond);
    this.#link(states, width);
  }

  /** A tree of the words. @returns how many states it has; a state is kept as the place of its row */
  #plant(words: ReadonlyMap<string, number>, beyond: number): number {
    this.#next[1] = 1 << this.#shift;
    this.#sets[1] = beyond;
    let states = 2;
    for (const [word, set] of words) {
      let row = 0;
      for (let i = 0; i < word.length; i++) {
        const at = row + this.#columns[word.charCodeAt(i)]!;
        if (this.#next[at] === 0) this.#next[at] = states++ << this.#shift;
        row = this.#next[at]!;
      }
      this.#sets[row >> this.#shift]! |= set;
    }
    return states;
  }

  /** Where a word cannot go on, the longest end of what was read that begins another one does. */
  #link(states: number, width: number): void {
    const shift = this.#shift;
    const links = new Uint32Array(states);
    const queue: number[] = [];
    for (let column = 1; column < width; column++)
      if (this.#next[column] !== 0) queue.push(this.#next[column]!);
    for (let i = 0; i < queue.length; i++) {
      const row = queue[i]!;
      const link = links[row >> shift]!;
      this.#sets[row >> shift]! |= this.#sets[link >> shift]!;
      for (let column = 1; column < width; column++) {
        const beyond = this.#next[link + column]!;
        const next = this.#next[row + column]!;
        if (next === 0) this.#next[row + column] = beyond;
        else {
          links[next >> shift] = beyond;
          queue.push(next);
        }
      }
    }
  }

  /** The bits of all words that a part of the text holds. */
  find(text: string, from: number, to: number): number {
    const columns = this.#columns;
    const next = this.#next;
    const sets = this.#sets;
    const shift = this.#shift;
    let row = 0;
    let found = 0;
    for (let i = from; i < to; i++) {
      row = next[row + columns[text.charCodeAt(i)]!]!;
      found |= sets[row >> shift]!;
    }
    return found;
  }

  /** The same of a text that lies in a buffer. */
  findIn(codes: Uint16Array, length: number): number {
    const columns = this.#columns;
    const next = this.#next;
    const sets = this.#sets;
    const shift = this.#shift;
    let row = 0;
    let found = 0;
    for (let i = 0; i < length; i++) {
      row = next[row + columns[codes[i]!]!]!;
      found |= sets[row >> shift]!;
    }
    return found;
  }
}
