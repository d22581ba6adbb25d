import type { Files } from '../../base/ports.ts';
import type { EvidenceFile, ReadEnd } from '../../evidence/evidence-file.ts';
import { groupsByHead, groupsByTail, isLines } from './alike.ts';
import { contentOf, digestsOfBeginnings, digestsOfEnds } from './digests.ts';
import type { Content } from './digests.ts';

/** What of another file's content a file is. */
type Share = 'whole' | 'beginning' | 'end';

/** The file that holds all of another's content. */
export interface Original {
  found: EvidenceFile;
  share: Share;
  /** How the copy itself ended. */
  end: ReadEnd;
}

/** Finds out which files of a group are held by another one: the longest first, of equals the first in order. */
async function compareGroup(
  group: readonly EvidenceFile[],
  share: Share,
  signal: AbortSignal | undefined,
): Promise<Map<EvidenceFile, Original>> {
  const contents = new Map<EvidenceFile, Content>();
  for (const one of group) contents.set(one, await contentOf(one, signal));
  const readable = group.filter((one) => contents.get(one)?.digest !== undefined);
  const lengthOf = (one: EvidenceFile): number => contents.get(one)?.length ?? 0;
  const order = [...readable].sort((a, b) => lengthOf(b) - lengthOf(a) || a.id - b.id);
  const originals = new Map<EvidenceFile, Original>();
  for (const [index, longer] of order.entries()) {
    if (originals.has(longer)) continue;
    const rest = order.slice(index + 1).filter((one) => !originals.has(one));
    const { length = 0, digest } = contents.get(longer) ?? {};
    const shorter = rest.filter((one) => lengthOf(one) < length && isLines(one) && isLines(longer));
    const lengths = [...new Set(shorter.map(lengthOf))];
    const digests =
      lengths.length === 0
        ? new Map<number, string>()
        : share === 'end'
          ? await digestsOfEnds(longer, length, lengths, signal)
          : await digestsOfBeginnings(longer, lengths, signal);
    if (digest !== undefined) digests.set(length, digest);
    for (const one of rest) {
      const content = contents.get(one);
      if (content?.digest === undefined || digests.get(content.length) !== content.digest) continue;
      const part = content.length === length ? 'whole' : share;
      originals.set(one, { found: longer, share: part, end: content.end });
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
  readonly #compared = new Map<EvidenceFile, (() => Promise<Map<EvidenceFile, Original>>)[]>();

  private constructor(
    groups: readonly { group: EvidenceFile[]; share: Share }[],
    signal: AbortSignal | undefined,
  ) {
    for (const { group, share } of groups) {
      let comparison: Promise<Map<EvidenceFile, Original>> | undefined;
      const compare = (): Promise<Map<EvidenceFile, Original>> =>
        (comparison ??= compareGroup(group, share, signal));
      for (const one of group) this.#compared.set(one, [...(this.#compared.get(one) ?? []), compare]);
    }
  }

  static async among(
    found: readonly EvidenceFile[],
    signal: AbortSignal | undefined,
    effects: Files,
  ): Promise<Copies> {
    const groups = [
      ...groupsByHead(found).map((group) => ({ group, share: 'beginning' as const })),
      ...(await groupsByTail(found, effects)).map((group) => ({ group, share: 'end' as const })),
    ];
    return new Copies(groups, signal);
  }

  /** The file that holds all of this one's content, if there is one. */
  async originalOf(one: EvidenceFile): Promise<Original | undefined> {
    for (const compare of this.#compared.get(one) ?? []) {
      const original = (await compare()).get(one);
      if (original !== undefined) return original;
    }
    return undefined;
  }
}
