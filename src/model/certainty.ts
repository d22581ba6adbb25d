/** How sure something is: one scale for verdicts, culprits and the case as a whole. */
export const CERTAINTIES = ['confirmed', 'likely', 'cannot_tell', 'ruled_out'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** From this confidence on something is confirmed, from the second on likely; 0 to 1. Ours. */
const CONFIRMED = 0.9;
const LIKELY = 0.5;

/** @param confidence 0 to 1 */
export function certaintyOf(confidence: number): Certainty {
  if (confidence >= CONFIRMED) return 'confirmed';
  return confidence >= LIKELY ? 'likely' : 'cannot_tell';
}
