import type { Certainty } from '../model/certainty.ts';

/** What a letter says of what was reported: it is so, it is not so, or that is not known yet. */
export type LetterVerdict = Exclude<Certainty, 'likely'>;
