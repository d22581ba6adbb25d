import type { History, Version } from './history.ts';

/**
 * How long a version counts as the one in force without a later one being known. AWS published 3.8 versions a
 * day in 2026, and within 30 days 3 % of the addresses change their labels, so within a week under 1 %.
 */
const FRESH_SECONDS = 7 * 86_400;

/** A stretch of time in which the same version of each list answers. */
export interface Era {
  /** Seconds since 1970 UTC; the first era begins at -Infinity. */
  from: number;
  /** By list: time of publication of the version that answers, ISO 8601. */
  versions: ReadonlyMap<string, string>;
}

function seconds(instant: string): number {
  return Date.parse(instant) / 1000;
}

/** Until when the version is known to have been the one in force: its publication, or its last confirmation. */
function knownUntil({ published, confirmed = published }: Version): number {
  const until = seconds(confirmed);
  return Number.isNaN(until) ? seconds(published) : Math.max(seconds(published), until);
}

/**
 * When `later` takes over from `earlier`: at its publication where the two are close; else, as nobody knows what
 * was published between them, when it becomes the nearer one.
 */
function takeover(earlier: Version, later: Version): number {
  const [from, to] = [knownUntil(earlier), seconds(later.published)];
  return Math.min(to, Math.max(from + FRESH_SECONDS, (from + to) / 2));
}

/** The eras of all histories together, by time. Empty without any version. */
export function erasOf(histories: readonly History[]): Era[] {
  const changes: { from: number; list: string; published: string }[] = [];
  for (const { list, versions } of histories) {
    for (const [at, version] of versions.entries()) {
      const earlier = versions[at - 1];
      const from = earlier === undefined ? -Infinity : takeover(earlier, version);
      changes.push({ from, list, published: version.published });
    }
  }
  changes.sort((a, b) => (a.from === b.from ? 0 : a.from - b.from));
  const eras: Era[] = [];
  let versions = new Map<string, string>();
  for (const { from, list, published } of changes) {
    versions = new Map(versions).set(list, published);
    if (eras.at(-1)?.from === from) eras.pop();
    eras.push({ from, versions });
  }
  return eras;
}

/** Index of the era that the moment falls in. */
export function eraAt(eras: readonly Era[], moment: number): number {
  let low = 0;
  let high = eras.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((eras[middle]?.from ?? Infinity) <= moment) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * How many days after the moment asked for the version that answers was published; negative: before it.
 * Undefined while it counts as the one in force.
 */
export function daysAfter(version: Version, moment: number): number | undefined {
  const ahead = seconds(version.published) - moment;
  if (ahead <= 0 && moment <= knownUntil(version) + FRESH_SECONDS) return undefined;
  return Math.sign(ahead) * Math.max(1, Math.round(Math.abs(ahead) / 86_400));
}

/** The same in words: `33 days after`, `2 days before`. @param days as `daysAfter` gives them */
export function distance(days: number): string {
  const size = Math.abs(days);
  return `${size === 1 ? '1 day' : `${size} days`} ${days > 0 ? 'after' : 'before'}`;
}
