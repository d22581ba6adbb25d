/** A xorshift generator: the same seed gives the same file on every machine. */
export class Random {
  #state: number;

  constructor(seed = 1) {
    this.#state = Math.imul(seed, 0x2545_f491) | 1;
  }

  next(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return x >>> 0;
  }

  /** From 0 to `limit - 1`. */
  below(limit: number): number {
    return Math.floor((this.next() / 0x1_0000_0000) * limit);
  }

  between(low: number, high: number): number {
    return low + (this.next() % (high - low + 1));
  }

  /** One of a list that is not empty. */
  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}
