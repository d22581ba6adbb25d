const MAX_LINE = 20_000;

/** The cells of a line of comma-separated values; quotes are taken off, a doubled one is one. */
export function cellsOf(line: string): string[] {
  const cells: string[] = [];
  for (const [, quoted, plain] of line
    .slice(0, MAX_LINE)
    .trimEnd()
    .matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    cells.push((quoted?.replaceAll('""', '"') ?? plain ?? '').trim());
  }
  return cells;
}
