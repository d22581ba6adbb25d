import type { CaseDocument } from '../model/case.ts';
import type { Claim } from '../model/claim.ts';
import type { Conclusion } from '../model/conclusion.ts';
import type { Culprit, Finding, Verdict } from '../model/finding.ts';
import type { Message } from '../model/message.ts';
import { protocolName } from '../net/protocols.ts';

/** What the case comes to, with what its conclusion points at. */
export interface Answer extends Pick<Conclusion, 'certainty' | 'message' | 'verdicts' | 'stopped'> {
  claim?: Claim;
  verdict?: Verdict;
  culprit?: Culprit;
  /** What the culprit did, or the gravest finding where there is no culprit. */
  deed?: Finding;
  /** Findings that say an attacker's credentials worked. */
  credentials: Finding[];
}

/** The item at a place of a list, under its name; nothing where no place is given, or none is there. */
function at<Name extends string, Item>(
  name: Name,
  list: readonly Item[],
  place: number | undefined,
): Partial<Record<Name, Item>> {
  const found: Partial<Record<Name, Item>> = {};
  const item = place === undefined ? undefined : list[place];
  if (item !== undefined) found[name] = item;
  return found;
}

export function answerOf({ claims, verdicts, culprits, findings, conclusion }: CaseDocument): Answer {
  const { certainty, message, stopped, claim, verdict, culprit, deed, credentials } = conclusion;
  return {
    certainty,
    ...(message && { message }),
    ...(stopped && { stopped }),
    verdicts: conclusion.verdicts,
    ...at('claim', claims, claim),
    ...at('verdict', verdicts, verdict),
    ...at('culprit', culprits, culprit),
    ...at('deed', findings, deed),
    credentials: credentials.flatMap((place) => findings[place] ?? []),
  };
}

/** All findings, the gravest first. */
export function gravestOf({ findings, conclusion }: CaseDocument): Finding[] {
  return conclusion.gravest.flatMap((place) => findings[place] ?? []);
}

/**
 * The finding that the headline has told whole: what one of ours did, of a case without a notice. With a notice the headline says what
 * the logs say to it, and the finding follows as the fact behind.
 */
export function toldDeed({ claim, deed }: Answer): Finding | undefined {
  return claim === undefined && deed?.direction !== 'inbound' ? deed : undefined;
}

/** What was not seen, without the one gap that is the answer itself: counts alone, and who stands out by them. */
export function untoldGaps({ gaps, conclusion: { message } }: CaseDocument): Message[] {
  return message?.key === 'gapCounted' ? gaps.filter(({ key }) => key !== 'gapCounted') : gaps;
}

/** `TCP` where the finding's figures have the protocol's number, else nothing. */
export function protocolOf(finding: Finding): string {
  const number = finding.numbers.protocol;
  return number === undefined ? '' : protocolName(number);
}
