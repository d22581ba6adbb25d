/** When something happened. */
export interface Instant {
  /** Since 1970, UTC. */
  seconds: number;
  /** Within the second. */
  micros: number;
}
