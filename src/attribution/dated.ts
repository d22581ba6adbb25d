import type { PublishedRanges } from '../clouds/cloud.ts';
import { secondsOf } from '../clouds/published.ts';
import type { DatedBy, Version } from './history.ts';

/** What is known of a file's time beside its content; ISO 8601. */
export interface Times {
  /** As the user says. */
  published?: string;
  /** When the web server says that it was changed. */
  changed?: string;
  /** When it was committed to an archive. */
  committed?: string;
  /** When it was last written. */
  written?: string;
  /** When it was fetched or read. */
  imported: string;
}

/** `ServiceTags_Public_20260817.json`, `fastly-2021-03-05.json`: the last date in a file's name; the day's beginning. */
function dateIn(source: string): string | undefined {
  const name = source.slice(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1);
  const dates = Array.from(name.matchAll(/(?<!\d)((?:19|20)\d\d)([-_.]?)([01]\d)\2([0-3]\d)(?!\d)/g));
  for (const [, year, , month, day] of dates.toReversed()) {
    const instant = `${year}-${month}-${day}T00:00:00Z`;
    // A day that the month lacks becomes one of the next, or none.
    const time = Date.parse(instant);
    if (!Number.isNaN(time) && secondsOf(time) === instant) return instant;
  }
  return undefined;
}

/** A list's time of publication: its own, else the nearest to it that is known, which the version then names. */
export function datedBy(
  ranges: PublishedRanges,
  source: string,
  times: Times,
): Pick<Version, 'published' | 'dated'> {
  if (ranges.published !== undefined) return { published: ranges.published };
  const known: [DatedBy, string | undefined][] = [
    ['given', times.published],
    ['name', dateIn(source)],
    ['server', times.changed],
    ['commit', times.committed],
    ['file', times.written],
    ['fetched', times.imported],
  ];
  for (const [dated, text] of known) {
    const time = text === undefined ? Number.NaN : Date.parse(text);
    if (!Number.isNaN(time)) return { published: secondsOf(time), dated };
  }
  throw new Error('A list was imported at no time.');
}
