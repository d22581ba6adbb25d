import type { EVIDENCE_ROWS } from '../model/evidence-words.ts';
import { reasonsOf } from '../model/reason.ts';
import type { DAMAGE_ROWS } from './damage-sentences.ts';
import type { CUSTODY_ROWS } from './sentences.ts';
import type { SIGNATURE_ROWS } from './signature-sentences.ts';

/** Makes reasons and notes about files, whatever their format, and about files that are no evidence. */
export const worded = reasonsOf<
  typeof EVIDENCE_ROWS & typeof CUSTODY_ROWS & typeof DAMAGE_ROWS & typeof SIGNATURE_ROWS
>();
