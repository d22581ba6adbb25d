import type { Claim } from '../model/claim.ts';

const STAGES: readonly Claim['stage'][] = ['first', 'reminder', 'final', 'action'];

/** Notices with the same case number are one matter; without a number, those of the same document. */
function matterOf(claim: Claim, index: number): string {
  if (claim.reference !== undefined) return JSON.stringify([claim.source, claim.reference]);
  return JSON.stringify([claim.source, null, claim.evidence ?? index]);
}

/** Orders two moments; an unknown one comes last either way. */
function byTime(a: string | undefined, b: string | undefined, direction: 1 | -1): number {
  const [first, second] = [Date.parse(a ?? ''), Date.parse(b ?? '')];
  const unknown = Number(Number.isNaN(first)) - Number(Number.isNaN(second));
  return unknown || direction * (first - second) || 0;
}

/** The latest notice first: its subject and its deadline are the ones to answer. */
function newestFirst(a: Claim, b: Claim): number {
  return byTime(a.received, b.received, -1) || STAGES.indexOf(b.stage) - STAGES.indexOf(a.stage);
}

/**
 * The matters that are to be answered, the most urgent first; each as indexes of its claims, the latest
 * notice first. A forged notice is not answered.
 */
export function mattersOf(claims: readonly Claim[]): number[][] {
  const matters = new Map<string, { claim: Claim; index: number }[]>();
  for (const [index, claim] of claims.entries()) {
    if (claim.authenticity.verdict === 'forged') continue;
    const matter = matterOf(claim, index);
    matters.set(matter, [...(matters.get(matter) ?? []), { claim, index }]);
  }
  const ordered = [...matters.values()].map((matter) => matter.sort((a, b) => newestFirst(a.claim, b.claim)));
  ordered.sort((a, b) => byTime(a[0]?.claim.deadline, b[0]?.claim.deadline, 1));
  return ordered.map((matter) => matter.map(({ index }) => index));
}
