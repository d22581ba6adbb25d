import { createRequire } from 'node:module';
import zlib from 'node:zlib';
// Without a port: the library's own WebAssembly, read once as it is needed.
import { readFileSync } from 'node:fs';
import { Damaged } from './packing.ts';
import { MOST_WINDOW } from './zstd-frames.ts';

/** A checksum that does not match; all of the frame's content was given. */
export class Mismatch extends Error {}

/** Unpacks frames, a piece at a time. */
export interface Decoder {
  /** @throws Damaged, Mismatch; then it is of no more use */
  push(piece: Uint8Array): AsyncGenerator<Uint8Array>;
  close(): void;
}

/** `ZSTD_error_checksum_wrong` and its like, https://github.com/facebook/zstd/blob/dev/lib/zstd_errors.h. */
const CHECKSUM_WRONG = 22;
const REASONS: Readonly<Record<number, string>> = {
  10: 'unknown frame',
  14: 'unsupported parameter',
  16: 'window too large',
  20: 'invalid data',
  30: 'invalid dictionary',
  32: 'wrong dictionary',
  64: 'not enough memory',
};

interface NativeDecompress {
  on(event: 'data', listener: (piece: Uint8Array) => void): void;
  on(event: 'error', listener: (error: Error & { code?: string }) => void): void;
  write(piece: Uint8Array, done: () => void): void;
  read(): unknown;
  destroy(): void;
}
type CreateNative = (options: { chunkSize: number; params: Record<number, number> }) => NativeDecompress;

const NATIVE_CHUNK = 128 * 1024;
/** `ZSTD_d_windowLogMax`. */
const WINDOW_LOG_MAX = 100;

/** Node's own, which has it from 22.15 and 23.8 on; it computes in other threads. */
function nativeOf(module: object): CreateNative | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what older versions' types do not have
  const { createZstdDecompress } = module as { createZstdDecompress?: CreateNative };
  return createZstdDecompress;
}

class NativeDecoder implements Decoder {
  readonly #stream: NativeDecompress;
  #out: Uint8Array[] = [];
  #failure: Error | undefined;
  #settle: (() => void) | undefined;

  constructor(create: CreateNative) {
    this.#stream = create({
      chunkSize: NATIVE_CHUNK,
      params: { [WINDOW_LOG_MAX]: Math.log2(MOST_WINDOW) },
    });
    this.#stream.on('data', (piece) => this.#out.push(piece));
    this.#stream.on('error', (error) => {
      this.#failure =
        error.code === 'ZSTD_error_checksum_wrong' ? new Mismatch(error.message) : new Damaged(error.message);
      this.#settle?.();
    });
  }

  async *push(piece: Uint8Array): AsyncGenerator<Uint8Array> {
    await new Promise<void>((resolve) => {
      this.#settle = resolve;
      this.#stream.write(piece, resolve);
    });
    while (this.#failure === undefined && this.#stream.read() !== null) {
      // `read` hands what is still buffered to the listener for data.
    }
    const out = this.#out;
    this.#out = [];
    yield* out;
    if (this.#failure !== undefined) throw this.#failure;
  }

  close(): void {
    this.#stream.destroy();
  }
}

/** What of libzstd is called; places are in its memory. */
interface Library {
  readonly memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  ZSTD_createDCtx(): number;
  ZSTD_freeDCtx(context: number): number;
  ZSTD_decompressStream(context: number, output: number, input: number): number;
}

const IN_BYTES = 128 * 1024;
const OUT_BYTES = 128 * 1024;
/** So many are kept for the next file, and none that has more memory. */
const KEPT = 4;
const KEPT_BYTES = 64 * 2 ** 20;

const require = createRequire(import.meta.url);
let module: WebAssembly.Module | undefined;
const idle: LibraryDecoder[] = [];

/**
 * libzstd as the package zstddec has it compiled. Its own interface is not used: all streams would share one memory, which is not
 * given back where reading is given up, and one that is damaged is never at its end.
 */
function libraryModule(): WebAssembly.Module {
  const text = readFileSync(require.resolve('zstddec/stream'), 'latin1');
  const packed = /["'`](AGFzbQ[A-Za-z0-9+/=]{1000,})["'`]/.exec(text)?.[1];
  if (packed === undefined) throw new Error('zstddec has no WebAssembly');
  return new WebAssembly.Module(Buffer.from(packed, 'base64'));
}

class LibraryDecoder implements Decoder {
  readonly #calls: Library;
  readonly #in: number;
  readonly #out: number;
  /** `ZSTD_inBuffer` and `ZSTD_outBuffer`: place, size, and how much of it is used. */
  readonly #buffers: number;
  #context = 0;
  #isFailed = false;

  constructor() {
    module ??= libraryModule();
    const { exports } = new WebAssembly.Instance(module, {
      env: { emscripten_notify_memory_growth: () => 0 },
    });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the version is fixed, and tested
    this.#calls = exports as unknown as Library;
    this.#in = this.#calls.malloc(IN_BYTES);
    this.#out = this.#calls.malloc(OUT_BYTES);
    this.#buffers = this.#calls.malloc(24);
  }

  open(): this {
    this.#context = this.#calls.ZSTD_createDCtx();
    return this;
  }

  // oxlint-disable-next-line typescript/require-await -- the other decoder waits
  async *push(piece: Uint8Array): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < piece.length; at += IN_BYTES) yield* this.#push(piece.subarray(at, at + IN_BYTES));
  }

  *#push(piece: Uint8Array): Generator<Uint8Array> {
    const { memory } = this.#calls;
    const input = this.#buffers;
    const output = input + 12;
    new Uint8Array(memory.buffer, this.#in).set(piece);
    new Uint32Array(memory.buffer, input, 3).set([this.#in, piece.length, 0]);
    for (;;) {
      new Uint32Array(memory.buffer, output, 3).set([this.#out, OUT_BYTES, 0]);
      const result = this.#calls.ZSTD_decompressStream(this.#context, output, input) | 0;
      // It may have grown.
      const [, , used = 0, , , given = 0] = new Uint32Array(memory.buffer, this.#buffers, 6);
      if (given > 0) yield new Uint8Array(memory.buffer, this.#out, given);
      if (result < 0 && result > -1000) {
        this.#isFailed = true;
        if (-result === CHECKSUM_WRONG) throw new Mismatch();
        throw new Damaged(REASONS[-result] ?? `libzstd: ${-result}`);
      }
      if (used === piece.length && given < OUT_BYTES) return;
    }
  }

  close(): void {
    this.#calls.ZSTD_freeDCtx(this.#context);
    const isSmall = this.#calls.memory.buffer.byteLength <= KEPT_BYTES;
    if (!this.#isFailed && isSmall && idle.length < KEPT) idle.push(this);
  }
}

export function openLibrary(): Decoder {
  return (idle.pop() ?? new LibraryDecoder()).open();
}

/** Decoders of Node where it has them, else the library's. */
export function openDecoder(): Decoder {
  const native = nativeOf(zlib);
  return native === undefined ? openLibrary() : new NativeDecoder(native);
}
