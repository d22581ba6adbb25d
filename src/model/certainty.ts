/** How sure something is: one scale for verdicts, culprits and the case as a whole. */
export const CERTAINTIES = ['confirmed', 'likely', 'cannot_tell', 'ruled_out'] as const;
export type Certainty = (typeof CERTAINTIES)[number];
