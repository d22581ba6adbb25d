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
