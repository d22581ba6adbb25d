import { closeSync, openSync, writeSync } from 'node:fs';
import { LONGEST_LINE } from './truth.ts';

const SIZE = 8 * 2 ** 20;

/** Writes text in large pieces. */
export class Output {
  readonly #file: number;
  readonly #buffer = Buffer.allocUnsafe(SIZE);
  #at = 0;
  bytes = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  /** @param text a byte for each character; no longer than a line may be, and a little */
  add(text: string): void {
    const written = this.#buffer.write(text, this.#at, 'latin1');
    this.#at += written;
    this.bytes += written;
    if (this.#at > SIZE - 2 * LONGEST_LINE) this.#flush();
  }

  #flush(): void {
    writeSync(this.#file, this.#buffer, 0, this.#at);
    this.#at = 0;
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }
}
