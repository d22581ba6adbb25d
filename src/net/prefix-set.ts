import { collapse, contains, prefixesOfRange, sizeOf } from './prefix.ts';
import type { Prefix } from './prefix.ts';

/**
 * The fewest prefixes that hold exactly what `prefixes` hold and `kept` do not. Linear after sorting.
 * IPv4 is never taken out of IPv6 or the other way round.
 */
export function subtract(prefixes: readonly Prefix[], kept: readonly Prefix[]): readonly Prefix[] {
  const holes = collapse(kept);
  if (holes.length === 0) return collapse(prefixes);
  const rest: Prefix[] = [];
  let hole = 0;
  for (const prefix of collapse(prefixes)) {
    while (holes[hole] !== undefined && endsBefore(holes[hole]!, prefix)) hole++;
    let from = prefix.first;
    for (let next = hole; ; next++) {
      const inner = holes[next];
      if (inner === undefined || inner.family !== prefix.family || inner.first > prefix.last) break;
      if (inner.first > from) rest.push(...prefixesOfRange(from, inner.first - 1n));
      if (inner.last >= from) from = inner.last + 1n;
    }
    if (from <= prefix.last) rest.push(...prefixesOfRange(from, prefix.last));
  }
  return collapse(rest);
}

/** True when all of `a` lies before `b` in the order of `collapse`. */
function endsBefore(a: Prefix, b: Prefix): boolean {
  return a.family < b.family || (a.family === b.family && a.last < b.first);
}

/** The parts that both hold; the fewest prefixes. */
export function intersect(a: readonly Prefix[], b: readonly Prefix[]): readonly Prefix[] {
  return subtract(a, subtract(a, b));
}

/** True when both hold exactly the same addresses. */
export function sameAddresses(a: readonly Prefix[], b: readonly Prefix[]): boolean {
  const [left, right] = [collapse(a), collapse(b)];
  return (
    left.length === right.length &&
    left.every((prefix, i) => {
      const other = right[i]!;
      return prefix.family === other.family && prefix.first === other.first && prefix.last === other.last;
    })
  );
}

/** How many addresses of a family the prefixes hold; they must be disjoint, as `collapse` makes them. */
export function addressCount(prefixes: readonly Prefix[], family: 4 | 6): bigint {
  return prefixes.reduce((sum, prefix) => (prefix.family === family ? sum + sizeOf(prefix) : sum), 0n);
}

/** Finds which prefix of a set holds an address or a smaller prefix; the set is collapsed first. */
export class PrefixFinder {
  readonly #sorted: readonly Prefix[];

  constructor(prefixes: readonly Prefix[]) {
    this.#sorted = collapse(prefixes);
  }

  /** The prefix that holds all of `inner`; undefined where none does. */
  holding(inner: Prefix): Prefix | undefined {
    const at = this.#lastBeginningAtOrBefore(inner);
    return at !== undefined && contains(at, inner) ? at : undefined;
  }

  /** True when the set and `prefix` have an address in common. */
  touches(prefix: Prefix): boolean {
    const at = this.#lastBeginningAtOrBefore({ ...prefix, first: prefix.last });
    return at !== undefined && at.last >= prefix.first;
  }

  #lastBeginningAtOrBefore({ family, first }: Prefix): Prefix | undefined {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const at = this.#sorted[middle]!;
      if (at.family < family || (at.family === family && at.first <= first)) low = middle + 1;
      else high = middle;
    }
    const found = this.#sorted[low - 1];
    return found?.family === family ? found : undefined;
  }
}
