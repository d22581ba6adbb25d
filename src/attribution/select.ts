import { collapse, parsePrefix, type Prefix } from '../net/prefix.ts';
import { PrefixFinder, addressCount } from '../net/prefix-set.ts';
import { rowsAt, type History, type HistoryRow } from './history.ts';

/** Some of what a provider publishes: all of it, one service, or one service in one region. */
export interface Selection {
  provider: string;
  service?: string;
  region?: string;
}

/** The provider's lines in the newest known version of each list that names it. */
function newestRows(histories: readonly History[], provider: string): HistoryRow[] {
  return histories.flatMap((history) => {
    const newest = history.versions.at(-1);
    if (newest === undefined) return [];
    const rows = rowsAt(history, newest.published);
    return rows.filter((row) => (row.provider ?? history.provider) === provider);
  });
}

/** Everybody whom the newest known versions name, sorted. */
function knownProviders(histories: readonly History[]): string[] {
  const named = histories.flatMap(({ provider, rows }) => rows.map((row) => row.provider ?? provider));
  return [...new Set(named)].sort();
}

function prefixesOf(rows: readonly HistoryRow[]): Prefix[] {
  return rows.flatMap(({ prefix }) => parsePrefix(prefix) ?? []);
}

/** The prefixes that the newest known versions publish for it, collapsed. */
export function publishedPrefixes(histories: readonly History[], selection: Selection): Prefix[] {
  const { provider, service, region } = selection;
  const rows = newestRows(histories, provider).filter(
    (row) =>
      (service === undefined || row.service === service) && (region === undefined || row.region === region),
  );
  return collapse(prefixesOf(rows));
}

/** What can be selected of a provider, for an error that names it: its services and regions, sorted. */
export function publishedNames(
  histories: readonly History[],
  provider: string,
): { services: string[]; regions: string[] } {
  const rows = newestRows(histories, provider);
  const distinct = (values: (string | undefined)[]): string[] =>
    [...new Set(values)].filter((value) => value !== undefined).sort();
  return {
    services: distinct(rows.map(({ service }) => service)),
    regions: distinct(rows.map(({ region }) => region)),
  };
}

/** By provider: the service that holds all others, as Amazon's `AMAZON` does; providers without one are left out. */
export function generalServices(histories: readonly History[]): Map<string, string> {
  const general = new Map<string, string>();
  for (const provider of knownProviders(histories)) {
    const rows = newestRows(histories, provider);
    const sizes = new Map<string, bigint>();
    const size = (service: string): bigint => {
      const known = sizes.get(service);
      if (known !== undefined) return known;
      const prefixes = publishedPrefixes(histories, { provider, service });
      const made = addressCount(prefixes, 4) + addressCount(prefixes, 6);
      sizes.set(service, made);
      return made;
    };
    const services = [...new Set(rows.map(({ service }) => service))];
    const [largest] = services.sort((a, b) => (size(a) > size(b) ? -1 : 1));
    if (largest === undefined || services.length < 2) continue;
    const holds = new PrefixFinder(publishedPrefixes(histories, { provider, service: largest }));
    if (prefixesOf(rows).every((prefix) => holds.holding(prefix) !== undefined))
      general.set(provider, largest);
  }
  return general;
}
