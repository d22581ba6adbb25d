// Without a port: the program's own WebAssembly, read once as it is needed.
import { readFileSync } from 'node:fs';

/** What of `src/kernel/assembly/unpack/` is called; places are in the machine's memory. */
interface Calls {
  readonly memory: WebAssembly.Memory;
  lz4Block(from: number, end: number, window: number, to: number, toEnd: number): number;
  readonly lz4End: WebAssembly.Global;
  xxh32Begin(): void;
  xxh32Add(from: number, length: number): void;
  xxh32End(): number;
  crc64(crc: bigint, from: number, length: number): bigint;
  bzBlock(bit: number, length: number, most: number): number;
  readonly bzEnd: WebAssembly.Global;
  readonly bzCrc: WebAssembly.Global;
  bzOut(): number;
  lzmaProperties(byte: number): number;
  lzmaReset(): void;
  lzmaChunk(length: number, to: number, toEnd: number, base: number, start: number): number;
  readonly lzmaEnd: WebAssembly.Global;
}

const PLACES = [
  'UNPACK_AT',
  'UNPACK_SLACK',
  'BZ_IN',
  'BZ_IN_BYTES',
  'BZ_OUT',
  'LZMA_IN',
  'LZMA_OUT',
] as const;
type Places = Record<(typeof PLACES)[number], number>;

const PAGE_BYTES = 65_536;
/** So many are kept for the next file, and none that has more memory. */
const KEPT = 4;
const KEPT_BYTES = 32 * 2 ** 20;

let module: WebAssembly.Module | undefined;
const idle: Machine[] = [];

function placesOf(exports: Record<string, WebAssembly.Global>): Places {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all names are there
  return Object.fromEntries(PLACES.map((name) => [name, exports[name]!.value])) as Places;
}

/** The decoders of `src/kernel/assembly/unpack/`, with a memory of their own: one file at a time. */
export class Machine {
  readonly calls: Calls;
  readonly places: Places;
  /** All of the memory; another view once it has grown. */
  bytes: Uint8Array = new Uint8Array(0);

  private constructor() {
    module ??= new WebAssembly.Module(readFileSync(new URL('../../../kernel/kernel.wasm', import.meta.url)));
    const unused = (): number => 0;
    const host = {
      textCode: unused,
      v4Code: unused,
      addressCode: unused,
      dayAt: unused,
      stampAt: unused,
    };
    const { exports } = new WebAssembly.Instance(module, { host });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is built together with this file
    this.calls = exports as unknown as Calls;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same
    this.places = placesOf(exports as Record<string, WebAssembly.Global>);
  }

  /** Lends one; without `return` it is lost to the collector. */
  static borrow(): Machine {
    return idle.pop() ?? new Machine();
  }

  return(): void {
    if (idle.length < KEPT && this.bytes.length <= KEPT_BYTES) idle.push(this);
  }

  /** Makes room up to this place. Views taken before are empty then. */
  reserve(end: number): void {
    const { memory } = this.calls;
    const missing = end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    if (this.bytes.buffer !== memory.buffer) this.bytes = new Uint8Array(memory.buffer);
  }
}
