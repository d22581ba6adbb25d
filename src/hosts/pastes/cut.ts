import type { Facts } from '../facts.ts';

/** Stands where a value goes on that was cut. */
const MORE = '…';

/** Words of people and programs: the beginning of one helps, as long as it says that it is a beginning. */
const MARKED: ReadonlySet<string> = new Set([
  'name',
  'title',
  'command',
  'path',
  'kind',
  'target',
  'text',
  'signature',
  'image',
]);

/** What a fact can be without; anything else that may be cut makes the fact uncertain. */
const SPARED: ReadonlySet<string> = new Set([
  'state',
  'user',
  'uid',
  'inode',
  'parent',
  'started',
  'elapsed',
  'cpu',
  'memory',
  'folder',
  'kernel',
  'receive_queue',
  'send_queue',
  'tx_bytes',
  'rx_bytes',
  'tx_packets',
  'rx_packets',
  'tx_dropped',
  'rx_dropped',
  'size',
  'mode',
  'owner',
  'modified',
  'changed',
  'born',
  'sha256',
  'terminal',
  'from_cut',
  'at',
  'open',
  'when',
  'bytes',
  'packets',
  'status',
  'ports',
]);

type Value = Record<string, unknown>;

function isValue(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEqual(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Which end of the row is uncertain. */
export type End = 'start' | 'end';

/** What a program prints behind a path, as far as it goes: ` (deleted)`, ` (replaced)`, ` -> `, ` => `. */
const BEHIND = /\s+(?:\(\w*\)?|-|=|->|=>)?\s*$/;

function marked(text: string, end: End): string {
  if (end === 'end' ? text.endsWith(MORE) : text.startsWith(MORE)) return text;
  return end === 'end' ? text.replace(BEHIND, '') + MORE : MORE + text;
}

/** Leaves out of a list what the other reading has not, of objects what they can be without. */
function certainOf(list: unknown[], other: readonly unknown[], end: End): unknown[] {
  return list.flatMap((item, i): unknown[] => {
    const twin = other[i];
    if (isEqual(item, twin)) return [item];
    const [name, twinName] = [isValue(item) ? item.name : undefined, isValue(twin) ? twin.name : undefined];
    if (!isValue(item) || !isValue(twin) || typeof name !== 'string' || name === twinName) return [];
    return isEqual({ ...item, name: '' }, { ...twin, name: '' })
      ? [{ ...item, name: marked(name, end) }]
      : [];
  });
}

/** Whom or what the fact is about: without it nothing is left, a beginning of it is something. */
function isSubject(key: string, fact: Value): boolean {
  return (key === 'user' && 'failed' in fact) || (key === 'interface' && 'addresses' in fact);
}

/**
 * Takes out of a fact, or marks, what the other reading of its row says otherwise.
 * @returns whether something had to go that the fact cannot be without
 */
function weigh(fact: Value, other: Value, end: End, own: boolean): { changed: boolean; lost: boolean } {
  let changed = false;
  let lost = false;
  for (const [key, value] of Object.entries(fact)) {
    const twin = other[key];
    if (key === 'origin') continue;
    // A rule without a target has not come to it yet.
    if (key === 'verdict' && value === '-' && own && end === 'end') lost = true;
    // What is said of a line of code holds for the whole line.
    if (key === 'signs' && own && end === 'end') {
      delete fact.signs;
      changed = true;
      continue;
    }
    if (isEqual(value, twin)) continue;
    // It is marked already, by another look at the same output.
    if (typeof twin === 'string' && (value === marked(twin, 'end') || value === marked(twin, 'start')))
      continue;
    changed = true;
    if (Array.isArray(value)) fact[key] = certainOf(value, Array.isArray(twin) ? twin : [], end);
    else if (key === 'executable' && isValue(value) && typeof value.path === 'string')
      fact[key] = { path: marked(value.path, end) };
    else if (typeof value === 'string' && MARKED.has(key)) fact[key] = marked(value, end);
    // Before a user another column may stand that was cut away.
    else if (key === 'user' && 'failed' in fact && end === 'start') lost = true;
    else if (typeof value === 'string' && isSubject(key, fact)) fact[key] = marked(value, end);
    else if (!own || SPARED.has(key)) delete fact[key];
    else lost = true;
  }
  return { changed, lost };
}

/**
 * What of a row is certain that may have been cut: read once more with a letter behind (or before) it, what then reads
 * otherwise has reached to the cut. Words are kept and marked, numbers left out.
 * @param facts as read; @param again as read with the letter; @param line of the row, counted from 1
 * @param from the facts of the row's output, as `Facts.mark()` says
 * @param anchored no row begins with the letter: the word before which it stood is whole
 * @returns `lost`: what is left says nothing by itself; the caller takes the row's facts back
 */
export function certain(
  facts: Facts,
  again: Facts,
  line: number,
  from: readonly number[],
  end: End,
  anchored: boolean,
): 'whole' | 'marked' | 'lost' {
  const twins = new Map<string, Value>();
  for (const [name, list] of lists(again)) for (const [key, fact] of keyed(name, list)) twins.set(key, fact);
  let result: 'whole' | 'marked' | 'lost' = 'whole';
  for (const [i, [name, list]] of lists(facts).entries()) {
    for (const [key, fact] of keyed(name, list.slice(from[i]))) {
      const own = isOf(fact, line);
      const twin = twins.get(key);
      if (twin === undefined) {
        if (own && !anchored) result = 'lost';
        continue;
      }
      const { changed, lost } = weigh(fact, twin, end, own);
      if (lost) result = 'lost';
      else if (changed && result === 'whole') result = 'marked';
    }
  }
  return result;
}

function lists(facts: Facts): (readonly [string, Value[]])[] {
  return Object.entries(facts).filter((entry): entry is [string, Value[]] => Array.isArray(entry[1]));
}

function isOf({ origin }: Value, line: number): boolean {
  return isValue(origin) && origin.line === line;
}

/** Each fact by its line, and the place among those of the same line. */
function* keyed(name: string, list: readonly Value[]): Generator<readonly [string, Value]> {
  const counts = new Map<unknown, number>();
  for (const fact of list) {
    const line = isValue(fact.origin) ? fact.origin.line : 0;
    const count = counts.get(line) ?? 0;
    counts.set(line, count + 1);
    yield [`${name} ${String(line)} ${count}`, fact];
  }
}
