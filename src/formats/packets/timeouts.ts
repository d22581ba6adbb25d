/**
 * When a conversation is over although nothing said so, in seconds of the capture's own time. `tcp` and `other` are
 * Zeek's defaults: tcp_inactivity_timeout 5 min, udp_inactivity_timeout and icmp_inactivity_timeout 1 min.
 */
export const IDLE_SECONDS = {
  /** TCP that was answered and not closed. */
  tcp: 300,
  /** UDP, ICMP, other protocols. */
  other: 60,
  /**
   * TCP that nobody answered, or that was closed: room for five repeated SYNs, whose distances double from one second
   * (RFC 6298) to sixteen. Zeek gives an attempt five seconds.
   */
  attempt: 20,
} as const;

/**
 * A row covers no more than this; what follows of the conversation is another row. It is the longest aggregation
 * interval of VPC Flow Logs (AWS documentation), so that rates and pictures of both kinds of evidence compare.
 */
export const ROW_SECONDS = 600;

/** Conversations that may be open at a time, in all threads together: 64 bytes each, twice that if answered. */
export const MAX_OPEN = 4_000_000;

/** Distinct IPv6 addresses at a time, in one thread. */
export const MAX_V6_ADDRESSES = 400_000;
