/** When something happened. */
export interface Instant {
  /** Whole seconds since 1970-01-01, UTC. */
  seconds: number;
  /** Microseconds within the second, 0 to 999,999. */
  micros: number;
}
