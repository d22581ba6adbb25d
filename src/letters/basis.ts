import type { Certainty } from '../model/certainty.ts';

/**
 * What a letter can rest on: records that show what was reported, records that show it was not so, or none. What is likely is
 * answered with the same parts as what is confirmed, in more careful words.
 */
export type Basis = 'shown' | 'refuted' | 'unknown';

const BASES: Readonly<Record<Certainty, Basis>> = {
  confirmed: 'shown',
  likely: 'shown',
  ruled_out: 'refuted',
  cannot_tell: 'unknown',
};

export function basisOf(verdict: Certainty): Basis {
  return BASES[verdict];
}
