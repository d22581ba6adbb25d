const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function monthKey(a: number, b: number, c: number): number {
  return ((a | 32) << 16) | ((b | 32) << 8) | (c | 32);
}

const MONTH_NUMBERS: ReadonlyMap<number, number> = new Map(
  MONTHS.map((name, i) => [monthKey(name.charCodeAt(0), name.charCodeAt(1), name.charCodeAt(2)), i + 1]),
);

/** The month, from 1, of an English abbreviation of three letters at `at`; undefined if it is not one. */
export function monthOf(bytes: Uint8Array, at: number): number | undefined {
  return MONTH_NUMBERS.get(monthKey(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0));
}
