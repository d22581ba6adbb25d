import type { GapMessage } from '../../cases/messages.ts';
import type { Engine } from '../../events/engines/engine.ts';
import type { Evidence } from '../../model/evidence.ts';
import { tagsNoted } from '../../tables/tags.ts';

/** The columns of tags that flow logs have and that not one row fills. */
export async function tagGaps(evidence: readonly Evidence[], engine: Engine): Promise<GapMessage[]> {
  const noted = evidence.filter(({ parsed }) => parsed > 0).flatMap(({ notes }) => notes);
  const columns = [...new Set(noted.flatMap((note) => tagsNoted(note) ?? []))].sort();
  if (columns.length === 0) return [];
  const counts = columns.map((column) => `count(${column}) AS ${column}`).join(', ');
  const [row] = await engine.query(`SELECT ${counts} FROM flows`);
  const empty = columns.filter((column) => Number(row?.[column] ?? 0) === 0);
  return empty.length === 0 ? [] : [{ key: 'gapTags', params: { columns: empty } }];
}
