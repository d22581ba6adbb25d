import type { Evidence } from '../model/evidence.ts';
import type { LogDelay } from './format.ts';
import { FORMATS } from './index.ts';

/** Until when a log says nothing about a moment yet: the parts, in seconds. */
export interface Settling {
  /** What one record covers at most. */
  aggregation: number;
  /** How much a record's own times may be late. */
  late: number;
  /** How long it takes to be delivered. */
  delivery: number;
}

/** How long a log must go on behind a moment before its records of that moment are all there; seconds. */
export function secondsOf({ aggregation, late, delivery }: Settling): number {
  return aggregation + late + delivery;
}

const LONGEST = Number.MAX_SAFE_INTEGER;

function settlingOf({ intervals, late, delivery }: LogDelay, path: string, longest: number): Settling {
  return {
    aggregation: intervals.find((seconds) => longest <= seconds) ?? intervals.at(-1) ?? 0,
    late,
    delivery: delivery(path),
  };
}

/**
 * How late the records of these files may be there; of several the slowest counts.
 * @param longest seconds that the longest record covers; absent: not known, so that the longest possible is taken
 * @returns undefined where no file is of a log that a cloud delivers: each line was written when it happened
 */
export function settlingOfFiles(
  files: readonly Pick<Evidence, 'format' | 'path'>[],
  longest = LONGEST,
): Settling | undefined {
  const all = files.flatMap(({ format, path }) => {
    const delay = FORMATS.find(({ name }) => name === format)?.delay;
    return delay === undefined ? [] : [settlingOf(delay, path, longest)];
  });
  return all.toSorted((a, b) => secondsOf(b) - secondsOf(a))[0];
}

/** Of flow records whose files are not known: as late as any may be. */
export function slowestFlows(): Settling | undefined {
  const all = FORMATS.filter((format) => 'table' in format && format.table === 'flows');
  return settlingOfFiles(all.map(({ name }) => ({ format: name, path: '' })));
}
