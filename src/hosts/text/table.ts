/** A column of a table whose header is over its values. */
export interface TableColumn {
  name: string;
  /** First character of the column, from the header. */
  start: number;
}

/** Columns of a header whose names are two blanks apart, or one word each where `words` says so. */
export function columnsOf(header: string, words = false): TableColumn[] {
  return Array.from(header.matchAll(words ? /\S+/g : /\S+(?: \S+)*/g), (match) => ({
    name: match[0],
    start: match.index,
  }));
}

/** A row cut at the header's columns: left-aligned values, as docker, systemctl and schtasks print them. */
export function cellsOf(row: string, columns: readonly TableColumn[]): Map<string, string> {
  return new Map(
    columns.map(({ name, start }, i) => [name, row.slice(start, columns[i + 1]?.start).trim()] as const),
  );
}

/** Where columns begin and end, by the line of `====` or `----` below the header: it is as wide as they are. */
export function ruledColumns(rule: string): { start: number; end: number }[] {
  return Array.from(rule.matchAll(/[-=]+/g), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}
