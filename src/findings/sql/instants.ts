import type { Instant } from '../../model/instant.ts';

/** ISO 8601 UTC, whole seconds, of seconds since 1970. */
export function instantOf(seconds: number): Instant {
  return new Date(Math.trunc(seconds) * 1000).toISOString().replace('.000Z', 'Z');
}

/** Seconds since 1970 of an ISO 8601 time; NaN if the text is no such time. */
export function secondsOf(instant: Instant): number {
  return Date.parse(instant) / 1000;
}
