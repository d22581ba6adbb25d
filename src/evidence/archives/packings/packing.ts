import { setImmediate as turn } from 'node:timers/promises';
import { messageOf } from '../../../model/reason.ts';
import { worded } from '../../worded.ts';
import type { Outcome } from '../gunzip.ts';
import { ByteSource } from '../inflate.ts';
import type { Inflated } from '../meter.ts';

/** How one file is packed by itself, as the manifest names it. */
export interface Packing {
  name: 'gzip' | 'zstd' | 'xz' | 'bzip2' | 'lz4';
  /** What names of such files end in, the usual ending first. */
  endings: readonly [string, ...string[]];
  /** Does a file begin so? */
  begins: (head: Uint8Array) => boolean;
  /**
   * Unpacks a file of one or many streams. What can be read is delivered; why it ends early, a wrong checksum, or bytes
   * behind the end go to `outcome`. Never throws on any bytes. A block is valid until the next one is asked for.
   * @param bound what may come out of it; undefined of a beginning, which is bounded by itself
   * @param careful from this stored byte on, in small steps; see `secondLook`
   */
  unpack: (
    stored: AsyncIterator<Uint8Array>,
    bound: Inflated | undefined,
    outcome: Outcome,
    careful?: number,
  ) => AsyncGenerator<Uint8Array>;
}

/** The file ends before the stream does. */
export class Short extends Error {}

/** The stream is not as it must be; the message says how, in a few words of English as zlib's are. */
export class Damaged extends Error {}

/** The stream may be right, but is not unpacked: the message is a packed reason. */
export class Refused extends Error {}

/** What a decoder says on the way. */
export interface Progress {
  /** Bytes that were taken from the source and not used yet. */
  ahead: number;
  /** A checksum did not match. */
  isWrong: boolean;
  /** Bytes behind the end that are neither a stream nor padding. */
  behind: number;
  /** Where the step began that is being worked on, if a smaller one may give more of damaged data. */
  stepAt?: number;
}

/** Gives the content; throws `Short`, `Damaged` or `Refused` behind what could be read. */
export type Decode = (source: ByteSource, progress: Progress, careful: number) => AsyncGenerator<Uint8Array>;

/** After so much content others have their turn: decoders compute in the main thread, and wait for nobody. */
const TURN_BYTES = 2 ** 20;

/** How a file is unpacked by a decoder: within the limits, and with what is to be said of the end. */
export function unpackedBy(name: Packing['name'], decode: Decode): Packing['unpack'] {
  return async function* unpack(stored, bound, outcome, careful = Infinity) {
    const source = new ByteSource(stored);
    const progress: Progress = { ahead: 0, isWrong: false, behind: 0 };
    let content = 0;
    let since = 0;
    try {
      for await (const block of decode(source, progress, careful)) {
        const over = bound?.over(content + block.length);
        if (over !== undefined) throw new Refused(over);
        content += block.length;
        since += block.length;
        yield block;
        if (since < TURN_BYTES) continue;
        since = 0;
        await turn();
      }
    } catch (error) {
      const left = (bound?.stored ?? source.consumed) - source.consumed + progress.ahead;
      outcome.problem ??= endOf(error, {
        packing: name,
        bytes: content,
        left: Math.max(0, left),
        stored: bound?.stored ?? 0,
      });
      outcome.partial = true;
      if (error instanceof Damaged && progress.stepAt !== undefined) outcome.damagedAt = progress.stepAt;
      return;
    }
    if (progress.isWrong) outcome.problem ??= worded('packedChecksum', { packing: name });
    if (progress.behind > 0)
      outcome.problem ??= worded('packedBehind', { packing: name, bytes: progress.behind });
  };
}

/** How far unpacking came. */
interface End {
  packing: Packing['name'];
  /** Of content. */
  bytes: number;
  /** Of the file's stored bytes, those that were not read. */
  left: number;
  stored: number;
}

/** Why a decoder gave up, as a reason. */
function endOf(error: unknown, { packing, bytes, left, stored }: End): string {
  if (error instanceof Short) return worded('packedShort', { packing, bytes });
  if (error instanceof Refused)
    return worded('arcStopped', { why: messageOf(error.message), bytes, left, stored });
  // A decoder that left its memory was led there by the data; a range error says that there is no more memory.
  const isTrap = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
  if (error instanceof Damaged || isTrap) {
    return worded('packedDamaged', { packing, bytes, damage: error.message });
  }
  throw error;
}

/** Exactly so many bytes. */
export async function need(source: ByteSource, count: number): Promise<Uint8Array> {
  const bytes = await source.take(count);
  if (bytes.length < count) throw new Short();
  return bytes;
}

export async function skip(source: ByteSource, count: number): Promise<void> {
  for (let left = count; left > 0;) {
    const piece = await source.peek(left);
    if (piece === undefined) throw new Short();
    source.advance(piece.length);
    left -= piece.length;
  }
}

/** How many bytes follow, with these first. None if they are padding: zeros, of tapes and block devices. */
export async function lengthBehind(source: ByteSource, first: Uint8Array): Promise<number> {
  let { length } = first;
  let isPadding = first.every((byte) => byte === 0);
  for (;;) {
    const piece = await source.peek(Infinity);
    if (piece === undefined) return isPadding ? 0 : length;
    length += piece.length;
    isPadding &&= piece.every((byte) => byte === 0);
    source.advance(piece.length);
  }
}

export function uint32(bytes: Uint8Array, at = 0): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(at, true);
}

/** Frames that zstd and LZ4 pass over hold what is not content: the first of their sixteen marks. */
const SKIPPABLE = 0x184d2a50;

export function isSkippable(mark: number): boolean {
  return (mark & 0xfffffff0) >>> 0 === SKIPPABLE;
}

/** The mark of the first frame that is not passed over, as far as it can be seen. */
export function markOf(head: Uint8Array): number | undefined {
  for (let at = 0; at + 4 <= head.length;) {
    const mark = uint32(head, at);
    if (!isSkippable(mark) || at + 8 > head.length) return mark;
    at += 8 + uint32(head, at + 4);
  }
  return undefined;
}
