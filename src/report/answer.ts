import type { CaseDocument } from '../model/case.ts';
import type { Culprit, Finding, Verdict } from '../model/finding.ts';
import type { Message } from '../model/message.ts';
import type { Claim } from '../model/claim.ts';
import { protocolName } from '../net/protocols.ts';
import type { Certainty } from './languages/language.ts';

/** From this confidence on a finding or a culprit counts as certain, from the second on as likely. */
const CERTAIN = 0.9;
const LIKELY = 0.5;

/** What the case comes down to, before it is put into words. */
export interface Answer {
  certainty: Certainty;
  /** The claim that the answer is about, its verdict, and how many claims got which. */
  claim?: Claim;
  verdict?: Verdict;
  counts: Record<Verdict['verdict'], number>;
  culprit?: Culprit;
  /** What the culprit did, or the gravest finding where there is no culprit. */
  deed?: Finding;
  /** Findings that say an attacker's credentials worked. */
  credentials: Finding[];
  /** The reason, as the case states it. */
  because?: Message;
}

const VERDICT_RANK: Record<Verdict['verdict'], number> = { confirmed: 0, contradicted: 1, 'no data': 2 };
const SEVERITY_RANK: Record<Finding['severity'], number> = { high: 0, medium: 1, low: 2 };

/** The gravest first; among equals the surest, then the earliest. */
export function byGravity(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (a, b) =>
      SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
      b.confidence - a.confidence ||
      (a.from < b.from ? -1 : 1),
  );
}

function isOf(finding: Finding, culprit: Culprit): boolean {
  const { address, interface: nic, instance } = finding.subject;
  return (
    (address !== undefined && address === culprit.address) ||
    (instance !== undefined && instance === culprit.instance) ||
    (nic !== undefined && nic === culprit.interface)
  );
}

function deedOf(
  document: CaseDocument,
  culprit: Culprit | undefined,
  claim: Claim | undefined,
): Finding | undefined {
  const ranked = byGravity(document.findings);
  if (culprit !== undefined) {
    const own = ranked.filter((finding) => isOf(finding, culprit) && finding.direction !== 'inbound');
    return own.find((finding) => finding.type === claim?.type) ?? own[0];
  }
  if (claim !== undefined)
    return ranked.find((finding) => finding.type === claim.type && finding.direction !== 'inbound');
  return ranked.find((finding) => finding.type !== 'credential_exposure') ?? ranked[0];
}

function grade(confidence: number): Certainty {
  if (confidence >= CERTAIN) return 'confirmed';
  return confidence >= LIKELY ? 'likely' : 'cannot tell';
}

function certaintyOf(
  verdict: Verdict | undefined,
  culprit: Culprit | undefined,
  deed: Finding | undefined,
): Certainty {
  if (verdict?.verdict === 'contradicted') return 'ruled out';
  if (verdict?.verdict === 'no data') return 'cannot tell';
  if (verdict?.verdict === 'confirmed') {
    if (culprit === undefined) return 'confirmed';
    return culprit.ties.length > 0 && grade(culprit.confidence) === 'confirmed'
      ? 'likely'
      : grade(culprit.confidence);
  }
  return deed === undefined ? 'cannot tell' : grade(deed.confidence);
}

/** The case's answer: about the claim with the firmest verdict, else about the gravest finding. */
export function answerOf(document: CaseDocument): Answer {
  const verdict = document.verdicts.toSorted((a, b) => VERDICT_RANK[a.verdict] - VERDICT_RANK[b.verdict])[0];
  const claim = verdict === undefined ? document.claims[0] : document.claims[verdict.claim];
  const counts = { confirmed: 0, contradicted: 0, 'no data': 0 };
  for (const { verdict: word } of document.verdicts) counts[word]++;
  const culprit = verdict?.verdict === 'contradicted' ? undefined : document.culprits[0];
  const deed = verdict?.verdict === 'contradicted' ? undefined : deedOf(document, culprit, claim);
  const credentials = document.findings.filter(
    (finding) => finding.type === 'credential_exposure' && finding.direction !== 'outbound',
  );
  const because = verdict?.message ?? culprit?.message;
  const grounds = verdict === undefined && claim === undefined ? gravest(deed, credentials) : deed;
  return {
    certainty:
      claim !== undefined && verdict === undefined ? 'cannot tell' : certaintyOf(verdict, culprit, grounds),
    counts,
    credentials: byGravity(credentials),
    ...(claim !== undefined && { claim }),
    ...(verdict !== undefined && { verdict }),
    ...(culprit !== undefined && { culprit }),
    ...(deed !== undefined && { deed }),
    ...(because !== undefined && { because }),
  };
}

/** Without a claim the answer is as sure as the finding it leads with. */
function gravest(deed: Finding | undefined, credentials: readonly Finding[]): Finding | undefined {
  return byGravity(credentials)[0] ?? deed;
}

/** `TCP` where the finding's figures have the protocol's number, else nothing. */
export function protocolOf(finding: Finding): string {
  const number = finding.numbers['protocol'];
  return number === undefined ? '' : protocolName(number);
}
