import type { CaseDocument } from '../model/case.ts';
import type { Certainty } from '../model/certainty.ts';
import type { Claim } from '../model/claim.ts';
import type { Conclusion } from '../model/conclusion.ts';
import type { Culprit, Finding, Verdict } from '../model/finding.ts';
import { byFirmness, certaintyOfCulprit } from './certainty.ts';
import { certaintyOf } from '../model/certainty.ts';
import { mattersOf } from './matters.ts';
import { stoppedOf } from './stopped.ts';
import type { Reach } from './stopped.ts';

/** A case before it is concluded. */
export type OpenCase = Omit<CaseDocument, 'conclusion'>;

const SEVERITIES: readonly Finding['severity'][] = ['high', 'medium', 'low'];

/** The gravest first; among equals the surest, then the earliest. What has a reason to be noise comes after all others. */
function byGravity(a: Finding, b: Finding): number {
  return (
    Number(a.noise !== undefined) - Number(b.noise !== undefined) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    b.confidence - a.confidence ||
    (a.from < b.from ? -1 : 1)
  );
}

function isOf(finding: Finding, culprit: Culprit): boolean {
  const { address, interface: networkInterface, instance } = finding.subject;
  return (
    (address !== undefined && address === culprit.address) ||
    (instance !== undefined && instance === culprit.instance) ||
    (networkInterface !== undefined && networkInterface === culprit.interface)
  );
}

/** Whether it says that an attacker came in with credentials: not where another rule kept them out, nor where somebody only may have them. */
export function letIn({ type, direction, numbers }: Finding): boolean {
  const { logins_succeeded: logins = 0, requests_succeeded: requests = 0 } = numbers;
  return type === 'credential_exposure' && direction !== 'outbound' && logins + requests > 0;
}

/** Something to know that is of no kind of abuse, and a hint besides: it stands in the list, and the case is not about it. */
function isAside({ type, confidence }: Finding): boolean {
  return type === 'other' && certaintyOf(confidence) === 'cannot_tell';
}

/** What the culprit did, best of the claimed type; where there is no culprit, the gravest finding of that type. */
function deedOf(
  gravest: readonly Finding[],
  culprit: Culprit | undefined,
  claim: Claim | undefined,
): Finding | undefined {
  const leading = gravest.filter((finding) => !isAside(finding));
  const outbound = leading.filter(({ direction }) => direction !== 'inbound');
  if (culprit !== undefined) {
    const own = outbound.filter((finding) => isOf(finding, culprit));
    return own.find(({ type }) => type === claim?.type) ?? own[0];
  }
  if (claim !== undefined) return outbound.find(({ type }) => type === claim.type);
  return leading.find(({ type }) => type !== 'credential_exposure') ?? leading[0];
}

/** With a claim as sure as the verdict and who it was; without one as sure as the finding that leads. */
function overall(
  claim: Claim | undefined,
  verdict: Verdict | undefined,
  culprit: Culprit | undefined,
  leading: Finding | undefined,
): Certainty {
  if (verdict !== undefined) {
    const confirmed = verdict.verdict === 'confirmed' && culprit !== undefined;
    return confirmed ? certaintyOfCulprit(culprit) : verdict.verdict;
  }
  return claim !== undefined || leading === undefined ? 'cannot_tell' : certaintyOf(leading.confidence);
}

function countsOf(verdicts: readonly Verdict[]): Conclusion['verdicts'] {
  const counts = { confirmed: 0, likely: 0, cannot_tell: 0, ruled_out: 0 };
  for (const { verdict } of verdicts) counts[verdict]++;
  return counts;
}

/** The place of an item in its list; nothing for no item. */
function placeOf<Name extends string, Item>(
  name: Name,
  list: readonly Item[],
  item: Item | undefined,
): Partial<Record<Name, number>> {
  const place: Partial<Record<Name, number>> = {};
  if (item !== undefined) place[name] = list.indexOf(item);
  return place;
}

/** What the conclusion is about: the claim with the firmest verdict, who did it, and what they did. */
function leadOf({
  claims,
  verdicts,
  culprits,
  findings,
}: Pick<OpenCase, 'claims' | 'verdicts' | 'culprits' | 'findings'>) {
  const verdict = verdicts.toSorted((a, b) => byFirmness(a.verdict, b.verdict))[0];
  const claim = verdict === undefined ? claims[0] : claims[verdict.claim];
  const guilty = verdict?.verdict !== 'ruled_out';
  const culprit = guilty ? culprits[0] : undefined;
  const gravest = findings.toSorted(byGravity);
  const deed = guilty ? deedOf(gravest, culprit, claim) : undefined;
  return { verdict, claim, culprit, gravest, deed };
}

/** The finding that the conclusion will be about, for whoever asks the logs how far they reach beyond it. */
export function leadingFinding(
  document: Pick<OpenCase, 'claims' | 'verdicts' | 'culprits' | 'findings'>,
): Finding | undefined {
  return leadOf(document).deed;
}

/**
 * What the case comes to: about the claim with the firmest verdict, else about the gravest finding. Report, letters
 * and terminal read it and decide nothing themselves.
 */
function conclusionOf(document: OpenCase, reach: Reach | undefined): Conclusion {
  const { claims, verdicts, culprits, findings } = document;
  const { verdict, claim, culprit, gravest, deed } = leadOf(document);
  const credentials = gravest.filter(letIn);
  // Without a notice counts accuse nobody, and are all that there is to say.
  const counted = gravest.length === 0 ? document.gaps.find(({ key }) => key === 'gapCounted') : undefined;
  const message = verdict?.message ?? culprit?.message ?? counted;
  const places = (list: readonly Finding[]): number[] => list.map((finding) => findings.indexOf(finding));
  const stopped = stoppedOf(deed, findings, verdict, reach);
  return {
    certainty: overall(claim, verdict, culprit, credentials[0] ?? deed),
    ...(message && { message }),
    ...placeOf('claim', claims, claim),
    ...placeOf('verdict', verdicts, verdict),
    ...placeOf('culprit', culprits, culprit),
    ...placeOf('deed', findings, deed),
    gravest: places(gravest),
    credentials: places(credentials),
    verdicts: countsOf(verdicts),
    ...(stopped && { stopped }),
    matters: mattersOf(document),
  };
}

/**
 * The case with what it comes to.
 * @param reach how far the log goes that shows `leadingFinding`; absent: not known
 */
export function concluded(document: OpenCase, reach?: Reach): CaseDocument {
  return { ...document, conclusion: conclusionOf(document, reach) };
}
