import { createHash } from 'node:crypto';
import type { Files } from '../base/ports.ts';
import type { Outcome } from './archives/gunzip.ts';
import { identityAt, sameState } from './identity.ts';
import { secondLook } from './archives/inflate.ts';
import type { Packing } from './archives/packings/index.ts';
import type { Reading, StoredFile } from './blocks.ts';
import { BLOCK_BYTES, readBlocks } from './blocks.ts';
import type { EvidenceFile, FileReading, ReadEnd } from './evidence-file.ts';
import type { Inflated } from './archives/meter.ts';
import { worded } from './worded.ts';

/** Why the file on disk is not what it was copied from. */
export interface MemberFault {
  why: string;
  /** It is a part of it only; else it may be damaged. */
  partial: boolean;
}

/** How a file is compressed, and what may come out of it. */
interface Compression {
  packing: Packing;
  inflated: Inflated;
}

/**
 * Opens a file to be read once; see `FileReading`.
 */
export function openStored(
  file: StoredFile,
  packed: Compression | undefined,
  effects: Files,
  cut?: MemberFault,
): FileReading {
  const hash = createHash('sha256');
  const reading: Reading = {};
  const blocks = readBlocks(file, BLOCK_BYTES, hash, reading, effects);
  let settle: (end: ReadEnd) => void = () => undefined;
  const ended = new Promise<ReadEnd>((resolve) => {
    settle = resolve;
  });
  let started = false;

  /** Reads what is left of the stored bytes, so that the hash is that of the whole file. */
  async function finish({ problem, partial }: Outcome): Promise<void> {
    let block = await blocks.next();
    while (block.done !== true) block = await blocks.next();
    const problems = [cut?.why, problem, reading.problem, reading.changed].filter(
      (text) => text !== undefined,
    );
    const sha256 = reading.problem === undefined ? hash.digest('hex') : undefined;
    if (sha256 !== undefined && reading.opened !== undefined && file.asRead === undefined) {
      const { found } = file;
      // Of very many files the same state is kept once.
      file.asRead = found !== undefined && sameState(found, reading.opened) ? found : reading.opened;
      file.sha256 = sha256;
    }
    const part = [cut?.partial === true && cut.why, partial === true && problem, reading.problem].find(
      (why) => typeof why === 'string',
    );
    settle({
      ...(sha256 !== undefined && cut === undefined && { sha256 }),
      problems,
      ...(typeof part === 'string' && { partial: part }),
      ...(reading.changed !== undefined && { changed: reading.changed }),
    });
  }

  /** A second look at damaged data opens the file again; the hash is taken the first time. */
  async function* reopened(
    { packing, inflated }: Compression,
    careful: number,
    outcome: Outcome,
  ): AsyncGenerator<Uint8Array> {
    delete outcome.problem;
    delete outcome.partial;
    const again = readBlocks(file, BLOCK_BYTES, undefined, outcome, effects);
    try {
      yield* packing.unpack(again, inflated, outcome, careful);
    } finally {
      await again.return(undefined);
    }
  }

  function unpack(by: Compression, outcome: Outcome): AsyncGenerator<Uint8Array> {
    const { packing, inflated } = by;
    return secondLook(
      (careful, end) =>
        careful < Infinity ? reopened(by, careful, end) : packing.unpack(blocks, inflated, end),
      outcome,
    );
  }

  async function* content(): AsyncGenerator<Uint8Array> {
    started = true;
    let delivered = 0;
    let done = false;
    const outcome: Outcome = {};
    try {
      for await (const block of packed === undefined ? blocks : unpack(packed, outcome)) {
        delivered += block.length;
        yield block;
      }
      await finish(outcome);
      done = true;
    } finally {
      if (!done) {
        await blocks.return(undefined);
        settle({ problems: [worded('readGivenUp', { bytes: delivered })] });
      }
    }
  }

  return {
    content: content(),
    finished: () => {
      if (!started) {
        started = true;
        void finish({});
      }
      return ended;
    },
  };
}

/**
 * Does the file still hold the bytes that were read of it? Where its state is another one, they are read and hashed again:
 * a log that has only grown still does.
 */
export async function isAsRead(file: StoredFile, effects: Files): Promise<boolean> {
  const { asRead, sha256, content } = file;
  // What lies in memory is nobody's to change.
  if (content !== undefined) return true;
  if (asRead === undefined || sha256 === undefined) return false;
  const now = await identityAt(file.at, effects);
  if (now !== undefined && sameState(asRead, now)) return true;
  const hash = createHash('sha256');
  const reading: Reading = {};
  const blocks = readBlocks(file, BLOCK_BYTES, hash, reading, effects);
  for (let block = await blocks.next(); block.done !== true;) block = await blocks.next();
  return reading.problem === undefined && hash.digest('hex') === sha256;
}

/**
 * The whole content of an attachment, for the stages that read documents: a notice, an inventory. Without `bytes` it is
 * larger than `maxBytes` or cannot be read; the problems say which.
 */
export async function readWhole(
  found: EvidenceFile,
  maxBytes: number,
): Promise<{ bytes?: Buffer; problems: readonly string[] }> {
  const opened = found.open();
  const blocks: Buffer[] = [];
  let length = 0;
  for await (const block of opened.content) {
    length += block.length;
    if (length > maxBytes) return { problems: [worded('readLarge', { bytes: maxBytes })] };
    blocks.push(Buffer.from(block));
  }
  const { sha256, problems } = await opened.finished();
  return sha256 === undefined ? { problems } : { bytes: Buffer.concat(blocks), problems };
}
