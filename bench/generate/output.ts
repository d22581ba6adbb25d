import { closeSync, openSync, writeSync } from 'node:fs';

/** Writes text in large pieces. */
export class Output {
  readonly #file: number;
  #pieces: string[] = [];
  #held = 0;
  bytes = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  /** @param text a byte for each character */
  add(text: string): void {
    this.#pieces.push(text);
    this.#held += text.length;
    this.bytes += text.length;
    if (this.#held > 4_000_000) this.flush();
  }

  flush(): void {
    writeSync(this.#file, this.#pieces.join(''), null, 'latin1');
    this.#pieces = [];
    this.#held = 0;
  }

  close(): void {
    this.flush();
    closeSync(this.#file);
  }
}
