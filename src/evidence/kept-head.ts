import type { Head } from '../formats/format.ts';
import type { Found } from './found.ts';
import { beginning } from './look-again.ts';

/** What is kept of a head once the file is recognised: the header that a format starts from, not 64 KiB a file. */
const KEPT_BYTES = 4096;
/** Of more files than these less is kept, and the header is read again with the file. */
const MANY_FILES = 16_384;
const KEPT_OF_MANY_BYTES = 512;

/** A head whose text is made when it is asked for. */
class KeptHead implements Head {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly whole: boolean;

  constructor(bytes: Uint8Array, name: string, whole: boolean) {
    this.bytes = bytes;
    this.name = name;
    this.whole = whole;
  }

  get text(): string {
    const { buffer, byteOffset, length } = this.bytes;
    return Buffer.from(buffer, byteOffset, length).toString('latin1');
  }
}

/**
 * What is kept of a head.
 * @param id the file's number, from 0
 */
export function keptHead({ bytes, name, whole }: Head, id: number): { head: Head; brief: boolean } {
  const most = id < MANY_FILES ? KEPT_BYTES : KEPT_OF_MANY_BYTES;
  // What `open` holds on to must not be the whole head.
  const kept = bytes.slice(0, most);
  return {
    head: new KeptHead(kept, name, whole && kept.length === bytes.length),
    brief: most < KEPT_BYTES && kept.length < bytes.length,
  };
}

/** The file with as much of its head as a format starts from. */
export async function withHead(found: Found): Promise<Found> {
  if (found.brief !== true) return found;
  const { head, whole } = await beginning(found, KEPT_BYTES);
  return { ...found, head: new KeptHead(head, found.head.name, whole) };
}
