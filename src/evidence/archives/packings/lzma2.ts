import { Damaged, need, Short } from './packing.ts';
import type { Machine } from './machine.ts';
import type { ByteSource } from '../inflate.ts';

// https://tukaani.org/xz/xz-file-format.txt, section 5.3.1: chunks of up to 64 KiB packed and 2 MiB of content.

/** Content in the machine's memory, which later content copies from; places. */
export interface Dictionary {
  readonly machine: Machine;
  /** Where position 0 lies, which may be before all that is held. */
  begin: number;
  /** Where content goes next. */
  end: number;
}

const CHUNK_BYTES = 2 ** 21;
/** Content is written behind content until there is so much more than is needed; then what is needed moves to the beginning. */
const LEAST_SPARE = 4 * 2 ** 20;
const MOST_SPARE = 16 * 2 ** 20;

/** Makes room for a chunk. */
function makeRoom(dictionary: Dictionary, bytes: number, keep: number): void {
  const { machine } = dictionary;
  const { LZMA_OUT, UNPACK_SLACK } = machine.places;
  const spare = Math.min(MOST_SPARE, Math.max(LEAST_SPARE, keep));
  const { end } = dictionary;
  if (end + bytes > LZMA_OUT + keep + spare && end - keep > LZMA_OUT) {
    machine.bytes.copyWithin(LZMA_OUT, end - keep, end);
    dictionary.end = LZMA_OUT + keep;
    dictionary.begin -= end - dictionary.end;
  }
  machine.reserve(dictionary.end + bytes + UNPACK_SLACK);
}

/** Which chunk it is: what it says before it, in bytes. */
interface Chunk {
  isPacked: boolean;
  contentBytes: number;
  packedBytes: number;
}

/** What must come before a chunk of another kind may. */
interface Needs {
  dictionary: boolean;
  properties: boolean;
  state: boolean;
}

/** Reads what is before a chunk, and does what it says. Undefined: it is the end. */
async function readChunk(
  source: ByteSource,
  dictionary: Dictionary,
  needs: Needs,
): Promise<Chunk | undefined> {
  const { calls, places } = dictionary.machine;
  const [control = 0] = await need(source, 1);
  if (control === 0) return undefined;
  if (control >= 0xe0 || control === 1) {
    dictionary.begin = places.LZMA_OUT;
    dictionary.end = places.LZMA_OUT;
    needs.dictionary = false;
    needs.properties = true;
  }
  if (needs.dictionary || (control > 2 && control < 0x80)) throw new Damaged('invalid chunk');
  const sizes = await need(source, control < 0x80 ? 2 : 4);
  const size = (at: number): number => sizes[at]! * 256 + sizes[at + 1]! + 1;
  if (control < 0x80) return { isPacked: false, contentBytes: size(0), packedBytes: size(0) };
  if (control >= 0xc0) {
    const [properties = 255] = await need(source, 1);
    if (calls.lzmaProperties(properties) === 0) throw new Damaged('invalid properties');
    needs.properties = false;
    needs.state = true;
  }
  if (needs.properties) throw new Damaged('invalid chunk');
  if (control >= 0xa0 || needs.state) {
    if (control < 0xa0) throw new Damaged('invalid chunk');
    calls.lzmaReset();
    needs.state = false;
  }
  return { isPacked: true, contentBytes: (control & 0x1f) * 65_536 + size(0), packedBytes: size(2) };
}

/**
 * The content of one LZMA2 stream; the source is left behind its end mark.
 * @param keep how far back content may be copied from
 */
export async function* lzma2(
  source: ByteSource,
  dictionary: Dictionary,
  keep: number,
): AsyncGenerator<Uint8Array> {
  const { machine } = dictionary;
  const { calls, places } = machine;
  const needs: Needs = { dictionary: true, properties: true, state: true };
  machine.reserve(places.LZMA_OUT + CHUNK_BYTES + places.UNPACK_SLACK);
  for (;;) {
    const chunk = await readChunk(source, dictionary, needs);
    if (chunk === undefined) return;
    const { isPacked, contentBytes, packedBytes } = chunk;
    makeRoom(dictionary, contentBytes, keep);
    const { bytes } = machine;
    const to = dictionary.end;
    const at = isPacked ? places.LZMA_IN : to;
    const filled = await source.into(bytes.subarray(at, at + packedBytes));
    const isWhole = isPacked
      ? calls.lzmaChunk(filled, to, to + contentBytes, places.LZMA_OUT, dictionary.begin) !== 0
      : filled === packedBytes;
    dictionary.end = isPacked ? calls.lzmaEnd.value : to + filled;
    if (dictionary.end > to) yield bytes.subarray(to, dictionary.end);
    if (filled < packedBytes) throw new Short();
    if (!isWhole) throw new Damaged('invalid data');
  }
}
