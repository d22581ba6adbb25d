import { certaintyOf } from '../model/certainty.ts';
import type { Certainty } from '../model/certainty.ts';
import type { Culprit, Verdict } from '../model/finding.ts';

/** How sure it is that it was this one: never confirmed while the evidence does not tell another apart from it. */
export function certaintyOfCulprit({ confidence, ties }: Culprit): Certainty {
  const certainty = certaintyOf(confidence);
  return certainty === 'confirmed' && ties.length > 0 ? 'likely' : certainty;
}

const FIRMNESS: readonly Certainty[] = ['confirmed', 'likely', 'ruled_out', 'cannot_tell'];

/** The firmest first: what is there, then what is not, then what is not known. */
export function byFirmness(a: Verdict['verdict'], b: Verdict['verdict']): number {
  return FIRMNESS.indexOf(a) - FIRMNESS.indexOf(b);
}
