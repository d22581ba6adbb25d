/** A xorshift generator: the same file on every machine. */
export class Random {
  #state = 0x2545_f491;

  next(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return x >>> 0;
  }

  between(low: number, high: number): number {
    return low + (this.next() % (high - low + 1));
  }
}
