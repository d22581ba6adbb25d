import { ENVELOPE_LINE } from '../../formats/text/line-bytes.ts';
import { LF } from '../../kernel/ascii.ts';

const CR = 13;

/** Fewer bytes are copied faster one by one than through a view of them. */
const MAX_SHORT = 256;

/** Bytes that are written one after the other. */
export class ByteWriter {
  #bytes: Uint8Array;
  length = 0;

  constructor(size: number) {
    this.#bytes = new Uint8Array(size);
  }

  #room(more: number): void {
    if (this.length + more <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.length + more));
    larger.set(this.#bytes.subarray(0, this.length));
    this.#bytes = larger;
  }

  copy(bytes: Uint8Array, start: number, end: number): void {
    this.#room(end - start);
    if (end - start > MAX_SHORT) {
      this.#bytes.set(bytes.subarray(start, end), this.length);
      this.length += end - start;
      return;
    }
    const out = this.#bytes;
    let to = this.length;
    for (let at = start; at < end; at++) out[to++] = bytes[at]!;
    this.length = to;
  }

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.length++] = value;
  }

  text(text: string): void {
    const bytes = Buffer.from(text);
    this.copy(bytes, 0, bytes.length);
  }

  /** Takes a line end off what was written from `start` on. @returns whether there was one */
  endsLine(start: number): boolean {
    if (this.length <= start || this.#bytes[this.length - 1] !== LF) return false;
    this.length--;
    if (this.length > start && this.#bytes[this.length - 1] === CR) this.length--;
    return true;
  }

  endsMarked(): boolean {
    return this.length > 0 && this.#bytes[this.length - 1] === ENVELOPE_LINE;
  }

  /** What was written since the last call. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }
}
