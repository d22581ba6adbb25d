// What a log says of records that it lost: what is not in it may have happened all the same. Whoever concludes
// anything from silence asks the manifest for these.

import { packed } from '../model/reason.ts';

/** Reason of the skip, one for each time that records were lost. */
export const LOST_REASON = packed({ key: 'skipLost', params: {} });
/** The note of the file. */
export const LOST_NOTE = packed({ key: 'noteLost', params: {} });
