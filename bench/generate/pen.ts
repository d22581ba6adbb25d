import type { FileHandle } from 'node:fs/promises';

const SIZE = 8 * 2 ** 20;
/** What is written between two looks at the buffer's end may take so much. */
const ROOM = 2 * 2 ** 20;

/** Writes text and numbers into one buffer without making strings of the numbers. */
export class Pen {
  readonly buffer = Buffer.allocUnsafe(SIZE);
  readonly #file: FileHandle;
  #written = 0;
  at = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  get bytes(): number {
    return this.#written + this.at;
  }

  /** Writes the buffer out if little room is left in it. */
  async makeRoom(): Promise<void> {
    if (this.at > SIZE - ROOM) await this.flush();
  }

  async flush(): Promise<void> {
    await this.#file.write(this.buffer, 0, this.at);
    this.#written += this.at;
    this.at = 0;
  }

  text(text: string): void {
    this.at += this.buffer.write(text, this.at, 'latin1');
  }

  /** A whole number and a space. */
  number(value: number): void {
    let digits = 1;
    for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits++;
    let rest = value;
    for (let i = digits - 1; i >= 0; i--) {
      const next = Math.floor(rest / 10);
      this.buffer[this.at + i] = 48 + rest - next * 10;
      rest = next;
    }
    this.at += digits;
    this.buffer[this.at++] = 32;
  }

  /** An IPv4 address and a space. */
  address(value: number): void {
    for (let shift = 24; shift >= 0; shift -= 8) {
      this.number((value >>> shift) & 255);
      this.buffer[this.at - 1] = 46;
    }
    this.buffer[this.at - 1] = 32;
  }

  /** Takes back what was written since `from`. */
  takeBack(from: number): string {
    const text = this.buffer.toString('latin1', from, this.at);
    this.at = from;
    return text;
  }
}
