import type { Conclusion, StopState } from '../model/conclusion.ts';
import type { Finding, Verdict } from '../model/finding.ts';
import type { Instant } from '../model/instant.ts';
import type { StoppedMessage } from './messages.ts';

/** How far the log reaches in which the deed is seen. */
export interface Reach {
  /** Time of its last event. */
  ends: Instant;
  /** Time of its last event of anybody else; absent: it has none, or that is not known. */
  others?: Instant;
  /** Seconds by which it must go on behind a moment before its records of that moment are all there; absent: none. */
  settles?: number;
}

/**
 * The longest record of VPC flow logs, in milliseconds: what ends so shortly before the log may go on behind it. It is the
 * least quiet that counts, too.
 */
export const NOT_YET_OVER_MS = 600_000;
/** What ends so shortly before the log is seen to its end, in milliseconds: a minute, the shortest record of a flow log. */
const AT_THE_END_MS = 60_000;
/** Of a long deed, so much of its length must be quiet before it counts as stopped … */
const PAUSE_SHARE = 0.1;
/** … but never more than a day, in milliseconds. */
const LONGEST_PAUSE_MS = 86_400_000;

const ms = (from: Instant, to: Instant): number => Date.parse(to) - Date.parse(from);

/** The same doing by the same one, in the order of time. */
function episodesOf(deed: Finding, findings: readonly Finding[]): Finding[] {
  const subject = JSON.stringify(deed.subject);
  return findings
    .filter(
      (one) =>
        one.type === deed.type && one.direction === deed.direction && JSON.stringify(one.subject) === subject,
    )
    .toSorted((a, b) => ms(b.from, a.from));
}

/**
 * How long a log must go on without it, in milliseconds: ten minutes, until its records are all there, a tenth of how long
 * it lasted, and as long as it has paused before.
 */
function pauseNeeded(
  episodes: readonly Finding[],
  first: Instant,
  last: Instant,
  { settles = 0 }: Partial<Reach>,
): number {
  let reached = first;
  let pause = 0;
  for (const { from, to } of episodes) {
    pause = Math.max(pause, ms(reached, from));
    if (ms(reached, to) > 0) reached = to;
  }
  const share = Math.min(PAUSE_SHARE * ms(first, last), LONGEST_PAUSE_MS);
  return Math.max(NOT_YET_OVER_MS, settles * 1000, share, pause);
}

function judged(last: Instant, needed: number, reach: Reach | undefined): StopState {
  const stateOf = (
    state: StopState['state'],
    message: StoppedMessage,
    places: Partial<Pick<StopState, 'log_ends' | 'knowable_from'>> = {},
  ): StopState => ({ state, last_seen: last, ...places, message });
  if (reach === undefined) return stateOf('cannot_tell', { key: 'stopUnknown', params: {} });
  const { ends, others } = reach;
  const beyond = Math.max(0, ms(last, ends));
  const seconds = Math.round(beyond / 1000);
  if (beyond >= needed)
    return stateOf('stopped', { key: 'stopSeen', params: { last, ends } }, { log_ends: ends });
  const known = new Date(Date.parse(last) + needed).toISOString();
  const places = { log_ends: ends, knowable_from: known };
  if (beyond >= NOT_YET_OVER_MS)
    return stateOf('cannot_tell', { key: 'stopTooShort', params: { last, seconds, known } }, places);
  // Whether the log or the deed has ended is seen by what else the log holds around that time.
  const alive = others !== undefined && ms(others, last) < needed;
  if (alive && beyond > AT_THE_END_MS)
    return stateOf('going_on', { key: 'stopShortly', params: { last, seconds, known } }, places);
  return alive
    ? stateOf('going_on', { key: 'stopGoing', params: { ends } }, places)
    : stateOf('cannot_tell', { key: 'stopLogEnds', params: { last, known } }, places);
}

/**
 * Whether it has stopped, as far as the logs tell; nothing where nothing is claimed and nothing was found.
 *
 * - `stopped`: the log in which it is seen goes on without it for ten minutes, as long as its records may be late, a tenth
 *   of its length (a day at most) and its own longest pause, whichever is the longest.
 * - `going_on`: it is seen in the last ten minutes of the log, and others are seen around then, so that the log was
 *   still written.
 * - `not_seen`: the claim is ruled out, so there is nothing that could stop.
 * - `cannot_tell`: the log ends with it, or too shortly after it, or how far it reaches is not known.
 *
 * Where it is not known to have stopped, `knowable_from` is how far a log must reach to tell.
 *
 * @param deed what the conclusion is about
 * @param reach how far the log goes in which the deed is seen; without a deed: in which it would be
 */
export function stoppedOf(
  deed: Finding | undefined,
  findings: readonly Finding[],
  verdict: Verdict | undefined,
  reach: Reach | undefined,
): Conclusion['stopped'] {
  if (deed !== undefined) {
    const episodes = episodesOf(deed, findings);
    const first = episodes[0]?.from ?? deed.from;
    const last = episodes.reduce((latest, { to }) => (ms(latest, to) > 0 ? to : latest), deed.to);
    return judged(last, pauseNeeded(episodes, first, last, reach ?? {}), reach);
  }
  if (verdict === undefined) return undefined;
  if (verdict.verdict === 'ruled_out') {
    if (reach === undefined) return undefined;
    const { ends } = reach;
    return { state: 'not_seen', log_ends: ends, message: { key: 'stopNotSeen', params: { ends } } };
  }
  return { state: 'cannot_tell', message: { key: 'stopUnknown', params: {} } };
}
