import type { Finding } from '../model/finding.ts';
import type { Claim } from '../model/claim.ts';
import { sourceTitle } from '../notices/senders/title.ts';
import type { Instant } from '../model/instant.ts';
import type { TimelineEntry } from '../model/case.ts';
import type { TimelineMessage } from './messages.ts';
import { NOT_YET_OVER_MS } from './stopped.ts';

/** Findings shorter than this get one entry, not a beginning and an end. */
const ONE_MOMENT_MS = 60_000;

function claimEntries({
  source,
  reference,
  type,
  stage,
  window,
  received,
  deadline,
}: Claim): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  const add = (at: Instant | undefined, kind: TimelineEntry['kind'], message: TimelineMessage): void => {
    if (at !== undefined) entries.push({ at, kind, message });
  };
  const title = sourceTitle(source);
  const notice: TimelineMessage = {
    key: 'timeNotice',
    params: {
      ...(title !== undefined && { source: title }),
      ...(reference === undefined ? {} : { reference }),
    },
  };
  const { from, to } = window ?? {};
  const moment = from === to || to === undefined;
  add(from, 'claim', { key: moment ? 'timeMoment' : 'timeBegins', params: { notice, type } });
  if (!moment || from === undefined) add(to, 'claim', { key: 'timeEnds', params: { notice, type } });
  add(received, 'claim', { key: 'timeReceived', params: { notice, stage } });
  add(deadline, 'deadline', { key: 'timeDue', params: { notice } });
  return entries;
}

function findingEntries(
  { from, to, message, subject, type }: Finding,
  logsEnd: Instant | undefined,
): TimelineEntry[] {
  const entries: TimelineEntry[] = [{ at: from, kind: 'finding', message }];
  if (Date.parse(to) - Date.parse(from) >= ONE_MOMENT_MS) {
    const who = subject.address ?? subject.instance ?? subject.interface ?? subject.user;
    const open = logsEnd !== undefined && Date.parse(logsEnd) - Date.parse(to) < NOT_YET_OVER_MS;
    const key = open ? 'timeLogEnds' : 'timeFindingEnds';
    const ends: TimelineMessage = { key, params: { ...(who && { who }), type } };
    entries.push({ at: to, kind: 'finding', message: ends });
  }
  return entries;
}

function byTime(entries: TimelineEntry[]): TimelineEntry[] {
  return entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** The timeline with what these notices say, in place of what they said before. */
export function withClaims(timeline: readonly TimelineEntry[], claims: readonly Claim[]): TimelineEntry[] {
  const others = timeline.filter(({ kind }) => kind !== 'claim' && kind !== 'deadline');
  return byTime([...claims.flatMap(claimEntries), ...others]);
}

/**
 * All that has a time in the case, earliest first.
 * @param logsEnd time of the last event of all; undefined: not known
 */
export function timelineOf(
  opened: Instant,
  claims: readonly Claim[],
  findings: readonly Finding[],
  logsEnd?: Instant,
): TimelineEntry[] {
  const entries: TimelineEntry[] = [
    ...claims.flatMap(claimEntries),
    ...findings.flatMap((finding) => findingEntries(finding, logsEnd)),
    { at: opened, kind: 'case', message: { key: 'timeOpened', params: {} } },
  ];
  return byTime(entries);
}
