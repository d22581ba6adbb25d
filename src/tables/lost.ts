// What a log says of records that it lost: what is not in it may have happened all the same. Whoever concludes
// anything from silence asks the manifest for these.

/** Reason of the skip, one for each time that records were lost. */
export const LOST_REASON = 'SKIPDATA: records were lost';
/** The note of the file. */
export const LOST_NOTE =
  'the log says that records were lost (SKIPDATA): traffic that is missing here may have happened';
