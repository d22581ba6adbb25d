import { RandomAccessReader } from 'yauzl';
import type { Files } from '../../base/ports.ts';
import type { StoredFile } from '../blocks.ts';

/** An archive is read in pages: each member's entry, header and content would be three reads of a few bytes. */
const PAGE_BYTES = 64 * 1024;
/** Its table of contents and its content are read by turns, and neither drives the other out. */
const KEPT_PAGES = 8;

/** Reads bytes into the buffer's beginning. @returns how many there were */
type ReadAt = (buffer: Uint8Array, position: number) => Promise<number>;

/** A file that is read here and there, a page at a time; for yauzl. */
export class Pages extends RandomAccessReader {
  readonly #readAt: ReadAt;
  readonly #pages = new Map<number, Uint8Array>();

  constructor(readAt: ReadAt) {
    super();
    this.#readAt = readAt;
  }

  async #page(index: number): Promise<Uint8Array> {
    let page = this.#pages.get(index);
    if (page === undefined) {
      const buffer = Buffer.allocUnsafeSlow(PAGE_BYTES);
      page = buffer.subarray(0, await this.#readAt(buffer, index * PAGE_BYTES));
    }
    // The one that was asked for last goes last.
    this.#pages.delete(index);
    this.#pages.set(index, page);
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= KEPT_PAGES) break;
      this.#pages.delete(oldest);
    }
    return page;
  }

  /** The bytes from `start` to before `end`, in pieces; fewer where the file ends. They are not written to again. */
  async *range(start: number, end: number): AsyncGenerator<Uint8Array> {
    let at = start;
    while (at < end) {
      const index = Math.floor(at / PAGE_BYTES);
      const piece = (await this.#page(index)).subarray(at - index * PAGE_BYTES, end - index * PAGE_BYTES);
      if (piece.length === 0) return;
      at += piece.length;
      yield piece;
    }
  }

  async #fill(buffer: Uint8Array, start: number, end: number): Promise<void> {
    let length = 0;
    for await (const piece of this.range(start, end)) {
      buffer.set(piece, length);
      length += piece.length;
    }
    if (start + length < end) throw new Error('unexpected end of the file');
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#fill(buffer.subarray(offset, offset + length), position, position + length).then(
      // Not within the promise: what the callback throws is no failure to read.
      () => process.nextTick(callback, null),
      (error: unknown) => process.nextTick(callback, error),
    );
  }
}

/** Opens an archive to be read here and there. */
export async function openPages(
  { at, bytes, content }: StoredFile,
  { fs }: Files,
): Promise<{ pages: Pages; size: number; close: () => Promise<void> }> {
  if (content !== undefined) {
    const whole = Buffer.from(content.buffer, content.byteOffset, content.length);
    const readAt: ReadAt = (buffer, position) => Promise.resolve(whole.copy(buffer, 0, position));
    return { pages: new Pages(readAt), size: bytes, close: () => Promise.resolve() };
  }
  const handle = await fs.open(at, 'r');
  const readAt: ReadAt = async (buffer, position) => {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    return bytesRead;
  };
  const { size } = await handle.stat();
  return { pages: new Pages(readAt), size, close: () => handle.close() };
}
