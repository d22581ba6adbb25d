import { reasonsOf } from '../model/reason.ts';
import type { CLOUD_ROWS } from './sentences.ts';

/** Why a line of a list or an inventory was not taken, or what a file is recognised by. */
export const cloudReason = reasonsOf<typeof CLOUD_ROWS>();
