import { reasonsOf } from '../model/reason.ts';
import type { COLLECTION_ROWS } from './collection-sentences.ts';

/** Why a call was refused, and what else is to be known of what was collected. */
export const collectionReason = reasonsOf<typeof COLLECTION_ROWS>();
