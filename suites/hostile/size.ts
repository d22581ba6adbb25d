/** In CI the suite is quick; `node dist/suites/hostile/full.js` runs all of it. */
export const SIZE = process.env['HOSTILE_SIZE'] === 'full' ? 'full' : 'ci';

/** How many: in CI, and in a full run. */
export function sized(ci: number, full: number): number {
  return SIZE === 'full' ? full : ci;
}

/** So many of them, spread evenly from the first to the last. */
export function spread<Item>(items: readonly Item[], wanted: number): Item[] {
  if (items.length <= wanted) return [...items];
  return Array.from({ length: wanted }, (_, i) => items[Math.floor((i * items.length) / wanted)]!);
}

export interface Piece {
  /** From 1. */
  n: number;
  of: number;
}

/** The piece that this run is, where a full run goes piece by piece: `HOSTILE_PIECE=2/8`. */
export function pieceOf(text = process.env['HOSTILE_PIECE'] ?? '1/1'): Piece {
  const [n = 0, of = 0] = text.split('/').map(Number);
  if (!Number.isInteger(n) || !Number.isInteger(of) || n < 1 || n > of)
    throw new Error(`not a piece: ${text}; the second of eight is 2/8`);
  return { n, of };
}

/** Those of a row's tries that this run's piece makes: each of the pieces takes the same share from everywhere. */
export function inPiece<Item>(items: readonly Item[], { n, of } = pieceOf()): Item[] {
  return items.filter((_, i) => i % of === n - 1);
}
