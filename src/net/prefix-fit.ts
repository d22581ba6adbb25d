import { collapse, prefixesOfRange } from './prefix.ts';
import type { Prefix } from './prefix.ts';
import { addressCount, PrefixFinder } from './prefix-set.ts';

/** How many entries a list may have: of each family, or of both together. */
export interface Capacity {
  entries: number;
  per: 'family' | 'list';
}

/** The lengths of prefix that a list takes, by family. */
export interface Lengths {
  shortest: { 4: number; 6: number };
  longest?: { 4: number; 6: number };
}

/** What had to be blocked beside what was asked for, so that it fits. */
export interface Fit {
  prefixes: readonly Prefix[];
  /** Prefixes before and after. */
  exact: number;
  used: number;
  /** Addresses that are covered and were not asked for. */
  over: { 4: bigint; 6: bigint };
  /** The same in per cent of what was asked for; 0 where nothing of the family was. */
  overPercent: { 4: number; 6: number };
}

/** IPv6 is weighed in /64s, the block that one host gets: else one of its addresses would count as one of IPv4. */
const V6_UNIT = 2 ** 64;

/** A prefix around two or more entries, which it could stand for. */
interface Node {
  prefix: Prefix;
  parent: Node | undefined;
  /** Entries inside, and addresses that they hold; both change as nodes inside are merged. */
  entries: number;
  held: number;
  merged: boolean;
}

function weightOf({ family, first, last }: Prefix): number {
  return Number(last - first + 1n) / (family === 4 ? 1 : V6_UNIT);
}

const gainOf = (node: Node): number => node.entries - 1;
const costOf = (node: Node): number => Math.max(0, weightOf(node.prefix) - node.held);

/** The smallest prefix around both; they are of one family, disjoint and in order. */
function around(a: Prefix, b: Prefix): Prefix {
  const bits = (a.first ^ b.last).toString(2).length;
  const first = (a.first >> BigInt(bits)) << BigInt(bits);
  return prefixesOfRange(first, first + (1n << BigInt(bits)) - 1n)[0]!;
}

/**
 * The tree of prefixes around neighbours: a node for each pair of neighbours, the wider above the narrower.
 * @param entries disjoint, in order, of one family
 */
function treeOf(entries: readonly Prefix[]): Node[] {
  const nodes: Node[] = [];
  const open: Node[] = [];
  for (const [i, entry] of entries.entries()) {
    const before = entries[i - 1];
    if (before === undefined) continue;
    const prefix = around(before, entry);
    let inner: Node | undefined;
    while (open.length > 0 && open.at(-1)!.prefix.length > prefix.length) {
      const closed = open.pop()!;
      if (inner !== undefined) inner.parent = closed;
      inner = closed;
    }
    let node = open.at(-1);
    if (node?.prefix.length !== prefix.length) {
      node = { prefix, parent: undefined, entries: 0, held: 0, merged: false };
      nodes.push(node);
      open.push(node);
    }
    if (inner !== undefined) inner.parent = node;
  }
  for (let i = open.length - 1; i > 0; i--) open[i]!.parent = open[i - 1];
  count(entries, nodes);
  return nodes;
}

/** Each entry counts in every node around it: at most 128 of them. */
function count(entries: readonly Prefix[], nodes: readonly Node[]): void {
  const innermost = new Map<bigint, Node>();
  for (const node of nodes) innermost.set(key(node.prefix), node);
  for (const [i, entry] of entries.entries()) {
    const sides = [entries[i - 1], entries[i + 1]].flatMap((other, side) =>
      other === undefined ? [] : [side === 0 ? around(other, entry) : around(entry, other)],
    );
    const narrow = sides.sort((a, b) => b.length - a.length)[0];
    let node = narrow === undefined ? undefined : innermost.get(key(narrow));
    for (; node !== undefined; node = node.parent) {
      node.entries++;
      node.held += weightOf(entry);
    }
  }
}

const key = ({ first, length }: Prefix): bigint => (first << 8n) | BigInt(length);

/** A heap of nodes, the cheapest addresses per saved entry on top. */
class Cheapest {
  readonly #heap: { node: Node; price: number }[] = [];

  push(node: Node): void {
    const heap = this.#heap;
    heap.push({ node, price: costOf(node) / gainOf(node) });
    for (let at = heap.length - 1; at > 0;) {
      const up = (at - 1) >>> 1;
      if (heap[up]!.price <= heap[at]!.price) return;
      [heap[up], heap[at]] = [heap[at]!, heap[up]!];
      at = up;
    }
  }

  pop(): { node: Node; price: number } | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    heap[0] = last;
    for (let at = 0; ;) {
      let low = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && heap[child]!.price < heap[low]!.price) low = child;
      }
      if (low === at) return top;
      [heap[low], heap[at]] = [heap[at]!, heap[low]!];
      at = low;
    }
  }
}

function merged(node: Node): boolean {
  for (let at: Node | undefined = node; at !== undefined; at = at.parent) if (at.merged) return true;
  return false;
}

function merge(node: Node): void {
  const [gain, cost] = [gainOf(node), costOf(node)];
  node.merged = true;
  for (let at: Node | undefined = node; at !== undefined; at = at.parent) {
    at.entries -= gain;
    at.held += cost;
  }
}

/**
 * Merges nodes until `surplus` entries are saved: each time the one that costs the fewest addresses per entry; a
 * node's price only rises as others inside it are merged, so that a price is looked at again when it is on top.
 * @returns how many entries are still too many
 */
function save(nodes: readonly Node[], surplus: number): number {
  const cheapest = new Cheapest();
  for (const node of nodes) cheapest.push(node);
  let left = surplus;
  while (left > 0) {
    const top = cheapest.pop();
    if (top === undefined) return left;
    const { node } = top;
    if (merged(node) || gainOf(node) <= 0) continue;
    if (costOf(node) / gainOf(node) > top.price) {
      cheapest.push(node);
      continue;
    }
    const chosen = gainOf(node) >= left ? lastOne(nodes, node, left) : node;
    left -= gainOf(chosen);
    merge(chosen);
  }
  return 0;
}

/** Where one merge is enough, it is the one that costs the fewest addresses in all. */
function lastOne(nodes: readonly Node[], found: Node, needed: number): Node {
  let best = found;
  for (const node of nodes) {
    if (gainOf(node) >= needed && costOf(node) < costOf(best) && !merged(node)) best = node;
  }
  return best;
}

/**
 * Makes prefixes fit into a list by joining neighbours into wider ones, at the price of addresses nobody asked
 * for, as few as a greedy search finds.
 * @param kept never covered by a wider prefix
 * @param lengths what is longer is widened, what is shorter is split
 * @returns undefined where it cannot be made to fit
 */
export function fit(
  prefixes: readonly Prefix[],
  kept: readonly Prefix[],
  capacity: Capacity | undefined,
  { shortest, longest = { 4: 32, 6: 128 } }: Lengths = { shortest: { 4: 1, 6: 1 } },
): Fit | undefined {
  const asked = collapse(prefixes);
  const safe = new PrefixFinder(kept);
  const widened = asked.map((prefix) => widen(prefix, longest[prefix.family]));
  if (widened.some((prefix, i) => prefix !== asked[i] && safe.touches(prefix))) return undefined;
  const narrow = widened.every((prefix, i) => prefix === asked[i]) ? asked : collapse(widened);
  // Most are long enough, and the list is known to be collapsed.
  const exact = narrow.every(({ family, length }) => length >= shortest[family])
    ? narrow
    : narrow.flatMap((prefix) => split(prefix, shortest[prefix.family]));
  const families = ([4, 6] as const).map((family) => exact.filter((prefix) => prefix.family === family));
  const wider: Node[] = [];
  for (const lists of capacity?.per === 'family' ? families.map((list) => [list]) : [families]) {
    const surplus = lists.reduce((sum, list) => sum + list.length, -(capacity?.entries ?? Infinity));
    // Most lists fit, and need no tree.
    if (surplus <= 0) continue;
    const nodes = lists
      .flatMap(treeOf)
      .filter(({ prefix }) => prefix.length >= shortest[prefix.family] && !safe.touches(prefix));
    if (save(nodes, surplus) > 0) return undefined;
    wider.push(...nodes.filter(({ merged }) => merged));
  }
  const used =
    wider.length === 0
      ? exact
      : collapse([...exact, ...wider.map(({ prefix }) => prefix)]).flatMap((prefix) =>
          split(prefix, shortest[prefix.family]),
        );
  return { prefixes: used, exact: asked.length, used: used.length, ...overOf(asked, used) };
}

function widen(prefix: Prefix, length: number): Prefix {
  if (prefix.length <= length) return prefix;
  const bits = BigInt((prefix.family === 4 ? 32 : 128) - length);
  const first = (prefix.first >> bits) << bits;
  return { family: prefix.family, length, first, last: first + (1n << bits) - 1n };
}

/** `0.0.0.0/0` for a list whose shortest length is 1: `0.0.0.0/1` and `128.0.0.0/1`. */
function split(prefix: Prefix, length: number): Prefix[] {
  if (prefix.length >= length) return [prefix];
  const size = (prefix.last - prefix.first + 1n) >> BigInt(length - prefix.length);
  return Array.from({ length: 2 ** (length - prefix.length) }, (_, i) => {
    const first = prefix.first + BigInt(i) * size;
    return { family: prefix.family, length, first, last: first + size - 1n };
  });
}

function overOf(exact: readonly Prefix[], used: readonly Prefix[]): Pick<Fit, 'over' | 'overPercent'> {
  const over = { 4: 0n, 6: 0n };
  const overPercent = { 4: 0, 6: 0 };
  for (const family of [4, 6] as const) {
    const asked = addressCount(exact, family);
    over[family] = addressCount(used, family) - asked;
    if (asked > 0n) overPercent[family] = (Number(over[family]) / Number(asked)) * 100;
  }
  return { over, overPercent };
}
