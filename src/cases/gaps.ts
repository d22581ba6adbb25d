import { providerTitle } from '../clouds/index.ts';
import type { Overlap } from '../events/overlaps.ts';
import type { Evidence } from '../model/evidence.ts';
import { SKIPDATA_NOTE } from '../formats/vpc-flow/vpc-aside.ts';
import type { Phrases } from '../findings/sentences/say.ts';
import type { Attribution } from '../attribution/attribute.ts';
import type { Gathered } from '../attribution/gather.ts';

/** Names that a sentence shows. */
const SHOWN = 3;

function files(entries: readonly Evidence[]): { names: string[]; more: number } {
  const names = entries.slice(0, SHOWN).map((entry) => entry.path);
  return { names, more: entries.length - names.length };
}

/** What of the evidence could not be used, in a sentence each; the manifest has every file. */
export function evidenceGaps(evidence: readonly Evidence[], phrases: Phrases): string[] {
  const gaps: string[] = [];
  const of = (format: string): Evidence[] => evidence.filter((entry) => entry.format === format);
  const unknown = of('unknown').filter((entry) => entry.bytes > 0);
  const unreadable = of('unreadable');
  if (unknown.length > 0) gaps.push(phrases.say({ key: 'gapUnknown', ...files(unknown) }));
  if (unreadable.length > 0) gaps.push(phrases.say({ key: 'gapUnreadable', ...files(unreadable) }));
  const unzoned = evidence.filter(({ zone, parsed }) => parsed > 0 && zone?.includes('assumed UTC') === true);
  if (unzoned.length > 0) gaps.push(phrases.say({ key: 'gapZone', ...files(unzoned) }));
  for (const { path, read, rejected, notes } of evidence) {
    if (rejected > 0) gaps.push(phrases.say({ key: 'gapRejected', path, rejected, read }));
    for (const note of notes) {
      gaps.push(note === SKIPDATA_NOTE ? phrases.say({ key: 'gapLost', path }) : `${path}: ${note}`);
    }
  }
  return gaps;
}

/** What is missing to tell whose addresses these are, or were at the time. */
export function rangeGaps(
  { ranges, problems }: Gathered,
  { distant }: Attribution,
  phrases: Phrases,
): string[] {
  return [
    ...problems,
    ...(ranges.known ? [] : [phrases.say({ key: 'gapNoRanges' })]),
    ...distant.map((one) =>
      phrases.say({ key: 'gapDistant', ...one, provider: providerTitle(one.provider) }),
    ),
  ];
}

/** Files whose rows are counted twice, as far as can be told: a sentence for each pair. */
export function overlapGaps(
  overlaps: readonly Overlap[],
  evidence: readonly Evidence[],
  phrases: Phrases,
): string[] {
  const paths = new Map(evidence.map(({ id, path }) => [id, path]));
  return overlaps.map(({ table, first, second, rows }) =>
    phrases.say({
      key: 'gapOverlap',
      first: paths.get(first) ?? '',
      second: paths.get(second) ?? '',
      rows,
      table,
    }),
  );
}
