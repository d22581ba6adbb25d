import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import type { Effects } from '../effects.ts';
import { UserError } from '../errors.ts';
import type { Outcome } from './archives/gunzip.ts';
import { gunzip } from './archives/gunzip.ts';
import { secondLook } from './archives/inflate.ts';
import type { Found, Opened, ReadEnd } from './found.ts';
import { fsReason } from './fs-reason.ts';
import type { Limits } from './limits.ts';
import { LIMITS } from './limits.ts';

/** Measured: larger blocks are no faster, smaller ones cost a turn of the event loop each. */
const BLOCK_BYTES = 4 * 2 ** 20;
const SMALL_BLOCK_BYTES = 64 * 1024;
/** For a file that grew since its size was taken. */
const MIN_BLOCK_BYTES = 4096;

/** A file on disk: its name, as bytes where it is not valid UTF-8, and its size as the survey saw it. */
export interface Stored {
  at: string | Buffer;
  bytes: number;
}

/** Memory that is not cleared first. No `Buffer`, whose `slice` does not copy what is only lent. */
function block(bytes: number): Uint8Array {
  return new Uint8Array(Buffer.allocUnsafeSlow(bytes).buffer);
}

/**
 * The file in blocks, hashed on the way; the next block is read while the caller works on the last one, into
 * the other of two buffers. A read error ends it and is left in `outcome`.
 */
async function* readBlocks(
  file: Stored,
  blockBytes: number,
  hash: Hash | undefined,
  outcome: Outcome,
  effects: Effects,
): AsyncGenerator<Uint8Array> {
  try {
    const handle = await effects.fs.open(file.at, 'r');
    try {
      // One byte more than the file has, so that the second read sees its end.
      const size = Math.min(blockBytes, Math.max(file.bytes + 1, MIN_BLOCK_BYTES));
      const buffers = [block(size), block(size)] as const;
      let turn = 0;
      const read = async (): Promise<Uint8Array> => {
        const buffer = buffers[turn === 0 ? 0 : 1];
        turn = 1 - turn;
        const { bytesRead } = await handle.read(buffer, 0, size, null);
        return buffer.subarray(0, bytesRead);
      };
      let pending = read();
      try {
        for (;;) {
          const filled = await pending;
          if (filled.length === 0) return;
          pending = read();
          hash?.update(filled);
          yield filled;
        }
      } finally {
        await Promise.allSettled([pending]);
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    outcome.problem = `reading failed: ${fsReason(error)}`;
  }
}

/**
 * Opens a file to be read once; see `Opened`.
 * @param cut why the file on disk is only a part of what it was copied from
 */
export function openStored(
  file: Stored,
  compressed: boolean,
  limits: Limits,
  effects: Effects,
  cut?: string,
): Opened {
  const hash = createHash('sha256');
  const reading: Outcome = {};
  const blocks = readBlocks(file, BLOCK_BYTES, hash, reading, effects);
  let settle: (end: ReadEnd) => void = () => undefined;
  const ended = new Promise<ReadEnd>((resolve) => {
    settle = resolve;
  });
  let started = false;

  /** Reads what is left of the stored bytes, so that the hash is that of the whole file. */
  async function finish(problem: string | undefined): Promise<void> {
    let block = await blocks.next();
    while (block.done !== true) block = await blocks.next();
    const whole = reading.problem === undefined && cut === undefined;
    const problems = [cut, problem, reading.problem].filter((text) => text !== undefined);
    settle({
      ...(whole && { sha256: hash.digest('hex') }),
      ...(problems.length > 0 && { problem: problems.join('; ') }),
    });
  }

  /** A second look at damaged data opens the file again; the hash is taken the first time. */
  async function* reopened(careful: number, outcome: Outcome): AsyncGenerator<Uint8Array> {
    delete outcome.problem;
    const again = readBlocks(file, BLOCK_BYTES, undefined, outcome, effects);
    try {
      yield* gunzip(again, limits, outcome, careful);
    } finally {
      await again.return(undefined);
    }
  }

  function inflated(outcome: Outcome): AsyncGenerator<Uint8Array> {
    return secondLook(
      (careful, end) => (careful < Infinity ? reopened(careful, end) : gunzip(blocks, limits, end)),
      outcome,
    );
  }

  async function* content(): AsyncGenerator<Uint8Array> {
    started = true;
    let delivered = 0;
    let done = false;
    const outcome: Outcome = {};
    try {
      for await (const block of compressed ? inflated(outcome) : blocks) {
        delivered += block.length;
        yield block;
      }
      await finish(outcome.problem);
      done = true;
    } finally {
      if (!done) {
        await blocks.return(undefined);
        settle({ problem: `reading was given up after ${delivered} bytes of content` });
      }
    }
  }

  return {
    content: content(),
    finished: () => {
      if (!started) {
        started = true;
        void finish(undefined);
      }
      return ended;
    },
  };
}

/** The beginning of a file, or all of it. */
interface Start {
  bytes: Uint8Array;
  whole: boolean;
  /** Why there is not more. */
  problem?: string;
}

/** A head is bounded by itself. */
const HEAD_LIMITS: Limits = { ...LIMITS, maxMemberBytes: Infinity };

/** The first `max` bytes of the content. */
async function firstOf(content: AsyncIterable<Uint8Array>, max: number, outcome: Outcome): Promise<Start> {
  const bytes = new Uint8Array(max);
  let length = 0;
  let whole = true;
  for await (const piece of content) {
    const fits = piece.subarray(0, max - length);
    bytes.set(fits, length);
    length += fits.length;
    if (fits.length < piece.length) {
      whole = false;
      break;
    }
  }
  return { bytes: bytes.subarray(0, length), whole, ...(outcome.problem && { problem: outcome.problem }) };
}

/** The first `max` bytes of a file as stored. */
export async function readHead(file: Stored, max: number, effects: Effects): Promise<Start> {
  const outcome: Outcome = {};
  const size = Math.min(max, file.bytes + 1);
  return firstOf(readBlocks(file, SMALL_BLOCK_BYTES, undefined, outcome, effects), size, outcome);
}

/**
 * The first `max` bytes of what a gzip file holds.
 * @param stored its beginning; if that is all of it, the file is not opened again
 */
export async function inflateHead(
  file: Stored,
  stored: Start,
  max: number,
  effects: Effects,
): Promise<Start> {
  async function* once(): AsyncGenerator<Uint8Array> {
    yield stored.bytes;
  }
  const outcome: Outcome = {};
  const source = stored.whole ? once() : readBlocks(file, SMALL_BLOCK_BYTES, undefined, outcome, effects);
  try {
    return await firstOf(gunzip(source, HEAD_LIMITS, outcome), max, outcome);
  } finally {
    await source.return(undefined);
  }
}

/**
 * The whole content of an attachment, for the stages that read documents: a notice, an inventory.
 * @throws UserError if it is larger than `maxBytes` or cannot be read
 */
export async function readWhole(
  found: Found,
  maxBytes: number,
): Promise<{ bytes: Buffer; sha256: string; problem?: string }> {
  const opened = found.open();
  const blocks: Buffer[] = [];
  let length = 0;
  for await (const block of opened.content) {
    length += block.length;
    if (length > maxBytes) {
      throw new UserError(
        `This ${found.format?.name ?? 'file'} is larger than the limit of ${maxBytes} bytes.`,
        {
          file: found.path,
          hint: 'Cut out the part that matters and give that.',
        },
      );
    }
    blocks.push(Buffer.from(block));
  }
  const { sha256, problem } = await opened.finished();
  if (sha256 === undefined) {
    throw new UserError(`The file could not be read: ${problem ?? 'unknown reason'}.`, { file: found.path });
  }
  return { bytes: Buffer.concat(blocks), sha256, ...(problem !== undefined && { problem }) };
}
