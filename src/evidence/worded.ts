import type { EVIDENCE_ROWS } from '../model/evidence-words.ts';
import { reasonsOf } from '../model/reason.ts';
import type { DAMAGE_ROWS } from './damage-sentences.ts';
import type { CUSTODY_ROWS } from './sentences.ts';
import type { SIGNATURE_ROWS } from './signature-sentences.ts';

/** What is said of files of evidence, whatever their format, and of those that are none. */
export const worded = reasonsOf<
  typeof EVIDENCE_ROWS & typeof CUSTODY_ROWS & typeof DAMAGE_ROWS & typeof SIGNATURE_ROWS
>();
