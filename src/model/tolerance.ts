/**
 * A notice's amount agrees with the flows' where it exceeds what they hold around its time by no more than `above`, and falls
 * below what they hold within it by no more than `below`. Notices count at the network's edge by the minute, flow logs at the
 * interface by the aggregation interval; shares are ours.
 */
export const TOLERANCE = { above: 0.1, below: 0.5 } as const;
