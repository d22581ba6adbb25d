import type { Finding } from '../findings/finding.ts';
import type { Claim, Instant } from '../notices/claim.ts';
import type { TimelineEntry } from './case.ts';

/** Findings shorter than this get one entry, not a beginning and an end. */
const ONE_MOMENT_MS = 60_000;

function named(claim: Claim): string {
  return claim.reference === undefined
    ? `${claim.source} notice`
    : `${claim.source} notice ${claim.reference}`;
}

function claimEntries(claim: Claim): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  const add = (at: Instant | undefined, kind: TimelineEntry['kind'], what: string) => {
    if (at !== undefined) entries.push({ at, kind, what });
  };
  const activity = claim.type.replaceAll('_', ' ');
  const { from, to } = claim.window ?? {};
  const moment = from === to || to === undefined;
  add(from, 'claim', `${named(claim)}: reported ${activity}${moment ? '' : ' begins'}`);
  if (!moment || from === undefined) add(to, 'claim', `${named(claim)}: reported ${activity} ends`);
  add(claim.received, 'claim', `${named(claim)} received (${claim.stage} notice)`);
  add(claim.deadline, 'deadline', `${named(claim)}: answer due`);
  return entries;
}

function findingEntries({ from, to, sentence, subject, type }: Finding): TimelineEntry[] {
  const entries: TimelineEntry[] = [{ at: from, kind: 'finding', what: sentence }];
  if (Date.parse(to) - Date.parse(from) >= ONE_MOMENT_MS) {
    const who = subject.address ?? subject.instance ?? subject.interface ?? subject.user;
    const activity = type.replaceAll('_', ' ');
    entries.push({ at: to, kind: 'finding', what: `${who === undefined ? '' : `${who}: `}${activity} ends` });
  }
  return entries;
}

/** All that has a time in the case, earliest first. */
export function timelineOf(
  opened: Instant,
  claims: readonly Claim[],
  findings: readonly Finding[],
): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...claims.flatMap(claimEntries),
    ...findings.flatMap(findingEntries),
    { at: opened, kind: 'case', what: 'case opened' },
  ];
  return entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
