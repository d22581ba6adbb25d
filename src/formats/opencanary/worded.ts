import { reasonsOf } from '../../model/reason.ts';
import type { OPENCANARY_ROWS } from './sentences.ts';

/** Reasons of OpenCanary's log. */
export const worded = reasonsOf<typeof OPENCANARY_ROWS>();
