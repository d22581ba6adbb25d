import { fitsWindow, windowOf } from '../findings/claims/claim-window.ts';
import type { CaseDocument } from '../model/case.ts';
import type { Certainty } from '../model/certainty.ts';
import type { Claim } from '../model/claim.ts';
import type { Matter } from '../model/conclusion.ts';
import type { Culprit, Finding } from '../model/finding.ts';
import { byFirmness, certaintyOfCulprit } from './certainty.ts';

type Case = Pick<CaseDocument, 'claims' | 'verdicts' | 'culprits' | 'findings'>;

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

/** The matters as indexes of their claims, the most urgent first, the latest notice of each first. */
function groupsOf(claims: readonly Claim[]): number[][] {
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

/** Whether a culprit belongs to the claim: it is named there, or did such a thing at such a time. */
function answersFor(culprit: Culprit, claim: Claim, findings: readonly Finding[]): boolean {
  const named = new Set([...claim.instances, ...claim.addresses, ...claim.interfaces]);
  const ids = [culprit.instance, culprit.address, culprit.interface, culprit.via?.public];
  if (ids.some((id) => id !== undefined && named.has(id))) return true;
  return findings.some(
    (finding) =>
      finding.type === claim.type &&
      finding.subject.address === culprit.address &&
      fitsWindow(finding, windowOf({ ...claim, flows: [] })),
  );
}

/** The culprits of these claims. Where the case has no other matter, all of them are. */
function culpritsOf({ culprits, findings, claims: all }: Case, claims: readonly Claim[]): Culprit[] {
  const own = culprits.filter((culprit) => claims.some((claim) => answersFor(culprit, claim, findings)));
  return own.length === 0 && all.length === claims.length ? culprits : own;
}

/** Whether a finding is what a claim is about: of its type, or of any where the notice names none, then at its time. */
function isAbout({ type, ...finding }: Finding, claim: Claim): boolean {
  if (claim.type !== 'other') return type === claim.type;
  return fitsWindow(finding, windowOf({ ...claim, flows: [] }));
}

/** What the culprits sent out that the claims are about; the most targets first. */
function deedsOf(
  findings: readonly Finding[],
  claims: readonly Claim[],
  culprits: readonly Culprit[],
): Finding[] {
  const guilty = new Set(culprits.map(({ address }) => address));
  return findings
    .filter((finding) => {
      const { direction, subject } = finding;
      if (direction !== 'outbound' || !guilty.has(subject.address ?? '')) return false;
      return claims.some((claim) => isAbout(finding, claim));
    })
    .sort((a, b) => b.targets.hosts - a.targets.hosts || (a.from < b.from ? -1 : 1));
}

/** The least sure of the culprits decides. */
function together(culprits: readonly Culprit[]): Certainty {
  const each = culprits.map(certaintyOfCulprit);
  return each.includes('likely') ? 'likely' : 'confirmed';
}

function concludedMatter(document: Case, indexes: number[]): Matter {
  const claims = indexes.flatMap((index) => document.claims[index] ?? []);
  const own = document.verdicts.filter(({ claim }) => indexes.includes(claim));
  const verdict = own.map((one) => one.verdict).sort(byFirmness)[0] ?? 'cannot_tell';
  const shown = verdict === 'confirmed' || verdict === 'likely';
  const named = shown
    ? culpritsOf(document, claims).filter((culprit) => certaintyOfCulprit(culprit) !== 'cannot_tell')
    : [];
  const deeds = deedsOf(document.findings, claims, named);
  return {
    claims: indexes,
    verdict,
    certainty: named.length > 0 && verdict === 'confirmed' ? together(named) : verdict,
    culprits: named.map((culprit) => document.culprits.indexOf(culprit)),
    findings: deeds.map((finding) => document.findings.indexOf(finding)),
  };
}

/**
 * The matters that are to be answered, the most urgent first; each with its claims, the latest notice first, and
 * with what it comes to. A forged notice is not answered.
 */
export function mattersOf(document: Case): Matter[] {
  return groupsOf(document.claims).map((indexes) => concludedMatter(document, indexes));
}
