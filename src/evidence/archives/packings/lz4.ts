import { Damaged, isSkippable, lengthBehind, need, Refused, Short, skip, uint32 } from './packing.ts';
import type { Decode, Progress } from './packing.ts';
import { Machine } from './machine.ts';
import type { ByteSource } from '../inflate.ts';
import { worded } from '../../worded.ts';

// LZ4's frames: https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md. Its blocks are of 4 MiB at most, and copy from
// up to 64 KiB before.

export const LZ4_MARK = 0x184d2204;
const WINDOW_BYTES = 65_536;

/** What a frame says of itself. */
interface Frame {
  /** Blocks copy from those before. */
  isLinked: boolean;
  hasBlockChecksums: boolean;
  hasChecksum: boolean;
  /** What a block holds at most. */
  blockBytes: number;
  contentBytes?: number;
}

async function readFrame(source: ByteSource, machine: Machine): Promise<Frame> {
  const [flags = 0, sizes = 0] = await need(source, 2);
  const code = (sizes >> 4) & 7;
  if (flags >> 6 !== 1 || (flags & 2) !== 0 || (sizes & 0x8f) !== 0 || code < 4)
    throw new Damaged('invalid frame header');
  const optional = await need(source, ((flags & 8) === 0 ? 0 : 8) + ((flags & 1) === 0 ? 0 : 4));
  const [check = 0] = await need(source, 1);
  const header = Uint8Array.of(flags, sizes, ...optional);
  machine.bytes.set(header, machine.places.UNPACK_AT);
  if (((hashOf(machine, machine.places.UNPACK_AT, header.length) >>> 8) & 0xff) !== check) {
    throw new Damaged('incorrect header check');
  }
  if ((flags & 1) !== 0) throw new Refused(worded('packedDictionary'));
  return {
    isLinked: (flags & 0x20) === 0,
    hasBlockChecksums: (flags & 0x10) !== 0,
    hasChecksum: (flags & 4) !== 0,
    blockBytes: 2 ** (8 + 2 * code),
    ...((flags & 8) !== 0 && {
      contentBytes: uint32(optional) + uint32(optional, 4) * 2 ** 32,
    }),
  };
}

/** XXH32 of what lies in the memory. */
function hashOf({ calls }: Machine, at: number, length: number): number {
  calls.xxh32Begin();
  calls.xxh32Add(at, length);
  return calls.xxh32End() >>> 0;
}

/** The blocks of a frame. */
async function* blocksOf(
  source: ByteSource,
  machine: Machine,
  { isLinked, hasBlockChecksums, hasChecksum, blockBytes, contentBytes }: Frame,
  progress: Progress,
): AsyncGenerator<Uint8Array> {
  const { calls, places } = machine;
  const from = places.UNPACK_AT;
  const to = from + blockBytes + places.UNPACK_SLACK + WINDOW_BYTES;
  machine.reserve(to + blockBytes + places.UNPACK_SLACK);
  const { bytes } = machine;
  let held = 0;
  let content = 0;
  calls.xxh32Begin();
  for (;;) {
    const size = uint32(await need(source, 4));
    if (size === 0) break;
    const isStored = size >= 2 ** 31;
    const length = size % 2 ** 31;
    if (length > blockBytes) throw new Damaged('invalid block size');
    const at = isStored ? to : from;
    const filled = await source.into(bytes.subarray(at, at + length));
    const isWhole = isStored
      ? filled === length
      : calls.lz4Block(from, from + filled, to - held, to, to + blockBytes) !== 0 && filled === length;
    const end = isStored ? to + filled : calls.lz4End.value;
    if (end > to) {
      if (hasChecksum) calls.xxh32Add(to, end - to);
      content += end - to;
      yield bytes.subarray(to, end);
    }
    if (!isWhole) throw filled < length ? new Short() : new Damaged('invalid block');
    if (hasBlockChecksums) {
      const check = uint32(await need(source, 4));
      // The content's hash goes on from block to block, and says as much as those of the blocks.
      if (!hasChecksum && hashOf(machine, at, length) !== check) progress.isWrong = true;
    }
    if (!isLinked) continue;
    const kept = Math.min(WINDOW_BYTES, held + end - to);
    bytes.copyWithin(to - kept, end - kept, end);
    held = kept;
  }
  if (contentBytes !== undefined && content !== contentBytes) throw new Damaged('incorrect length check');
  if (hasChecksum && uint32(await need(source, 4)) !== calls.xxh32End() >>> 0) progress.isWrong = true;
}

export const lz4: Decode = async function* lz4(source, progress) {
  const machine = Machine.borrow();
  try {
    machine.reserve(machine.places.UNPACK_AT + WINDOW_BYTES);
    for (let frames = 0; ; frames += 1) {
      const mark = await source.take(4);
      if (frames > 0 && mark.length === 0) return;
      if (mark.length === 4 && isSkippable(uint32(mark))) {
        await skip(source, uint32(await need(source, 4)));
      } else if (mark.length === 4 && uint32(mark) === LZ4_MARK) {
        yield* blocksOf(source, machine, await readFrame(source, machine), progress);
      } else {
        progress.behind = await lengthBehind(source, mark);
        return;
      }
    }
  } finally {
    machine.return();
  }
};
