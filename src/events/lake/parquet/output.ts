// Without a port: worker threads write from their own memory, at once, and share nothing with the main thread's effects.
import { closeSync, openSync, writevSync } from 'node:fs';
import { PageWriter } from '../../../kernel/page-writer.ts';

/** A file that is written piece by piece; what is small is gathered in `small` before. */
export class Output {
  readonly #file: number;
  /** Its `offset` is the place in the file. */
  readonly small = new PageWriter(2 ** 14);

  /** @throws the system's error if there is such a file, or none can be made */
  constructor(path: string) {
    this.#file = openSync(path, 'wx');
  }

  /** Writes bytes that may change afterwards. */
  write(bytes: Uint8Array): void {
    this.#flush(bytes);
    this.small.offset += bytes.length;
  }

  /** Closes the file, which is whole if nothing was thrown. */
  close(): void {
    closeSync(this.#file);
  }

  /** Writes what was gathered. */
  flush(): void {
    this.#flush(new Uint8Array(0));
  }

  #flush(bytes: Uint8Array): void {
    const pieces = [this.small.getBytes(), bytes].filter((piece) => piece.length > 0);
    while (pieces.length > 0) {
      let written = writevSync(this.#file, pieces);
      while (pieces.length > 0 && written >= pieces[0]!.length) written -= pieces.shift()!.length;
      if (pieces.length > 0) pieces[0] = pieces[0]!.subarray(written);
    }
    this.small.index = 0;
  }
}
