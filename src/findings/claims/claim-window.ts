import type { Claim } from '../../model/claim.ts';
import type { Instant } from '../../model/instant.ts';
import { instantOf, secondsOf } from '../sql/instants.ts';

/** Records reach back by one aggregation interval of 10 minutes. Source: AWS documentation, flow log records. */
export const BEFORE = 600;
/** The same forwards, and start and end may be up to 60 s late. Source: AWS documentation, flow log records. */
export const AFTER = 660;

/** When the claim says it happened. */
export interface ClaimWindow {
  from: Instant;
  to: Instant;
  /** Widened by aggregation and clock lag: where its records can begin. */
  search: { from: Instant; to: Instant };
}

/** The claim's window, else the span of its flows; undefined when it gives no time at all. */
export function windowOf(claim: Claim): ClaimWindow | undefined {
  const given = [claim.window?.from, claim.window?.to];
  const flows = claim.flows.flatMap((flow) => [flow.from, flow.to]);
  const times = given.some((time) => time !== undefined) ? given : flows;
  const seconds = times
    .flatMap((time) => (time === undefined ? [] : [secondsOf(time)]))
    .filter(Number.isFinite);
  if (seconds.length === 0) return undefined;
  const [from, to] = [Math.min(...seconds), Math.max(...seconds)];
  return {
    from: instantOf(from),
    to: instantOf(to),
    search: { from: instantOf(from - BEFORE), to: instantOf(to + AFTER) },
  };
}

/** Whether what was found may be of the claimed time, as near as the records' times allow; without a time it may. */
export function fitsWindow(found: { from: Instant; to: Instant }, window: ClaimWindow | undefined): boolean {
  if (window === undefined) return true;
  const { from, to } = window.search;
  return Date.parse(found.from) <= Date.parse(to) && Date.parse(found.to) >= Date.parse(from);
}
