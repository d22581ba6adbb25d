import type { Hash } from 'node:crypto';
import { createHash } from 'node:crypto';
import type { Effects } from '../../effects.ts';
import type { Found, ReadEnd } from '../../evidence/found.ts';
import { countLines } from './lines.ts';

/** Fewer lines than this that two logs have in common may be chance: a balancer's check in the same second. */
const MIN_LINES = 16;
/** A log's end of this many bytes is compared first; shorter logs are not looked at from their end. */
const TAIL_BYTES = 1024;

/** A file's share of a group: how much content it has, and its hash. */
interface Content {
  length: number;
  /** Of the content after decompression; undefined if it could not be read to its end. */
  digest: string | undefined;
  /** Of the file as stored. */
  sha256: string | undefined;
  problem: string | undefined;
}

function isLines({ format }: Found): boolean {
  return format?.kind === 'lines';
}

/** What of another file's content a file is. */
export type Share = 'whole' | 'beginning' | 'end';

/** The file that holds all of another's content. */
export interface Original {
  found: Found;
  share: Share;
  /** The copy's own hash, as stored. */
  sha256: string | undefined;
  problem: string | undefined;
}

/** Does `other` begin with all of `one`'s content that is known, and is that enough to be no chance? */
function mayExtend(one: Found, other: Found): boolean {
  const [shorter, longer] = [one.head.bytes, other.head.bytes];
  if (shorter.length > longer.length) return false;
  if (Buffer.compare(shorter, longer.subarray(0, shorter.length)) !== 0) return false;
  if (shorter.length === longer.length) return true;
  return one.head.whole && isLines(one) && countLines(shorter, 0, shorter.length) >= MIN_LINES;
}

/** Files whose contents begin alike, as far as their heads tell. A file that is alone is in no group. */
function groupsByHead(found: readonly Found[]): Found[][] {
  const sorted = [...found].sort((a, b) => Buffer.compare(a.head.bytes, b.head.bytes) || a.id - b.id);
  const groups: Found[][] = [];
  for (const one of sorted) {
    const group = groups.at(-1);
    if (group?.[0] !== undefined && mayExtend(group[0], one)) group.push(one);
    else groups.push([one]);
  }
  return groups.flatMap(splitBySize).filter((group) => group.length > 1);
}

/** What is neither lines nor compressed can only be the same if it is as long. */
function splitBySize(group: Found[]): Found[][] {
  if (group.some((one) => isLines(one) || one.compressed)) return [group];
  const sizes = new Map<number, Found[]>();
  for (const one of group) sizes.set(one.bytes, [...(sizes.get(one.bytes) ?? []), one]);
  return [...sizes.values()];
}

async function tailOf({ file, bytes }: Found, { fs }: Effects): Promise<string | undefined> {
  try {
    const handle = await fs.open(file, 'r');
    try {
      const tail = Buffer.alloc(TAIL_BYTES);
      const { bytesRead } = await handle.read(tail, 0, TAIL_BYTES, bytes - TAIL_BYTES);
      return bytesRead === TAIL_BYTES ? tail.toString('latin1') : undefined;
    } finally {
      await handle.close();
    }
  } catch {
    // It is read again as evidence, and what is wrong with it is said there.
    return undefined;
  }
}

/** Logs whose contents end alike: `tail` of a log and the log. Compressed ones are not looked at from their end. */
async function groupsByTail(found: readonly Found[], effects: Effects): Promise<Found[][]> {
  const logs = found.filter((one) => isLines(one) && !one.compressed && one.bytes > TAIL_BYTES);
  const groups = new Map<string, Found[]>();
  if (logs.length < 2) return [];
  for (const one of logs) {
    const tail = await tailOf(one, effects);
    if (tail === undefined) continue;
    const key = `${one.format?.name} ${tail}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** A part of a content that is hashed by itself. */
interface Part {
  from: number;
  to: number;
  hash: Hash;
}

/** Reads a content once, and hashes parts of it. */
async function hashParts(
  one: Found,
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

async function contentOf(one: Found, signal: AbortSignal | undefined): Promise<Content> {
  const hash = createHash('sha256');
  const { length, end } = await hashParts(one, [{ from: 0, to: Infinity, hash }], signal);
  const digest = end.sha256 === undefined ? undefined : hash.digest('hex');
  return { length, digest, sha256: end.sha256, problem: end.problem };
}

/** The hashes of a longer content's beginnings (or ends) of these lengths. */
async function digestsOf(
  one: Found,
  length: number,
  lengths: readonly number[],
  share: Share,
  signal: AbortSignal | undefined,
): Promise<Map<number, string>> {
  const parts = lengths.map((size): Part & { size: number } => {
    const from = share === 'end' ? length - size : 0;
    return { size, from, to: from + size, hash: createHash('sha256') };
  });
  await hashParts(one, parts, signal);
  return new Map(parts.map(({ size, hash }) => [size, hash.digest('hex')]));
}

/** Finds out which files of a group are held by another one: the longest first, of equals the first in order. */
async function compareGroup(
  group: readonly Found[],
  share: Share,
  signal: AbortSignal | undefined,
): Promise<Map<Found, Original>> {
  const contents = new Map<Found, Content>();
  for (const one of group) contents.set(one, await contentOf(one, signal));
  const readable = group.filter((one) => contents.get(one)?.digest !== undefined);
  const lengthOf = (one: Found): number => contents.get(one)?.length ?? 0;
  const order = [...readable].sort((a, b) => lengthOf(b) - lengthOf(a) || a.id - b.id);
  const originals = new Map<Found, Original>();
  for (const [index, longer] of order.entries()) {
    if (originals.has(longer)) continue;
    const rest = order.slice(index + 1).filter((one) => !originals.has(one));
    const { length = 0, digest } = contents.get(longer) ?? {};
    const shorter = rest.filter((one) => lengthOf(one) < length && isLines(one) && isLines(longer));
    const lengths = [...new Set(shorter.map(lengthOf))];
    const digests =
      lengths.length === 0
        ? new Map<number, string>()
        : await digestsOf(longer, length, lengths, share, signal);
    if (digest !== undefined) digests.set(length, digest);
    for (const one of rest) {
      const content = contents.get(one);
      if (content?.digest === undefined || digests.get(content.length) !== content.digest) continue;
      const { sha256, problem } = content;
      const part = content.length === length ? 'whole' : share;
      originals.set(one, { found: longer, share: part, sha256, problem });
    }
  }
  return originals;
}

/**
 * Finds evidence that was given twice: the same content, compressed or not; a log that is the beginning of another
 * (a copy taken earlier) or its end (`tail`). Only files that begin or end alike are read once more for that; what
 * they share is decided by hashes of the whole content.
 */
export class Copies {
  /** The comparison of each file's group, made when the first of its files is asked for. */
  readonly #compared = new Map<Found, (() => Promise<Map<Found, Original>>)[]>();

  private constructor(groups: readonly { group: Found[]; share: Share }[], signal: AbortSignal | undefined) {
    for (const { group, share } of groups) {
      let comparison: Promise<Map<Found, Original>> | undefined;
      const compare = (): Promise<Map<Found, Original>> =>
        (comparison ??= compareGroup(group, share, signal));
      for (const one of group) this.#compared.set(one, [...(this.#compared.get(one) ?? []), compare]);
    }
  }

  static async among(
    found: readonly Found[],
    signal: AbortSignal | undefined,
    effects: Effects,
  ): Promise<Copies> {
    const groups = [
      ...groupsByHead(found).map((group) => ({ group, share: 'beginning' as const })),
      ...(await groupsByTail(found, effects)).map((group) => ({ group, share: 'end' as const })),
    ];
    return new Copies(groups, signal);
  }

  /** The file that holds all of this one's content, if there is one. */
  async originalOf(one: Found): Promise<Original | undefined> {
    for (const compare of this.#compared.get(one) ?? []) {
      const original = (await compare()).get(one);
      if (original !== undefined) return original;
    }
    return undefined;
  }
}
