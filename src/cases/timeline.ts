import type { Finding } from '../model/finding.ts';
import type { Said } from '../findings/sentences/messages.ts';
import { Phrases } from '../findings/sentences/say.ts';
import type { Claim } from '../model/claim.ts';
import { sourceTitle } from '../notices/senders/title.ts';
import type { Instant } from '../model/instant.ts';
import type { TimelineEntry } from '../model/case.ts';

/** Findings shorter than this get one entry, not a beginning and an end. */
const ONE_MOMENT_MS = 60_000;

/** An entry before it is put into words. */
interface Moment extends Omit<TimelineEntry, 'what'> {
  what: Said;
}

function claimEntries({ source, reference, type, stage, window, received, deadline }: Claim): Moment[] {
  const entries: Moment[] = [];
  const add = (at: Instant | undefined, kind: Moment['kind'], what: Said): void => {
    if (at !== undefined) entries.push({ at, kind, what });
  };
  const notice: Said = {
    key: 'timeNotice',
    source: sourceTitle(source),
    ...(reference === undefined ? {} : { reference }),
  };
  const { from, to } = window ?? {};
  const moment = from === to || to === undefined;
  add(from, 'claim', { key: moment ? 'timeMoment' : 'timeBegins', notice, type });
  if (!moment || from === undefined) add(to, 'claim', { key: 'timeEnds', notice, type });
  add(received, 'claim', { key: 'timeReceived', notice, stage });
  add(deadline, 'deadline', { key: 'timeDue', notice });
  return entries;
}

function findingEntries({ from, to, sentence, subject, type }: Finding, phrases: Phrases): Moment[] {
  const entries: Moment[] = [{ at: from, kind: 'finding', what: phrases.again(sentence) }];
  if (Date.parse(to) - Date.parse(from) >= ONE_MOMENT_MS) {
    const who = subject.address ?? subject.instance ?? subject.interface ?? subject.user;
    entries.push({ at: to, kind: 'finding', what: { key: 'timeFindingEnds', ...(who && { who }), type } });
  }
  return entries;
}

/**
 * All that has a time in the case, earliest first.
 * @param phrases the case's, where the sentences are kept for other languages
 */
export function timelineOf(
  opened: Instant,
  claims: readonly Claim[],
  findings: readonly Finding[],
  phrases = new Phrases(),
): TimelineEntry[] {
  const entries: Moment[] = [
    ...claims.flatMap(claimEntries),
    ...findings.flatMap((finding) => findingEntries(finding, phrases)),
    { at: opened, kind: 'case', what: { key: 'timeOpened' } },
  ];
  return entries
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map(({ at, kind, what }) => ({ at, kind, what: phrases.say(what) }));
}
