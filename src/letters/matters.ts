import type { Claim } from '../notices/claim.ts';

const STAGES: readonly Claim['stage'][] = ['first', 'reminder', 'final', 'action'];

/** Notices with the same case number are one matter; without a number, those of the same document. */
function matterOf(claim: Claim, index: number): string {
  if (claim.reference !== undefined) return JSON.stringify([claim.source, claim.reference]);
  return JSON.stringify([claim.source, null, claim.evidence ?? index]);
}

/** Later first; an unknown time last. */
function descending(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return b - a;
}

/** The latest notice first: its subject and its deadline are the ones to answer. */
function newestFirst(a: Claim, b: Claim): number {
  const byTime = descending(Date.parse(a.received ?? ''), Date.parse(b.received ?? ''));
  return byTime || STAGES.indexOf(b.stage) - STAGES.indexOf(a.stage);
}

/**
 * The matters that are to be answered, the most urgent first; each as indexes of its claims, the latest
 * notice first. A forged notice is not answered.
 */
export function mattersOf(claims: readonly Claim[]): number[][] {
  const matters = new Map<string, number[]>();
  for (const [index, claim] of claims.entries()) {
    if (claim.authenticity.verdict === 'forged') continue;
    const matter = matterOf(claim, index);
    matters.set(matter, [...(matters.get(matter) ?? []), index]);
  }
  const at = (index: number) => claims[index];
  const deadline = (matter: readonly number[]) => Date.parse(at(matter[0] ?? -1)?.deadline ?? '');
  const ordered = [...matters.values()].map((matter) =>
    matter.sort((a, b) => {
      const [first, second] = [at(a), at(b)];
      return first && second ? newestFirst(first, second) : 0;
    }),
  );
  return ordered.sort((a, b) => descending(deadline(b), deadline(a)) || (a[0] ?? 0) - (b[0] ?? 0));
}
