import type { Claim } from '../../model/claim.ts';
import type { Instant } from '../../model/instant.ts';
import { secondsOf } from '../sql/instants.ts';

/** What is claimed of a longer time names no moment in it. Seconds. */
const MOMENT = 600;

function shortSpan(from: Instant | undefined, to: Instant | undefined): Instant[] {
  if (from === undefined) return [];
  return to === undefined || secondsOf(to) - secondsOf(from) <= MOMENT ? [from] : [];
}

/** Moments at which something left our hosts, by the notices: of the third party's lines, of short flows, of a short window. */
export function claimedMoments(claims: readonly Claim[]): Instant[] {
  const moments = claims.flatMap(({ flows, window, reported_lines: lines }) => {
    const named = [
      ...(lines?.records ?? []).flatMap(({ at }) => at ?? []),
      ...flows.flatMap(({ from, to }) => shortSpan(from, to)),
    ];
    return named.length > 0 ? named : shortSpan(window?.from, window?.to);
  });
  return [...new Set(moments)].sort();
}
