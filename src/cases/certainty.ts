import { certaintyOf } from '../model/certainty.ts';
import type { Certainty } from '../model/certainty.ts';
import type { Culprit, Verdict } from '../model/finding.ts';

/** How sure it is that this host did it; never `confirmed` while the evidence fits another host as well (`ties`). */
export function certaintyOfCulprit({ confidence, ties }: Culprit): Certainty {
  const certainty = certaintyOf(confidence);
  return certainty === 'confirmed' && ties.length > 0 ? 'likely' : certainty;
}

const FIRMNESS: readonly Certainty[] = ['confirmed', 'likely', 'ruled_out', 'cannot_tell'];

/** Sorts verdicts, the firmest first: confirmed and likely, then ruled out, then cannot tell. */
export function byFirmness(a: Verdict['verdict'], b: Verdict['verdict']): number {
  return FIRMNESS.indexOf(a) - FIRMNESS.indexOf(b);
}
