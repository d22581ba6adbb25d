import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import type { EvidenceFile, ReadEnd } from '../../evidence/evidence-file.ts';

/** Of so many different lengths a log's ends are compared; who saves more of them finds the rest as overlaps. */
const MAX_ENDS = 16;

/** How much content a file has, and its hash. */
export interface Content {
  length: number;
  /** Of the content after decompression; undefined if it could not be read to its end. */
  digest: string | undefined;
  end: ReadEnd;
}

/** A part of a content that is hashed by itself. */
interface Part {
  from: number;
  to: number;
  hash: Hash;
}

/** Reads a content once, and hashes parts of it. */
async function hashParts(
  one: EvidenceFile,
  parts: readonly Part[],
  signal: AbortSignal | undefined,
): Promise<{ length: number; end: ReadEnd }> {
  const opened = one.open();
  let length = 0;
  for await (const piece of opened.content) {
    signal?.throwIfAborted();
    for (const { from, to, hash } of parts) {
      const start = Math.max(0, from - length);
      const stop = Math.min(piece.length, to - length);
      if (start < stop) hash.update(piece.subarray(start, stop));
    }
    length += piece.length;
  }
  return { length, end: await opened.finished() };
}

export async function contentOf(one: EvidenceFile, signal: AbortSignal | undefined): Promise<Content> {
  const hash = createHash('sha256');
  const { length, end } = await hashParts(one, [{ from: 0, to: Infinity, hash }], signal);
  const digest = end.sha256 === undefined ? undefined : hash.digest('hex');
  return { length, digest, end };
}

/** The hashes of a content's beginnings of these lengths, none longer than the content: one hash, looked at on the way. */
export async function digestsOfBeginnings(
  one: EvidenceFile,
  lengths: readonly number[],
  signal: AbortSignal | undefined,
): Promise<Map<number, string>> {
  const wanted = [...lengths].sort((a, b) => a - b);
  const digests = new Map<number, string>();
  const hash = createHash('sha256');
  let before = 0;
  for await (const piece of one.open().content) {
    signal?.throwIfAborted();
    let at = 0;
    for (let next = wanted[0]; next !== undefined && next <= before + piece.length; next = wanted[0]) {
      hash.update(piece.subarray(at, next - before));
      at = next - before;
      digests.set(next, hash.copy().digest('hex'));
      wanted.shift();
    }
    if (wanted.length === 0) break;
    hash.update(piece.subarray(at));
    before += piece.length;
  }
  return digests;
}

/** The hashes of a content's ends of these lengths; of the longest only, for each is a hash of its own. */
export async function digestsOfEnds(
  one: EvidenceFile,
  length: number,
  lengths: readonly number[],
  signal: AbortSignal | undefined,
): Promise<Map<number, string>> {
  const parts = lengths.slice(0, MAX_ENDS).map((size): Part & { size: number } => ({
    size,
    from: length - size,
    to: length,
    hash: createHash('sha256'),
  }));
  await hashParts(one, parts, signal);
  return new Map(parts.map(({ size, hash }) => [size, hash.digest('hex')]));
}
