import { parseAddress } from '../net/address.ts';
import type { Address } from '../net/address.ts';
import { NO_ADDRESS, specialOf } from '../net/special.ts';
import { daysAfter, distance, eraAt, erasOf } from './eras.ts';
import type { Era } from './eras.ts';
import type { History, HistoryRow, Version } from './history.ts';
import { coverageOf, driftOf, isOwn, ROUTES } from './lists.ts';
import type { Coverage } from './lists.ts';
import { PrefixTable } from './segments.ts';
import type { Source } from '../model/source.ts';

/** Whose a prefix is: all services that publish the address, the region that is nearest to it. */
export interface Label {
  provider: string;
  /** Name of the list that has the longest prefix, of which `as_of` is a version. */
  list: string;
  /** Sorted. */
  services: string[];
  region?: string;
  border_group?: string;
  /** The longest published prefix. */
  prefix: string;
  as_of: string;
  /** Others that name the address as well. */
  also?: Claimant[];
}

/** Somebody who names an address that is another's by its longest prefix. */
interface Claimant {
  provider: string;
  list: string;
  /** Sorted. */
  services: string[];
  prefix: string;
}

/** A line of a history, and whose it is. */
interface OwnedRow {
  row: HistoryRow;
  provider: string;
  list: string;
}

/** Of one prefix in two lists: the user's own says more than a published one, and a table of routes less. */
function rankOf({ list }: History): number {
  return isOwn(list) ? 0 : list === ROUTES ? 2 : 1;
}

/** All known ranges of all providers at all times, behind one look-up. */
export class Ranges {
  readonly eras: readonly Era[];
  readonly table: PrefixTable;
  /** By prefix: its lines in all versions. */
  readonly #rows: OwnedRow[][] = [];
  readonly #labels = new Map<number, Label | null>();
  /** By list and publication. */
  readonly #versions = new Map<string, Version>();
  /** Which lists an answer rests on. */
  readonly coverage: Coverage;

  constructor(histories: readonly History[]) {
    this.coverage = coverageOf(histories);
    for (const { list, versions } of histories) {
      for (const version of versions) this.#versions.set(`${list} ${version.published}`, version);
    }
    this.eras = erasOf(histories);
    const index = new Map<string, number>();
    for (const { provider, list, rows } of histories.toSorted((a, b) => rankOf(a) - rankOf(b))) {
      for (const row of rows) {
        let at = index.get(row.prefix);
        if (at === undefined) {
          at = this.#rows.push([]) - 1;
          index.set(row.prefix, at);
        }
        this.#rows[at]!.push({ row, provider: row.provider ?? provider, list });
      }
    }
    this.table = new PrefixTable([...index.keys()]);
  }

  /** False: no ranges are known, so nothing can be attributed. */
  get known(): boolean {
    return this.eras.length > 0;
  }

  /**
   * Label of a prefix (by its number in the table) in an era; undefined where no version of the era has it or
   * one around it.
   */
  label(prefix: number, era: number): Label | undefined {
    if (prefix < 0) return undefined;
    const key = prefix * this.eras.length + era;
    const known = this.#labels.get(key);
    if (known !== undefined) return known ?? undefined;
    const label = this.#compute(prefix, era);
    this.#labels.set(key, label ?? null);
    return label;
  }

  #compute(prefix: number, era: number): Label | undefined {
    const versions = this.eras[era]?.versions;
    const byProvider = new Map<string, OwnedRow[]>();
    for (let at = prefix; at >= 0; at = this.table.around(at)) {
      for (const owned of this.#rows[at] ?? []) {
        const { row, provider } = owned;
        const published = versions?.get(owned.list);
        if (published === undefined || published < row.valid_from) continue;
        if (row.valid_to !== null && published >= row.valid_to) continue;
        const rows = byProvider.get(provider);
        if (rows === undefined) byProvider.set(provider, [owned]);
        else rows.push(owned);
      }
    }
    // Longest prefix first, as the map keeps the order in which they were found.
    const [first, ...others] = byProvider.values();
    const longest = first?.[0];
    if (first === undefined || longest === undefined) return undefined;
    const { provider, list } = longest;
    // What has the longest prefix may name no region (an Azure tag for all of them): then the next one around it.
    const placed = first.find(({ row }) => row.region !== undefined)?.row;
    return {
      provider,
      list,
      services: servicesOf(first),
      ...(placed?.region !== undefined && { region: placed.region }),
      ...(placed?.border_group !== undefined && { border_group: placed.border_group }),
      prefix: longest.row.prefix,
      as_of: versions?.get(list) ?? '',
      ...(others.length > 0 && { also: others.flatMap(claimantOf) }),
    };
  }

  /**
   * Whose the address was at a time.
   * @param at seconds since 1970 UTC
   */
  source(address: Address, at: number): Source {
    const label = this.label(this.table.of(address), eraAt(this.eras, at));
    return this.answer(address.text, label, at, specialOf(address)?.note);
  }

  /** Days from the moment to the publication of a list's version that answers; undefined: it was the one in force. */
  daysAway(list: string, published: string, moment: number): number | undefined {
    const version = this.#versions.get(`${list} ${published}`);
    return version === undefined ? undefined : daysAfter(version, moment);
  }

  /**
   * A label as an answer about an address.
   * @param special what the address is, where it is no ordinary public one
   */
  answer(address: string, label: Label | undefined, at: number, special?: string): Source {
    if (label === undefined) {
      const source: Source = { address, provider: null };
      const note = special ?? (this.known ? undefined : 'no provider ranges are known');
      return note === undefined ? { ...source, ...this.coverage } : { ...source, note };
    }
    const source: Source = { address, ...label };
    const days = this.daysAway(label.list, label.as_of, at);
    if (days !== undefined)
      source.note = `the nearest known ranges were published ${distance(days)} the time asked for${cost(label.list, days)}`;
    else if (special !== undefined) source.note = special;
    return source;
  }
}

/** How wrong a version of another time may be, as far as that was measured. */
function cost(list: string, away: number): string {
  const drift = driftOf(list, away);
  if (drift === undefined) return '';
  const { days, relabelled, gone, added } = drift;
  return `; over ${days} days ${relabelled} % of its addresses change their labels, ${added} % are new, ${gone} % go`;
}

function servicesOf(rows: readonly OwnedRow[]): string[] {
  return [...new Set(rows.map(({ row }) => row.service))].sort();
}

function claimantOf(rows: readonly OwnedRow[]): Claimant[] {
  const [longest] = rows;
  if (longest === undefined) return [];
  const { provider, list, row } = longest;
  return [{ provider, list, services: servicesOf(rows), prefix: row.prefix }];
}

/** `source` for text from evidence; a text that is no address has no provider and says so. */
export function sourceOfText(ranges: Ranges, text: string, at: number): Source {
  const address = parseAddress(text);
  if (address === undefined) return { address: text, provider: null, note: NO_ADDRESS };
  return ranges.source(address, at);
}
