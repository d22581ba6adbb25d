import { isCurable, isUtcByFormat } from '../tables/zones.ts';
import type { Evidence } from '../model/evidence.ts';
import type { GapMessage } from './messages.ts';

/** A clock that is off by less is no lie. */
const TOLERATED_HOURS = 1;
const HOUR_MS = 3_600_000;
/** Files that are named; the others are counted. */
const MAX_NAMES = 3;

/** What is known of a file's own dates. */
export interface FileDates {
  /** Of its last event; ISO 8601, UTC. */
  last?: string;
  /** When the file was last written, seconds since 1970. Of a member of an archive nothing is known: ZIP has local times. */
  written?: number;
}

/**
 * Files whose last event lies after now, or after the file was last written: their clock lies, or was read in the wrong zone (a
 * `Z` on a local time).
 * @param dates by the number of the file
 */
export function clockGaps(
  dates: ReadonlyMap<number, FileDates>,
  evidence: readonly Evidence[],
  now: Date,
): GapMessage[] {
  const ahead: Ahead[] = [];
  const after: Ahead[] = [];
  for (const { id, path } of evidence) {
    const { last, written } = dates.get(id) ?? {};
    if (last === undefined) continue;
    const future = (Date.parse(last) - now.getTime()) / HOUR_MS;
    const late = written === undefined ? 0 : Date.parse(last) / HOUR_MS - written / 3600;
    if (future > TOLERATED_HOURS) ahead.push({ path, last, hours: future });
    else if (written !== undefined && late > TOLERATED_HOURS)
      after.push({ path, last, hours: late, written });
  }
  return [
    ...worst(ahead).map(({ files, last, hours }): GapMessage => ({
      key: 'gapFuture',
      params: { ...files, last, hours },
    })),
    ...worst(after).map(({ files, last, hours, written = 0 }): GapMessage => ({
      key: 'gapWritten',
      params: {
        ...files,
        last,
        written: new Date(written * 1000).toISOString().replace('.000Z', 'Z'),
        hours,
      },
    })),
  ];
}

/** A file whose last event is later than it can be. */
interface Ahead {
  path: string;
  last: string;
  /** By so many hours. */
  hours: number;
  /** Seconds since 1970. */
  written?: number;
}

/** One message for all: a folder whose clock lies is one fault, however many files it has. The figures are the worst's. */
function worst(files: readonly Ahead[]) {
  const [first, ...rest] = files.toSorted((a, b) => b.hours - a.hours);
  if (first === undefined) return [];
  const names = [first, ...rest.slice(0, MAX_NAMES - 1)].map(({ path }) => path);
  const { last, hours, written } = first;
  return [
    {
      files: { names, more: files.length - names.length },
      last,
      hours: Math.floor(hours),
      ...(written !== undefined && { written }),
    },
  ];
}

/** Logs that have one clock: one file, or all files of a format whose times are UTC whatever its host's zone. */
export interface Clock {
  /** Of its files. */
  evidence: number[];
  /** Shown for it: of several files the first. */
  path: string;
  /** UTC by the format itself, so no zone is in question. */
  sure: boolean;
  /** A zone can be given for it. */
  curable: boolean;
}

/** The clocks of a case. A zone that the user gave is not assumed, but may be wrong. */
export function clocksOf(evidence: readonly Evidence[]): Clock[] {
  const clocks = new Map<string, Clock>();
  for (const { id, path, format, zone = '', parsed } of evidence) {
    if (parsed === 0) continue;
    const sure = isUtcByFormat(zone);
    const curable = isCurable(zone);
    const key = sure ? `of ${format}` : `file ${id}`;
    const clock = clocks.get(key) ?? { evidence: [], path, sure, curable };
    clock.evidence.push(id);
    clocks.set(key, clock);
  }
  return [...clocks.values()];
}

/** How often two clocks saw the same client so many minutes apart. */
export interface Apart {
  /** Places in the list of clocks; the first is the smaller. */
  first: number;
  second: number;
  /** By the minutes that the first is ahead of the second: how many of a client's minutes in one are such in the other. */
  histogram: ReadonlyMap<number, number>;
  /** Minutes in which a client that both saw was active: of the one that has fewer. */
  minutes: number;
}

/** Zones are whole quarters of an hour apart (IANA time zone database). */
const QUARTER = 15;
/** UTC+14 and UTC−12 are the farthest there are. */
export const FARTHEST = 14 * 60;
/** Two sensors see one connection in the same minute or the next. */
const SLACK = 1;
/** What is asked of a coincidence before it counts: so many minutes, so large a part of all, and no other shift half as good. */
const LEAST = 10;
const LEAST_PART = 0.6;
const RIVAL_PART = 0.5;

/** Coincidences at a shift, those of the minutes beside it too. */
function at(histogram: ReadonlyMap<number, number>, shift: number): number {
  let sum = 0;
  for (let near = shift - SLACK; near <= shift + SLACK; near++) sum += histogram.get(near) ?? 0;
  return sum;
}

/**
 * By how many minutes the first clock is ahead of the second: where clients that both saw were active in both at the same
 * minutes but for one shift, and no other shift fits them half as well. A client that is always there, or comes by the hour, fits many.
 * @returns undefined: nothing tells; 0: they agree
 */
export function shiftOf({ histogram, minutes }: Pick<Apart, 'histogram' | 'minutes'>): number | undefined {
  let best = 0;
  for (let shift = -FARTHEST; shift <= FARTHEST; shift++) {
    if (at(histogram, shift) > at(histogram, best)) best = shift;
  }
  // A shift and its neighbours fit alike: the one that is a zone's is meant.
  const zone = Math.round(best / QUARTER) * QUARTER;
  if (Math.abs(zone - best) > SLACK) return undefined;
  const fits = at(histogram, zone);
  if (fits < LEAST || fits < minutes * LEAST_PART) return undefined;
  for (let shift = -FARTHEST; shift <= FARTHEST; shift++) {
    const apart = Math.abs(shift - zone);
    if (apart > 2 * SLACK + 1 && at(histogram, shift) > fits * RIVAL_PART) return undefined;
  }
  return zone;
}

/** `+09:00` of 540 minutes. */
function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** A pattern of `--zone` that fits this path: only characters that mean themselves, and no `=`. */
function patternOf(path: string): string | undefined {
  return /[*?=\u0000-\u001f]/.test(path) ? undefined : path;
}

function shifted(clock: Clock, other: Clock, minutes: number): GapMessage {
  const pattern = clock.curable ? patternOf(clock.path) : undefined;
  return {
    key: 'gapShifted',
    params: {
      path: clock.path,
      other: other.path,
      minutes,
      ...(pattern !== undefined && { cure: { argv: ['--zone', `${pattern}=${offsetText(minutes)}`] } }),
    },
  };
}

/** Clocks that contradict one another: a message for each pair, about the one that is less sure. */
export function shiftGaps(clocks: readonly Clock[], pairs: readonly Apart[]): GapMessage[] {
  return pairs.flatMap((pair) => {
    const [first, second] = [clocks[pair.first], clocks[pair.second]];
    const minutes = shiftOf(pair);
    if (first === undefined || second === undefined || minutes === undefined || minutes === 0) return [];
    const doubted = first.sure || (second.curable && !first.curable) ? second : first;
    return [doubted === first ? shifted(first, second, minutes) : shifted(second, first, -minutes)];
  });
}
