import { reasonsOf } from '../model/reason.ts';
import type { HOST_ROWS } from './sentences.ts';

/** Reasons that outputs of several commands share. */
export const hostReason = reasonsOf<typeof HOST_ROWS>();
