import type { Head } from '../formats/format.ts';
import type { EvidenceFile } from './evidence-file.ts';
import { beginning } from './look-again.ts';

/** What is kept of a head once the file is recognised: the header that a format starts from, not 64 KiB a file. */
const KEPT_BYTES = 4096;
/** Of more files than these less is kept, and the header is read again with the file. */
export const MANY_FILES = 16_384;
const KEPT_OF_MANY_BYTES = 512;

/** Heads lie behind one another in blocks of so many bytes: memory of its own for each costs as much again. */
const BLOCK_BYTES = 2 ** 20;
let block = Buffer.alloc(0);
let used = 0;

/** Copies the bytes to where heads lie. */
function stored(bytes: Uint8Array): { block: Buffer; at: number } {
  if (used + bytes.length > block.length) {
    block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
    used = 0;
  }
  const at = used;
  block.set(bytes, at);
  used += bytes.length;
  return { block, at };
}

/** A head whose bytes and text are made when they are asked for: what is kept of each of very many files is small. */
class KeptHead implements Head {
  readonly #block: Buffer;
  readonly #at: number;
  readonly #length: number;
  readonly name: string;
  readonly whole: boolean;

  constructor(bytes: Uint8Array, name: string, whole: boolean) {
    ({ block: this.#block, at: this.#at } = stored(bytes));
    this.#length = bytes.length;
    this.name = name;
    this.whole = whole;
  }

  get bytes(): Uint8Array {
    return this.#block.subarray(this.#at, this.#at + this.#length);
  }

  get text(): string {
    return this.#block.toString('latin1', this.#at, this.#at + this.#length);
  }
}

/**
 * What is kept of a head.
 * @param id the file's number, from 0
 */
export function keptHead({ bytes, name, whole }: Head, id: number): { head: Head; brief: boolean } {
  const most = id < MANY_FILES ? KEPT_BYTES : KEPT_OF_MANY_BYTES;
  const kept = bytes.subarray(0, most);
  return {
    head: new KeptHead(kept, name, whole && kept.length === bytes.length),
    brief: most < KEPT_BYTES && kept.length < bytes.length,
  };
}

/** The file with as much of its head as a format starts from. */
export async function withHead(found: EvidenceFile): Promise<EvidenceFile> {
  if (found.brief !== true) return found;
  const { head, whole } = await beginning(found, KEPT_BYTES);
  return { ...found, head: { bytes: head, text: head.toString('latin1'), name: found.head.name, whole } };
}
