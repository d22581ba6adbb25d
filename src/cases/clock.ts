import type { Claim } from '../model/claim.ts';
import { senderOf, sourceTitle } from '../notices/senders/title.ts';
import type { Instant } from '../model/instant.ts';

/** The case's clock at one moment; empty without a deadline. */
export interface CaseClock {
  deadline?: Instant;
  /** Index of the claim that sets it. */
  claim?: number;
  /** Negative: overdue. */
  left_ms?: number;
  /** `past`: a week and more over; whoever opens such a case is not in a hurry any more. */
  state?: 'left' | 'overdue' | 'past';
}

/** Milliseconds behind the deadline from which it is past. */
export const LONG_PAST_MS = 7 * 86_400_000;

function sameMatter(a: Claim, b: Claim): boolean {
  return a.reference !== undefined && a.reference === b.reference && a.source === b.source;
}

/** A later notice in the same matter sets a new deadline; the earlier one no longer counts. */
function superseded(claim: Claim, claims: readonly Claim[]): boolean {
  return claims.some(
    (other) =>
      sameMatter(claim, other) &&
      other.deadline !== undefined &&
      Date.parse(other.received ?? '') > Date.parse(claim.received ?? ''),
  );
}

/** The claim whose deadline comes first. A notice that is forged sets none. */
function mostUrgent(claims: readonly Claim[]): { claim: number; at: number } | undefined {
  let first: { claim: number; at: number } | undefined;
  for (const [claim, notice] of claims.entries()) {
    const at = Date.parse(notice.deadline ?? '');
    if (Number.isNaN(at) || notice.authenticity.verdict === 'forged') continue;
    if (superseded(notice, claims)) continue;
    if (!first || at < first.at) first = { claim, at };
  }
  return first;
}

/**
 * A notice that sets no deadline because it does not say when it arrived: whose it is, and how many hours it gives.
 * Undefined: nothing is due.
 */
export function undatedNotice(claims: readonly Claim[]): { sender: string; hours: number } | undefined {
  for (const { authenticity, received, source, answer_within_hours: stated } of claims) {
    if (authenticity.verdict === 'forged' || received !== undefined) continue;
    const hours = stated ?? senderOf(source)?.hoursToAnswer;
    if (hours !== undefined) return { sender: sourceTitle(source) ?? source, hours };
  }
  return undefined;
}

/** What is left of the time that the notices give; only what they state counts, nothing is supposed. */
export function clockOf(claims: readonly Claim[], now: Date): CaseClock {
  const urgent = mostUrgent(claims);
  if (!urgent) return {};
  const left = urgent.at - now.getTime();
  return {
    deadline: new Date(urgent.at).toISOString(),
    claim: urgent.claim,
    left_ms: left,
    state: left >= 0 ? 'left' : left > -LONG_PAST_MS ? 'overdue' : 'past',
  };
}
