import type { Overlap } from '../events/overlaps.ts';
import type { Evidence } from '../evidence/evidence.ts';

function files(entries: readonly Evidence[]): string {
  const shown = entries.slice(0, 3).map((entry) => entry.path);
  const more = entries.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** What of the evidence could not be used, in a sentence each; the manifest has every file. */
export function evidenceGaps(evidence: readonly Evidence[]): string[] {
  const gaps: string[] = [];
  const of = (format: string): Evidence[] => evidence.filter((entry) => entry.format === format);
  const unknown = of('unknown').filter((entry) => entry.bytes > 0);
  const unreadable = of('unreadable');
  if (unknown.length > 0) gaps.push(`not recognised, so not read: ${files(unknown)}`);
  if (unreadable.length > 0) gaps.push(`could not be opened: ${files(unreadable)}`);
  const unzoned = evidence.filter(({ zone, parsed }) => parsed > 0 && zone?.includes('assumed UTC') === true);
  if (unzoned.length > 0) {
    gaps.push(
      `times without a zone in ${files(unzoned)} were read as UTC: if the clock there showed another, give it with --zone`,
    );
  }
  for (const entry of evidence) {
    if (entry.rejected > 0) {
      gaps.push(
        `${entry.path}: ${entry.rejected} of ${entry.read} lines could not be read; see the manifest`,
      );
    }
    for (const note of entry.notes) gaps.push(`${entry.path}: ${note}`);
  }
  return gaps;
}

/** Files whose rows are counted twice, as far as can be told: a sentence for each pair. */
export function overlapGaps(overlaps: readonly Overlap[], evidence: readonly Evidence[]): string[] {
  const paths = new Map(evidence.map(({ id, path }) => [id, path]));
  return overlaps.map(
    ({ table, first, second, rows }) =>
      `${paths.get(first)} and ${paths.get(second)} have ${rows} ${table} in common, which are counted twice: if they are the same records, give only one of the files`,
  );
}
