import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Damaged, lengthBehind, need, Refused, Short, uint32 } from './packing.ts';
import type { Decode, Progress } from './packing.ts';
import { lzma2 } from './lzma2.ts';
import type { Dictionary } from './lzma2.ts';
import { Machine } from './machine.ts';
import type { ByteSource } from '../inflate.ts';
import { worded } from '../../worded.ts';

// https://tukaani.org/xz/xz-file-format.txt: streams of blocks, each with a checksum, and of an index that says how long they are.

const MARK = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0] as const;
const FOOTER_MARK = 0x5a59;
/** Bytes of a block's checksum by the kind that a stream has; the rest of the sixteen are nobody's. */
const CHECK_BYTES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64] as const;
const [CRC32, CRC64, SHA256] = [1, 4, 10] as const;
const LZMA2 = 0x21;
/** What xz keeps of the content before at its highest level is 64 MiB, and twice that is all that is kept here. */
const MOST_DICTIONARY = 128 * 2 ** 20;

export function isXz(head: Uint8Array): boolean {
  return MARK.every((byte, at) => head[at] === byte);
}

/** A number of seven bits a byte, the lowest first. */
function numberAt(bytes: Uint8Array, at: number): { value: number; end: number } {
  let value = 0;
  for (let i = 0; i < 9; i += 1) {
    const byte = bytes[at + i];
    if (byte === undefined) break;
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) return { value, end: at + i + 1 };
  }
  throw new Damaged('invalid number');
}

/** The same, written. */
function written(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

/** What a block says of itself. */
interface Block {
  headerBytes: number;
  dictionaryBytes: number;
  packedBytes?: number;
  contentBytes?: number;
}

async function readBlockHeader(source: ByteSource, size: number): Promise<Block> {
  const header = Uint8Array.of(size, ...(await need(source, size * 4 + 3)));
  const end = header.length - 4;
  if (crc32(header.subarray(0, end)) !== uint32(header, end))
    throw new Damaged('incorrect block header check');
  const flags = header[1]!;
  let at = 2;
  const sizeIf = (flag: number): number | undefined => {
    if ((flags & flag) === 0) return undefined;
    const { value, end: behind } = numberAt(header.subarray(0, end), at);
    at = behind;
    return value;
  };
  const packedBytes = sizeIf(0x40);
  const contentBytes = sizeIf(0x80);
  if ((flags & 0x3f) !== 0 || header[at] !== LZMA2) throw new Refused(worded('packedFilter'));
  const bits = header[at + 2] ?? 255;
  if (header[at + 1] !== 1 || bits > 40) throw new Damaged('invalid filter');
  if (header.subarray(at + 3, end).some((byte) => byte !== 0)) throw new Refused(worded('packedFilter'));
  const dictionaryBytes = bits === 40 ? 2 ** 32 - 1 : (2 | (bits & 1)) * 2 ** (Math.floor(bits / 2) + 11);
  if (dictionaryBytes > MOST_DICTIONARY) {
    throw new Refused(worded('packedWindow', { bytes: dictionaryBytes, most: MOST_DICTIONARY }));
  }
  return {
    headerBytes: header.length,
    dictionaryBytes,
    ...(packedBytes !== undefined && { packedBytes }),
    ...(contentBytes !== undefined && { contentBytes }),
  };
}

/** Takes in a block's content, and says whether its checksum is this one. */
interface Check {
  add(block: Uint8Array, dictionary: Dictionary): void;
  is(stored: Uint8Array): boolean;
}

function checkOf(kind: number): Check {
  if (kind === CRC32) {
    let sum = 0;
    return { add: (block) => (sum = crc32(block, sum)), is: (stored) => uint32(stored) === sum };
  }
  if (kind === CRC64) {
    let sum = 0n;
    return {
      add: (block, { machine }) => (sum = machine.calls.crc64(sum, block.byteOffset, block.length)),
      is: (stored) =>
        new DataView(stored.buffer, stored.byteOffset).getBigUint64(0, true) === BigInt.asUintN(64, sum),
    };
  }
  if (kind === SHA256) {
    const hash = createHash('sha256');
    return { add: (block) => hash.update(block), is: (stored) => hash.digest().equals(stored) };
  }
  return { add: () => undefined, is: () => true };
}

/** How many blocks there were, and the checksum of what the index must say of them. */
interface Sizes {
  count: number;
  sum: number;
}

async function* blockOf(
  source: ByteSource,
  size: number,
  { kind, dictionary, sizes, progress }: Stream,
): AsyncGenerator<Uint8Array> {
  const begin = source.consumed - 1;
  const { headerBytes, dictionaryBytes, packedBytes, contentBytes } = await readBlockHeader(source, size);
  const check = checkOf(kind);
  let content = 0;
  for await (const block of lzma2(source, dictionary, dictionaryBytes)) {
    check.add(block, dictionary);
    content += block.length;
    yield block;
  }
  const packed = source.consumed - begin - headerBytes;
  if (packed !== (packedBytes ?? packed) || content !== (contentBytes ?? content)) {
    throw new Damaged('incorrect block size');
  }
  const padding = await need(source, (4 - (packed % 4)) % 4);
  if (padding.some((byte) => byte !== 0)) throw new Damaged('invalid block padding');
  const checkBytes = CHECK_BYTES[kind] ?? 0;
  if (!check.is(await need(source, checkBytes))) progress.isWrong = true;
  sizes.count += 1;
  const record = [...written(headerBytes + packed + checkBytes), ...written(content)];
  sizes.sum = crc32(Uint8Array.from(record), sizes.sum);
}

/** The index, which must say what was read, and the footer. */
async function readIndex(source: ByteSource, flags: Uint8Array, sizes: Sizes): Promise<void> {
  const begin = source.consumed - 1;
  let all = crc32(Uint8Array.of(0));
  const next = async (): Promise<number> => {
    const byte = await need(source, 1);
    all = crc32(byte, all);
    return byte[0]!;
  };
  const count: number[] = [];
  do count.push(await next());
  while (count.at(-1)! >= 128 && count.length < 9);
  if (numberAt(Uint8Array.from(count), 0).value !== sizes.count) throw new Damaged('incorrect index');
  let sum = 0;
  for (let numbers = 0; numbers < sizes.count * 2;) {
    // As many bytes as numbers are missing are there at least.
    const piece = await source.peek(sizes.count * 2 - numbers);
    if (piece === undefined) throw new Short();
    for (const byte of piece) if (byte < 128) numbers += 1;
    sum = crc32(piece, sum);
    all = crc32(piece, all);
    source.advance(piece.length);
  }
  if (sum !== sizes.sum) throw new Damaged('incorrect index');
  while ((source.consumed - begin) % 4 !== 0)
    if ((await next()) !== 0) throw new Damaged('invalid index padding');
  const length = source.consumed - begin;
  if (uint32(await need(source, 4)) !== all) throw new Damaged('incorrect index check');
  const footer = await need(source, 12);
  const isFooter =
    uint32(footer) === crc32(footer.subarray(4, 10)) &&
    uint32(footer, 4) * 4 === length &&
    footer[8] === flags[0] &&
    footer[9] === flags[1] &&
    (footer[10]! | (footer[11]! << 8)) === FOOTER_MARK;
  if (!isFooter) throw new Damaged('invalid stream footer');
}

/** What the blocks of a stream share. */
interface Stream {
  kind: number;
  dictionary: Dictionary;
  sizes: Sizes;
  progress: Progress;
}

/** A stream behind its mark. */
async function* streamOf(
  source: ByteSource,
  dictionary: Dictionary,
  progress: Progress,
): AsyncGenerator<Uint8Array> {
  const flags = await need(source, 2);
  if (uint32(await need(source, 4)) !== crc32(flags)) throw new Damaged('incorrect stream header check');
  const kind = flags[1]!;
  if (flags[0] !== 0 || kind > 15) throw new Damaged('invalid stream flags');
  const sizes: Sizes = { count: 0, sum: 0 };
  for (;;) {
    const [size = 0] = await need(source, 1);
    if (size === 0) {
      await readIndex(source, flags, sizes);
      return;
    }
    yield* blockOf(source, size, { kind, dictionary, sizes, progress });
  }
}

/** Passes over what is between streams: zeros, four at a time. @returns the first bytes of what follows, empty at the end */
async function beginningOf(source: ByteSource): Promise<Uint8Array> {
  for (;;) {
    const first = await source.take(4);
    if (first.length === 4 && first.every((byte) => byte === 0)) continue;
    return Uint8Array.of(...first, ...(first[0] === MARK[0] ? await source.take(2) : []));
  }
}

export const xz: Decode = async function* xz(source, progress) {
  const machine = Machine.borrow();
  const dictionary: Dictionary = { machine, end: 0, begin: 0 };
  try {
    for (let streams = 0; ; streams += 1) {
      const mark = await beginningOf(source);
      if (streams > 0 && mark.length === 0) return;
      if (mark.length < MARK.length || !isXz(mark)) {
        progress.behind = await lengthBehind(source, mark);
        return;
      }
      yield* streamOf(source, dictionary, progress);
    }
  } finally {
    machine.return();
  }
};
