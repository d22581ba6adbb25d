import { parseAddress, type Address } from '../net/address.ts';
import { parsePrefix, type Prefix } from '../net/prefix.ts';
import { specialOf } from '../net/special.ts';
import { distance, eraAt, erasOf, type Era } from './eras.ts';
import type { History, HistoryRow } from './history.ts';
import { cut, PrefixTable, type Segments } from './segments.ts';
import type { Source } from '../model/source.ts';

/** Whose a prefix is: all services that publish the address, region of the longest prefix. */
export interface Label {
  provider: string;
  /** Sorted. */
  services: string[];
  region?: string;
  border_group?: string;
  /** The longest published prefix. */
  prefix: string;
  as_of: string;
}

type OwnedRow = HistoryRow & { provider: string };

/** All known ranges of all providers at all times, behind one look-up. */
export class Ranges {
  readonly eras: readonly Era[];
  /** For joining in SQL: where each stretch of addresses begins, and its longest prefix. */
  readonly segments: Segments;
  readonly table: PrefixTable;
  /** By prefix: its lines in all versions. */
  readonly #rows: OwnedRow[][] = [];
  readonly #labels = new Map<number, Label | null>();

  constructor(histories: readonly History[]) {
    this.eras = erasOf(histories);
    const prefixes: Prefix[] = [];
    const index = new Map<string, number>();
    for (const { provider, rows } of histories) {
      for (const row of rows) {
        let at = index.get(row.prefix);
        if (at === undefined) {
          const prefix = parsePrefix(row.prefix);
          if (prefix === undefined) continue;
          at = prefixes.push(prefix) - 1;
          index.set(row.prefix, at);
          this.#rows.push([]);
        }
        this.#rows[at]?.push({ ...row, provider });
      }
    }
    this.segments = cut(prefixes);
    this.table = new PrefixTable(this.segments);
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
    let longest: OwnedRow | undefined;
    let as_of = '';
    const services = new Set<string>();
    for (let at = prefix; at >= 0; at = this.segments.parent[at] ?? -1) {
      for (const row of this.#rows[at] ?? []) {
        const published = versions?.get(row.provider);
        if (published === undefined || published < row.valid_from) continue;
        if (row.valid_to !== null && published >= row.valid_to) continue;
        if (longest === undefined) {
          longest = row;
          as_of = published;
        }
        if (row.provider === longest.provider) services.add(row.service);
      }
    }
    if (longest === undefined) return undefined;
    const { provider, region, border_group } = longest;
    return {
      provider,
      services: [...services].sort(),
      ...(region !== undefined && { region }),
      ...(border_group !== undefined && { border_group }),
      prefix: longest.prefix,
      as_of,
    };
  }

  /**
   * Whose the address was at a time.
   * @param at seconds since 1970 UTC
   */
  source(address: Address, at: number): Source {
    const special = specialOf(address);
    const label = this.label(this.table.of(address), eraAt(this.eras, at));
    if (label === undefined) {
      const source: Source = { address: address.text, provider: null };
      const note = special?.note ?? (this.known ? undefined : 'no provider ranges are known');
      return note === undefined ? source : { ...source, note };
    }
    const source: Source = { address: address.text, ...label };
    const away = distance(label.as_of, at);
    if (away !== undefined)
      source.note = `the nearest known ranges were published ${away} the time asked for`;
    else if (special !== undefined) source.note = special.note;
    return source;
  }
}

/** `source` for text from evidence; a text that is no address has no provider and says so. */
export function sourceOfText(ranges: Ranges, text: string, at: number): Source {
  const address = parseAddress(text);
  if (address === undefined) return { address: text, provider: null, note: 'not an IP address' };
  return ranges.source(address, at);
}
