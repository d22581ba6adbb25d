import type { Cell } from '../../events/engines/engine.ts';

/** The values of a dialect's `sample`: the text of a JSON array. Nulls are left out. */
export function samples(cell: Cell | undefined): string[] {
  if (typeof cell !== 'string') return [];
  const values: unknown = JSON.parse(cell);
  return Array.isArray(values) ? values.filter((value) => value !== null).map(String) : [];
}
