import { reasonsOf } from '../../model/reason.ts';
import type { TEXT_ROWS } from './sentences.ts';

/** Reasons and notes that all formats share. */
export const worded = reasonsOf<typeof TEXT_ROWS>();
