import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';

/** Bytes that grow, with direct access for what is written in hot loops. */
export class PageWriter extends ByteWriter {
  /** Everything, written or not; another array after each `ensure` and `extend`. */
  bytes = new Uint8Array(this.buffer);

  override ensure(size: number): void {
    super.ensure(size);
    if (this.bytes.buffer !== this.buffer) this.bytes = new Uint8Array(this.buffer);
  }

  /** Counts the next `size` bytes as written. @returns where they begin in `bytes` */
  extend(size: number): number {
    if (this.index + size > this.bytes.length) this.ensure(size);
    const at = this.index;
    this.index += size;
    this.offset += size;
    return at;
  }

  /** Takes back the last `size` bytes. */
  shrink(size: number): void {
    this.index -= size;
    this.offset -= size;
  }

  /** Forgets everything, and keeps the room. */
  clear(): void {
    this.index = 0;
    this.offset = 0;
  }
}
