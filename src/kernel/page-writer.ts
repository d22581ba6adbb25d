/** Bytes that grow, little-endian, with direct access for what is written in hot loops. */
export class PageWriter {
  /** Everything, written or not; another array after each `ensure` and `extend`. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Of the same bytes. */
  view: DataView;
  /** Where the next byte goes in `bytes`. */
  index = 0;
  /** How many bytes were written in all; more than `index` where what was gathered went to a file. */
  offset = 0;

  constructor(size = 1024) {
    this.bytes = new Uint8Array(size);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Makes room for `size` bytes more. */
  ensure(size: number): void {
    if (this.index + size <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.bytes.length, this.index + size));
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }

  /** Counts the next `size` bytes as written. @returns where they begin in `bytes` */
  extend(size: number): number {
    this.ensure(size);
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

  /** What was written: a view of `bytes`, good until more is. */
  getBytes(): Uint8Array {
    return this.bytes.subarray(0, this.index);
  }

  appendUint8(value: number): void {
    const at = this.extend(1);
    this.bytes[at] = value;
  }

  appendUint32(value: number): void {
    const at = this.extend(4);
    this.view.setUint32(at, value, true);
  }

  appendInt32(value: number): void {
    const at = this.extend(4);
    this.view.setInt32(at, value, true);
  }

  appendBytes(value: Uint8Array): void {
    const at = this.extend(value.length);
    this.bytes.set(value, at);
  }

  /** A whole number below 2^32 in groups of seven bits, the lowest first (ULEB128). */
  appendVarInt(value: number): void {
    let rest = value >>> 0;
    for (; rest > 0x7f; rest >>>= 7) this.appendUint8((rest & 0x7f) | 0x80);
    this.appendUint8(rest);
  }

  /** A signed number whose sign is in its lowest bit (zigzag), as Thrift and Parquet write it: 32 or 64 bits. */
  appendZigZag(value: number | bigint): void {
    if (typeof value === 'number') {
      this.appendVarInt((value << 1) ^ (value >> 31));
      return;
    }
    let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
    for (; rest > 0x7fn; rest >>= 7n) this.appendUint8(Number(rest & 0x7fn) | 0x80);
    this.appendUint8(Number(rest));
  }
}
