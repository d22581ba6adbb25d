/** Boxes between two hosts that pass traffic on (RFC 3234): never culprits themselves. */
export const MIDDLEBOX_KINDS = ['nat', 'load balancer', 'transit gateway'] as const;
export type MiddleboxKind = (typeof MIDDLEBOX_KINDS)[number];
