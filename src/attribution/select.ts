import { collapseTexts } from '../net/prefix.ts';
import type { Prefix } from '../net/prefix.ts';
import { PrefixFinder, addressCount } from '../net/prefix-set.ts';
import { rowsAt } from './history.ts';
import type { History, HistoryRow } from './history.ts';

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

/** The names of all providers that the newest known versions of the lists have, sorted. */
export function knownProviders(histories: readonly History[]): string[] {
  const named = histories.flatMap(({ provider, rows }) => rows.map((row) => row.provider ?? provider));
  return [...new Set(named)].sort();
}

function prefixesOf(rows: readonly HistoryRow[]): readonly Prefix[] {
  return collapseTexts(rows.map(({ prefix }) => prefix));
}

/** The prefixes that the newest known versions publish for the selection; neighbours are joined into one prefix. */
export function publishedPrefixes(histories: readonly History[], selection: Selection): readonly Prefix[] {
  const { provider, service, region } = selection;
  const rows = newestRows(histories, provider).filter(
    (row) =>
      (service === undefined || row.service === service) && (region === undefined || row.region === region),
  );
  return prefixesOf(rows);
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

/** A service's prefixes in the newest known versions, and how many addresses they hold. */
interface Service {
  prefixes: readonly Prefix[];
  size: bigint;
}

/** The provider's services, by name. */
function servicesOf(histories: readonly History[], provider: string): Map<string, Service> {
  const byName = new Map<string, HistoryRow[]>();
  for (const row of newestRows(histories, provider)) {
    const rows = byName.get(row.service);
    if (rows === undefined) byName.set(row.service, [row]);
    else rows.push(row);
  }
  return new Map(
    [...byName].map(([name, rows]) => {
      const prefixes = prefixesOf(rows);
      return [name, { prefixes, size: addressCount(prefixes, 4) + addressCount(prefixes, 6) }];
    }),
  );
}

/** By provider: the service that holds all others, as Amazon's `AMAZON` does; providers without one are left out. */
export function generalServices(histories: readonly History[]): Map<string, string> {
  const general = new Map<string, string>();
  for (const provider of knownProviders(histories)) {
    const services = [...servicesOf(histories, provider)];
    const [largest] = services.toSorted(([, a], [, b]) => (a.size > b.size ? -1 : 1));
    if (largest === undefined || services.length < 2) continue;
    const [name, { prefixes }] = largest;
    const holds = new PrefixFinder(prefixes);
    const held = services.every(([, one]) =>
      one.prefixes.every((prefix) => holds.holding(prefix) !== undefined),
    );
    if (held) general.set(provider, name);
  }
  return general;
}

/**
 * Which of an address's services says the most: the one that holds the fewest addresses. Of `AMAZON`, `EC2` and
 * `ROUTE53_HEALTHCHECKS` that is the last.
 */
export function specificService(
  histories: readonly History[],
): (provider: string, services: readonly string[]) => string | undefined {
  const known = new Map<string, Map<string, Service>>();
  return (provider, services) => {
    let sizes = known.get(provider);
    if (sizes === undefined) {
      sizes = servicesOf(histories, provider);
      known.set(provider, sizes);
    }
    // A service that the newest version does not have is of an older one, and its size is not known: it counts as the smallest.
    const size = (name: string): bigint => sizes.get(name)?.size ?? 0n;
    return services.toSorted((a, b) => (size(a) === size(b) ? 0 : size(a) < size(b) ? -1 : 1))[0];
  };
}
