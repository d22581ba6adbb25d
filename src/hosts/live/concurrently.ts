/** How many reads of /proc are under way at a time: more only wait for the same four threads. */
const AT_A_TIME = 64;

/** Maps in order, a bounded number at a time. */
export async function concurrently<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += AT_A_TIME) {
    results.push(...(await Promise.all(items.slice(start, start + AT_A_TIME).map(work))));
  }
  return results;
}
