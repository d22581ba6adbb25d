import type { Claim } from '../model/claim.ts';
import type { Instant } from '../model/instant.ts';
import { senderOf } from './senders/title.ts';
import { hoursAfter } from './time.ts';

/** The deadline follows the time of arrival, unless the notice states a moment. */
function arrived(claim: Claim, given: Instant): Claim {
  const { received, deadline, answer_within_hours: stated, ...rest } = claim;
  // Whoever gives the time of arrival wants a clock: where the text has no number of hours, its sender's usual one counts.
  const hours = stated ?? senderOf(claim.source)?.hoursToAnswer;
  const followed =
    deadline === undefined ||
    (received !== undefined &&
      stated !== undefined &&
      Date.parse(hoursAfter(received, stated)) === Date.parse(deadline));
  const due = followed ? hours && hoursAfter(given, hours) : deadline;
  return {
    ...rest,
    received: given,
    received_given: true,
    ...(stated !== undefined && { answer_within_hours: stated }),
    ...(due !== undefined && due !== 0 && { deadline: due }),
  };
}

/**
 * The claims with the time of arrival that the user gives. A notice that states when it arrived keeps its own, unless it is
 * the only one: then the user knows better, as of a mail that was forwarded later.
 * @param alone whether all claims are of one file of the evidence
 * @returns `used` is false where every claim kept its own time
 */
export function withReceived(
  claims: readonly Claim[],
  given: Instant,
  alone: boolean,
): { claims: Claim[]; used: boolean } {
  const one = alone && new Set(claims.map(({ received }) => received)).size === 1;
  const takes = ({ received, received_given: before }: Claim): boolean =>
    one || received === undefined || before === true;
  return {
    claims: claims.map((claim) => (takes(claim) ? arrived(claim, given) : claim)),
    used: claims.some(takes),
  };
}
