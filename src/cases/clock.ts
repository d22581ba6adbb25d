import type { Claim } from '../model/claim.ts';
import type { Instant } from '../model/instant.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The case's clock at one moment. Without a deadline there is only `words`. */
export interface CaseClock {
  deadline?: Instant;
  /** Index of the claim that sets it. */
  claim?: number;
  /** Negative: overdue. */
  left_ms?: number;
  /** `23 h 10 min left`, `overdue by 2 h`, `no deadline stated`. */
  words: string;
}

/** A span in the two largest units that matter, rounded down: `3 d 4 h`, `23 h 10 min`, `45 min`. */
export function durationWords(ms: number): string {
  const days = Math.floor(ms / DAY);
  const hours = Math.floor(ms / HOUR);
  const minutes = Math.floor(ms / MINUTE);
  const join = (...parts: [number, string][]) =>
    parts
      .filter(([count]) => count > 0)
      .map(([count, unit]) => `${count} ${unit}`)
      .join(' ');
  if (days >= 2) return join([days, 'd'], [hours % 24, 'h']);
  if (minutes >= 1) return join([hours, 'h'], [minutes % 60, 'min']);
  return 'less than a minute';
}

function words(left: number): string {
  return left >= 0 ? `${durationWords(left)} left` : `overdue by ${durationWords(-left)}`;
}

function sameMatter(a: Claim, b: Claim): boolean {
  return a.reference !== undefined && a.reference === b.reference && a.source === b.source;
}

/** A later notice in the same matter sets a new deadline; the earlier one no longer counts. */
function superseded(claim: Claim, claims: readonly Claim[]): boolean {
  return claims.some(
    (other) =>
      sameMatter(claim, other) &&
      other.deadline !== undefined &&
      Date.parse(other.received ?? '') > Date.parse(claim.received ?? ''),
  );
}

/** The claim whose deadline comes first. A notice that is forged sets none. */
function mostUrgent(claims: readonly Claim[]): { claim: number; at: number } | undefined {
  let first: { claim: number; at: number } | undefined;
  for (const [claim, notice] of claims.entries()) {
    const at = Date.parse(notice.deadline ?? '');
    if (Number.isNaN(at) || notice.authenticity.verdict === 'forged') continue;
    if (superseded(notice, claims)) continue;
    if (!first || at < first.at) first = { claim, at };
  }
  return first;
}

/** What is left of the time that the notices give; only what they state counts, nothing is supposed. */
export function clockOf(claims: readonly Claim[], now: Date): CaseClock {
  const urgent = mostUrgent(claims);
  if (!urgent) return { words: 'no deadline stated' };
  const left = urgent.at - now.getTime();
  return {
    deadline: new Date(urgent.at).toISOString(),
    claim: urgent.claim,
    left_ms: left,
    words: words(left),
  };
}
