/** One window of a subject in which a rule held; times in seconds since 1970. */
export interface Window<Item> {
  subject: string;
  start: number;
  end: number;
  item: Item;
}

/** Windows of one subject that lie close together. */
export interface Period<Item> {
  subject: string;
  start: number;
  end: number;
  items: Item[];
}

/**
 * Joins a subject's windows whose distance is at most `gap` seconds, so that one scan is one finding.
 * Periods come in the order of subject and time.
 */
export function mergeWindows<Item>(windows: readonly Window<Item>[], gap: number): Period<Item>[] {
  const sorted = [...windows].sort(
    (a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0) || a.start - b.start,
  );
  const periods: Period<Item>[] = [];
  for (const { subject, start, end, item } of sorted) {
    const open = periods.at(-1);
    if (open !== undefined && open.subject === subject && start - open.end <= gap) {
      open.end = Math.max(open.end, end);
      open.items.push(item);
    } else {
      periods.push({ subject, start, end, items: [item] });
    }
  }
  return periods;
}
