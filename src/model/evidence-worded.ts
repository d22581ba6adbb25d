import type { EVIDENCE_ROWS } from './evidence-words.ts';
import { reasonsOf } from './reason.ts';

/** What is said of files of evidence, whatever their format. */
export const worded = reasonsOf<typeof EVIDENCE_ROWS>();
