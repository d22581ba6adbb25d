import { createInflateRaw, inflateRawSync } from 'node:zlib';
import type { InflateRaw, ZlibOptions } from 'node:zlib';

/** Compressed bytes per step. Deflate makes at most 1,032 bytes of one, so a step holds at most 33 MB. */
const STEP_BYTES = 32 * 1024;
/** Of a small file steps are smaller, so that it is known to a part of it how much was not read. */
const LEAST_STEP_BYTES = 1024;
const STEPS = 64;
const OUTPUT_BYTES = 128 * 1024;
const LEAST_OUTPUT_BYTES = 1024;
/** Compressed bytes per step near damage: zlib returns nothing of a step that fails, so less is lost where steps are small. */
const CAREFUL_BYTES = 16;

/** What one step made of its input. */
interface Step {
  out: Uint8Array[];
  /** How much of the input was used; less than all of it once the deflate stream is at its end. */
  consumed: number;
  ended: boolean;
  /** What is wrong with the stream. */
  damage?: string;
}

/** Stored bytes, read in pieces of any size without copying. */
export class ByteSource {
  readonly #blocks: AsyncIterator<Uint8Array>;
  #block: Uint8Array = new Uint8Array(0);
  /** Stored bytes used so far. */
  consumed = 0;

  constructor(blocks: AsyncIterator<Uint8Array>) {
    this.#blocks = blocks;
  }

  async #next(): Promise<Uint8Array | undefined> {
    const result = await this.#blocks.next();
    return result.done === true ? undefined : result.value;
  }

  /** Up to `max` bytes that follow, at least one; they stay until `advance`. Undefined at the end. */
  async peek(max: number): Promise<Uint8Array | undefined> {
    while (this.#block.length === 0) {
      const block = await this.#next();
      if (block === undefined) return undefined;
      this.#block = block;
    }
    return this.#block.subarray(0, max);
  }

  /** Exactly `count` bytes, used up; fewer at the end. For the few bytes of a header. */
  async take(count: number): Promise<Uint8Array> {
    const taken = new Uint8Array(count);
    return taken.subarray(0, await this.into(taken));
  }

  /** Uses up bytes until these are filled. @returns how many there were; fewer at the end */
  async into(target: Uint8Array): Promise<number> {
    let length = 0;
    while (length < target.length) {
      const piece = await this.peek(target.length - length);
      if (piece === undefined) break;
      target.set(piece, length);
      length += piece.length;
      this.advance(piece.length);
    }
    return length;
  }

  advance(count: number): void {
    this.#block = this.#block.subarray(count);
    this.consumed += count;
  }
}

/** One raw deflate stream (RFC 1951), a step at a time, so that nothing that was inflated is lost to an error. */
class RawInflate {
  readonly #stream: InflateRaw;
  #out: Uint8Array[] = [];
  #damage: string | undefined;
  #settle: (() => void) | undefined;

  /** @param expected how many bytes the archive says will come out; a larger buffer for a small file would be a waste */
  constructor(expected: number) {
    this.#stream = createInflateRaw({
      chunkSize: Math.min(OUTPUT_BYTES, Math.max(LEAST_OUTPUT_BYTES, expected + 1)),
    });
    this.#stream.on('data', (out: Uint8Array) => this.#out.push(out));
    this.#stream.on('error', (error) => {
      this.#damage = error.message;
      this.#settle?.();
    });
  }

  async push(input: Uint8Array): Promise<Step> {
    const before = this.#stream.bytesWritten;
    await new Promise<void>((resolve) => {
      this.#settle = resolve;
      this.#stream.write(input, () => resolve());
    });
    while (this.#damage === undefined && this.#stream.read() !== null) {
      // `read` hands what is still buffered to the listener for data.
    }
    const out = this.#out;
    this.#out = [];
    if (this.#damage !== undefined) return { out, consumed: input.length, ended: true, damage: this.#damage };
    const consumed = this.#stream.bytesWritten - before;
    return { out, consumed, ended: consumed < input.length };
  }

  close(): void {
    this.#stream.destroy();
  }
}

/** How a deflate stream ended. */
export interface InflateEnd {
  complete: boolean;
  damage?: string;
  /** Where in the source the step began that failed. */
  damagedAt?: number;
}

function stepBytes(source: ByteSource, careful: number, stored: number): number {
  if (source.consumed >= careful) return CAREFUL_BYTES;
  const step = Math.min(STEP_BYTES, Math.max(LEAST_STEP_BYTES, Math.ceil(stored / STEPS)));
  return Math.min(step, careful - source.consumed);
}

/**
 * Inflates one raw deflate stream and leaves the source behind it. The next step runs (in zlib's thread)
 * while the caller works on the content of the last one.
 * @param careful from this place in the source on, in small steps; see `secondLook`
 * @param expected how many bytes are said to come out; it may be wrong
 * @param stored how many bytes the source has
 */
export async function* inflateRaw(
  source: ByteSource,
  end: InflateEnd,
  careful = Infinity,
  expected = Infinity,
  stored = Infinity,
): AsyncGenerator<Uint8Array> {
  const inflate = new RawInflate(expected);
  try {
    let piece = await source.peek(stepBytes(source, careful, stored));
    let pending = piece && inflate.push(piece);
    while (pending !== undefined) {
      const step: Step = await pending;
      if (step.damage !== undefined) {
        end.damage = step.damage;
        end.damagedAt = source.consumed;
      }
      source.advance(step.consumed);
      end.complete = step.ended && step.damage === undefined;
      piece = step.ended ? undefined : await source.peek(stepBytes(source, careful, stored));
      pending = piece && inflate.push(piece);
      yield* step.out;
    }
    if (!end.complete && end.damage === undefined) end.complete = await endedExactly(inflate);
  } finally {
    inflate.close();
  }
}

/** What is inflated at once: a step that goes through zlib's thread costs more than so many bytes. */
const AT_ONCE_BYTES = 16 * 1024;

/** With `info` it says how much of the input was used (Node's documentation of zlib's options). */
const inflatedWith: (packed: Uint8Array, options: ZlibOptions) => unknown = inflateRawSync;

function isInflated(result: unknown): result is { buffer: Buffer; engine: { bytesWritten: number } } {
  return typeof result === 'object' && result !== null && 'engine' in result && 'buffer' in result;
}

/**
 * A raw deflate stream that is small packed and unpacked, and whole. Undefined: it is not, and `inflateRaw` says what is wrong.
 * @param packed all of it
 */
export async function inflateAtOnce(
  { compressedSize, uncompressedSize }: { compressedSize: number; uncompressedSize: number },
  packed: AsyncIterable<Uint8Array>,
): Promise<Uint8Array | undefined> {
  if (compressedSize > AT_ONCE_BYTES || uncompressedSize > AT_ONCE_BYTES) return undefined;
  const pieces: Uint8Array[] = [];
  for await (const piece of packed) pieces.push(piece);
  const stored = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces);
  try {
    const result = inflatedWith(stored, {
      chunkSize: Math.max(LEAST_OUTPUT_BYTES, uncompressedSize + 1),
      maxOutputLength: AT_ONCE_BYTES,
      info: true,
    });
    if (!isInflated(result) || result.engine.bytesWritten !== compressedSize) return undefined;
    return result.buffer;
  } catch {
    return undefined;
  }
}

/** Whether the stream ended with the last byte of the source: then it takes no more. */
async function endedExactly(inflate: RawInflate): Promise<boolean> {
  const probe = await inflate.push(Uint8Array.of(0));
  return probe.ended && probe.consumed === 0;
}

/**
 * Inflates, and where the data is damaged once more from the beginning, in small steps near the damage, so
 * that what comes right before it is not lost.
 * @param read inflates anew from the beginning; it reports where a step failed
 */
export async function* secondLook<T extends { damagedAt?: number }>(
  read: (careful: number, end: T) => AsyncGenerator<Uint8Array>,
  end: T,
): AsyncGenerator<Uint8Array> {
  let delivered = 0;
  for await (const block of read(Infinity, end)) {
    delivered += block.length;
    yield block;
  }
  if (end.damagedAt === undefined) return;
  for await (const block of read(end.damagedAt, end)) {
    const fresh = block.subarray(Math.min(delivered, block.length));
    delivered -= block.length - fresh.length;
    if (fresh.length > 0) yield fresh;
  }
}
