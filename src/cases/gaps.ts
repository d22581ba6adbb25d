import { driftOf, listTitle } from '../attribution/lists.ts';
import type { Overlap } from '../events/overlap.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Source } from '../model/source.ts';
import { LOST_NOTE } from '../tables/lost.ts';
import { tagsNoted } from '../tables/tags.ts';
import { unreadOf } from '../model/unread.ts';
import { messageOf } from '../model/reason.ts';
import type { Message } from '../model/message.ts';
import { isAssumed } from '../tables/zones.ts';
import { UPDATE_RANGES } from './commands.ts';
import { messageIn } from './evidence.ts';
import type { GapMessage } from './messages.ts';
import type { Attribution } from '../attribution/attribute.ts';
import type { CaseRanges } from '../attribution/gather.ts';

/** Names that a sentence shows. */
const SHOWN = 3;

function files(entries: readonly Evidence[]): { names: string[]; more: number } {
  const names = entries.slice(0, SHOWN).map((entry) => entry.path);
  return { names, more: entries.length - names.length };
}

/** Lines without a record, which every file may have. */
const NO_RECORDS = new Set(['skipHeader', 'skipBlank', 'skipDirective', 'skipNul', 'skipEnvelope']);

/** Files that were read whole and of which nothing was used, by the reason why: nobody should have to look for it. */
function passedOver(evidence: readonly Evidence[]): GapMessage[] {
  const byReason = new Map<string, Evidence[]>();
  for (const entry of evidence) {
    const { table, parsed, rejected, skips } = entry;
    if (table === undefined || parsed > 0 || rejected > 0) continue;
    const [most] = skips
      .filter(({ reason }) => !NO_RECORDS.has(messageOf(reason).key))
      .toSorted((a, b) => b.count - a.count);
    if (most !== undefined) byReason.set(most.reason, [...(byReason.get(most.reason) ?? []), entry]);
  }
  return [...byReason].map(([reason, entries]) => ({
    key: 'gapPassedOver',
    params: { ...files(entries), reason: messageIn(reason) },
  }));
}

/** What of the evidence could not be used; the manifest has every file. */
export function evidenceGaps(evidence: readonly Evidence[]): GapMessage[] {
  const gaps: GapMessage[] = [];
  const of = (format: string): Evidence[] => evidence.filter((entry) => entry.format === format);
  const unknown = of('unknown').filter((entry) => entry.bytes > 0);
  const unreadable = of('unreadable');
  if (unknown.length > 0) gaps.push({ key: 'gapUnknown', params: files(unknown) });
  const { programs } = unreadOf(evidence);
  if (programs.length > 0) {
    const named = programs.slice(0, SHOWN);
    gaps.push({ key: 'gapPrograms', params: { programs: named, more: programs.length - named.length } });
  }
  if (unreadable.length > 0) gaps.push({ key: 'gapUnreadable', params: files(unreadable) });
  gaps.push(...passedOver(evidence));
  const unzoned = evidence.filter(({ zone, parsed }) => parsed > 0 && isAssumed(zone));
  if (unzoned.length > 0) gaps.push({ key: 'gapZone', params: files(unzoned) });
  for (const { path, read, rejected, notes, changed, partial } of evidence) {
    // What was not read is no broken line.
    const broken = rejected - Number(partial !== undefined && rejected > 0);
    if (broken > 0) gaps.push({ key: 'gapRejected', params: { path, rejected: broken, read } });
    if (changed !== undefined) gaps.push({ key: 'gapChanged', params: { path } });
    if (partial !== undefined) gaps.push({ key: 'gapPartial', params: { path, why: messageIn(partial) } });
    for (const note of notes) {
      // Whether tags are missing only the rows can tell.
      if (note === changed || note === partial || tagsNoted(note) !== undefined) continue;
      gaps.push(
        note === LOST_NOTE
          ? { key: 'gapLost', params: { path } }
          : { key: 'gapNote', params: { path, note: messageIn(note) } },
      );
    }
  }
  return gaps;
}

/** What is missing to tell whose addresses these are, or were at the time. */
export function rangeGaps({ ranges, problems }: CaseRanges, { distant }: Attribution): Message[] {
  return [
    ...problems.map(messageOf),
    ...(ranges.known ? [] : [{ key: 'gapNoRanges', params: { update: UPDATE_RANGES } }]),
    ...distant.map(({ list, days, ...one }): GapMessage => {
      const drift = driftOf(list, days);
      const params = { ...one, days, provider: listTitle(list) };
      return { key: 'gapDistant', params: drift === undefined ? params : { ...params, drift } };
    }),
  ];
}

/** An address in none of the lists is not nobody's while a known list is not loaded. */
export function coverageGaps(sources: readonly Source[]): GapMessage[] {
  const open = sources.filter(({ not_loaded = [] }) => not_loaded.length > 0);
  const [first] = open;
  if (first === undefined || first.asked === undefined || first.asked.length === 0) return [];
  const { asked, not_loaded: notLoaded = [] } = first;
  return [
    { key: 'gapNotLoaded', params: { addresses: open.length, asked, notLoaded, update: UPDATE_RANGES } },
  ];
}

/** Files whose rows are counted twice, as far as the hashes and rows show it: one message for each pair. */
export function overlapGaps(overlaps: readonly Overlap[], evidence: readonly Evidence[]): GapMessage[] {
  const paths = new Map(evidence.map(({ id, path }) => [id, path]));
  return overlaps.map(({ table, first, second, rows }) => ({
    key: 'gapOverlap',
    params: { first: paths.get(first) ?? '', second: paths.get(second) ?? '', rows, table },
  }));
}

/** Of one kind of message so many are shown. */
const MAX_OF_KIND = 100;

/** The messages, those of one kind together where there are very many of them: the first, and how many more. */
export function boundedGaps(gaps: readonly Message[]): Message[] {
  const kinds = new Map<string, Message[]>();
  for (const gap of gaps) {
    const kind = kinds.get(gap.key);
    if (kind === undefined) kinds.set(gap.key, [gap]);
    else kind.push(gap);
  }
  const many = [...kinds.values()].filter((kind) => kind.length > MAX_OF_KIND);
  if (many.length === 0) return [...gaps];
  const left = new Set(many.flatMap((kind) => kind.slice(MAX_OF_KIND)));
  const last = new Map(many.map((kind) => [kind[MAX_OF_KIND - 1], kind.length - MAX_OF_KIND]));
  return gaps
    .filter((gap) => !left.has(gap))
    .flatMap((gap): Message[] => {
      const count = last.get(gap);
      return count === undefined ? [gap] : [gap, { key: 'gapMore', params: { count } }];
    });
}
