import { Damaged, lengthBehind, Short } from './packing.ts';
import type { Decode, Progress } from './packing.ts';
import { Machine } from './machine.ts';
import type { ByteSource } from '../inflate.ts';

// A stream of bzip2 is `BZh`, a digit, blocks that begin at any bit, and a mark with the checksum of all of them. Programs that
// use many processors write one stream for each block. There is no specification but the source: https://sourceware.org/bzip2/.

const BLOCK_MARK = 0x314159265359;
const END_MARK = 0x177245385090;
const BLOCK_UNIT = 100_000;
/** Mark and checksum of a block, or of the end. */
const HEAD_BITS = 80;
/** More than blocks of text have; a block that has more is read again, with all that it may have. */
const USUAL_BYTES = 1_000_000;

export function isBzip2(head: Uint8Array): boolean {
  const [b, z, h, digit = 0] = head;
  return b === 0x42 && z === 0x5a && h === 0x68 && digit >= 0x31 && digit <= 0x39;
}

/** The packed bytes in the machine's memory, and how far they are used. */
class Input {
  readonly machine: Machine;
  readonly #source: ByteSource;
  readonly #progress: Progress;
  /** Bits that are used. */
  bit = 0;
  length = 0;
  isAll = false;

  constructor(source: ByteSource, machine: Machine, progress: Progress) {
    this.#source = source;
    this.machine = machine;
    this.#progress = progress;
    const { BZ_IN, BZ_IN_BYTES, UNPACK_SLACK } = machine.places;
    // What is damaged is read up to some bytes behind its end.
    machine.reserve(BZ_IN + BZ_IN_BYTES + UNPACK_SLACK + 65_536);
  }

  /** Reads on, unless so many bytes are there. */
  async ensure(bytes: number): Promise<void> {
    const used = Math.floor(this.bit / 8);
    if (!this.isAll && this.length - used < bytes) {
      const { machine } = this;
      const { BZ_IN, BZ_IN_BYTES } = machine.places;
      machine.bytes.copyWithin(BZ_IN, BZ_IN + used, BZ_IN + this.length);
      this.length -= used;
      this.bit -= used * 8;
      const filled = await this.#source.into(
        machine.bytes.subarray(BZ_IN + this.length, BZ_IN + BZ_IN_BYTES),
      );
      this.length += filled;
      this.isAll = this.length < BZ_IN_BYTES;
    }
    this.#progress.ahead = this.length - Math.floor(this.bit / 8);
  }

  /** The next bits as a number, 48 at most. */
  take(count: number): number {
    if (this.bit + count > this.length * 8) throw new Short();
    const { bytes, places } = this.machine;
    let value = 0;
    for (let left = count; left > 0;) {
      const [place, offset] = [Math.floor(this.bit / 8), this.bit % 8];
      const bits = Math.min(left, 8 - offset);
      const byte = bytes[places.BZ_IN + place] ?? 0;
      value = value * 2 ** bits + ((byte >> (8 - offset - bits)) & (2 ** bits - 1));
      this.bit += bits;
      left -= bits;
    }
    return value;
  }

  /** What is not used, from the next whole byte on. */
  rest(): Uint8Array {
    const { BZ_IN } = this.machine.places;
    return this.machine.bytes.subarray(BZ_IN + Math.ceil(this.bit / 8), BZ_IN + this.length);
  }
}

/** Reads a block behind its head into the machine. */
async function readBlock(input: Input, most: number): Promise<void> {
  const { calls, places } = input.machine;
  let isRead = calls.bzBlock(input.bit, input.length, most) !== 0;
  if (!isRead && !input.isAll) {
    await input.ensure(places.BZ_IN_BYTES);
    isRead = calls.bzBlock(input.bit, input.length, most) !== 0;
  }
  if (!isRead) {
    // A block is of one piece: of one that is cut nothing can be read.
    if (input.isAll && calls.bzEnd.value > input.length * 8) throw new Short();
    throw new Damaged('invalid block');
  }
  input.bit = calls.bzEnd.value;
}

/** The blocks of a stream behind its first four bytes. */
async function* blocksOf(input: Input, most: number, progress: Progress): AsyncGenerator<Uint8Array> {
  const { machine } = input;
  const { calls, places } = machine;
  let all = 0;
  for (;;) {
    await input.ensure(USUAL_BYTES);
    if (input.bit + HEAD_BITS > input.length * 8) throw new Short();
    const mark = input.take(48);
    const check = input.take(32);
    if (mark === END_MARK) {
      if (all >>> 0 !== check) progress.isWrong = true;
      return;
    }
    if (mark !== BLOCK_MARK) throw new Damaged('invalid block header');
    await readBlock(input, most);
    for (let length = calls.bzOut(); length > 0; length = calls.bzOut()) {
      yield machine.bytes.subarray(places.BZ_OUT, places.BZ_OUT + length);
    }
    const own = ~calls.bzCrc.value >>> 0;
    if (own !== check) progress.isWrong = true;
    all = ((all << 1) | (all >>> 31)) ^ own;
  }
}

export const bzip2: Decode = async function* bzip2(source, progress) {
  const machine = Machine.borrow();
  try {
    const input = new Input(source, machine, progress);
    for (let streams = 0; ; streams += 1) {
      input.bit = Math.ceil(input.bit / 8) * 8;
      await input.ensure(USUAL_BYTES);
      const rest = input.rest();
      if (streams > 0 && rest.length === 0) return;
      if (!isBzip2(rest)) {
        progress.behind = await lengthBehind(source, rest);
        return;
      }
      input.bit += 32;
      yield* blocksOf(input, (rest[3]! - 0x30) * BLOCK_UNIT, progress);
    }
  } finally {
    machine.return();
  }
};
