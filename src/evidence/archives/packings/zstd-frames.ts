import { worded } from '../../worded.ts';
import { Damaged, isSkippable, Refused, uint32 } from './packing.ts';

// RFC 8878, section 3.1.

export const ZSTD_MARK = 0xfd2fb528;
/** What the decoder keeps of the content before. zstd itself refuses more unless it is told to (`--long=31`). */
export const MOST_WINDOW = 128 * 2 ** 20;
/** A block of four bytes may hold 128 KiB, so that a step holds 8 MiB at most. */
const STEP_BLOCKS = 64;

const DICTIONARY_BYTES = [0, 1, 2, 4] as const;
const CONTENT_BYTES = [0, 2, 4, 8] as const;

type Part = 'mark' | 'header' | 'block' | 'body' | 'check' | 'length' | 'skipped' | 'behind';
/** Parts that are read; of the others it is only known how long they are. */
const READ: ReadonlySet<Part> = new Set(['mark', 'header', 'block', 'length']);

function headerBytes(descriptor: number): number {
  const isSingle = (descriptor & 0x20) !== 0;
  const content = descriptor >> 6;
  const ofContent = content === 0 ? Number(isSingle) : CONTENT_BYTES[content]!;
  return 1 + Number(!isSingle) + DICTIONARY_BYTES[descriptor & 3]! + ofContent;
}

/** The window that a frame asks for, in bytes. */
function windowOf(header: Uint8Array): number {
  const [descriptor = 0, window = 0] = header;
  if ((descriptor & 0x20) === 0) {
    const base = 2 ** (10 + (window >> 3));
    return base + (base / 8) * (window & 7);
  }
  // All of the content is the window; it is as long as the last field says.
  const length = CONTENT_BYTES[descriptor >> 6] ?? 0;
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  if (length === 8) return Number(view.getBigUint64(header.length - 8, true));
  if (length === 4) return view.getUint32(header.length - 4, true);
  return length === 2 ? view.getUint16(header.length - 2, true) + 256 : (header.at(-1) ?? 0);
}

/**
 * Follows the frames and blocks, without unpacking them: what a decoder should not be given is refused before, and it is
 * known where each frame ends.
 */
export class Frames {
  #part: Part = 'mark';
  readonly #read = new Uint8Array(16);
  #have = 0;
  /** Bytes that are missing of the part. */
  #missing = 4;
  #hasCheck = false;
  #isLast = false;

  /** Nothing is missing. */
  get isBetween(): boolean {
    return this.#part === 'mark' && this.#have === 0;
  }

  /** What follows is no frame: so many bytes of it were taken already. */
  get isBehind(): boolean {
    return this.#part === 'behind';
  }

  /**
   * Follows the next bytes, as far as one step of the decoder should go: to a frame's checksum, to its end, or
   * some blocks.
   * @returns how many bytes; what is behind the last frame is none
   * @throws Damaged, Refused
   */
  follow(bytes: Uint8Array): number {
    let at = 0;
    let blocks = 0;
    while (at < bytes.length && !this.isBehind) {
      const length = Math.min(this.#missing, bytes.length - at);
      if (READ.has(this.#part)) {
        this.#read.set(bytes.subarray(at, at + length), this.#have);
        this.#have += length;
      }
      at += length;
      this.#missing -= length;
      if (this.#missing > 0) continue;
      const before = this.#part;
      this.#next(this.#read.subarray(0, this.#have));
      if (before === 'body') blocks += 1;
      if (this.isBetween || this.#part === 'check' || blocks >= STEP_BLOCKS) break;
    }
    return at;
  }

  /** The bytes that were taken for a frame's mark and are none. */
  get taken(): Uint8Array {
    return this.#read.subarray(0, this.#have);
  }

  #begin(part: Part, missing: number): void {
    this.#part = part;
    this.#have = 0;
    this.#missing = missing;
    if (missing === 0) this.#next(this.taken);
  }

  #end(): void {
    this.#begin('mark', 4);
  }

  #next(read: Uint8Array): void {
    switch (this.#part) {
      case 'mark':
        this.#mark(uint32(read));
        break;
      case 'header':
        this.#header(read);
        break;
      case 'block':
        this.#block(read[0]! | (read[1]! << 8) | (read[2]! << 16));
        break;
      case 'body':
        if (!this.#isLast) this.#begin('block', 3);
        else if (this.#hasCheck) this.#begin('check', 4);
        else this.#end();
        break;
      case 'length':
        this.#begin('skipped', uint32(read));
        break;
      case 'check':
      case 'skipped':
        this.#end();
        break;
      case 'behind':
    }
  }

  #mark(mark: number): void {
    if (isSkippable(mark)) {
      this.#begin('length', 4);
    } else if (mark === ZSTD_MARK) {
      this.#begin('header', 1);
    } else this.#part = 'behind';
  }

  #header(read: Uint8Array): void {
    const [descriptor = 0] = read;
    if ((descriptor & 8) !== 0) throw new Damaged('invalid frame header');
    const length = headerBytes(descriptor);
    if (read.length < length) {
      this.#missing = length - read.length;
      return;
    }
    const window = windowOf(read);
    if (window > MOST_WINDOW) throw new Refused(worded('packedWindow', { bytes: window, most: MOST_WINDOW }));
    const at = (descriptor & 0x20) === 0 ? 2 : 1;
    const dictionary = read.subarray(at, at + DICTIONARY_BYTES[descriptor & 3]!);
    if (dictionary.some((byte) => byte !== 0)) throw new Refused(worded('packedDictionary'));
    this.#hasCheck = (descriptor & 4) !== 0;
    this.#begin('block', 3);
  }

  #block(header: number): void {
    const kind = (header >> 1) & 3;
    if (kind === 3) throw new Damaged('invalid block');
    this.#isLast = (header & 1) !== 0;
    this.#begin('body', kind === 1 ? 1 : header >> 3);
  }
}
