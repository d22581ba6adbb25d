import type { Row } from '../../events/engines/engine.ts';

/** A figure of a row by its name; 0 where the row has none. */
export function numberIn(row: Row, name: string): number {
  return Number(row[name] ?? 0);
}
