import type { Clock, Files } from '../base/ports.ts';
import type { Span } from '../events/engines/duckdb/attribution.ts';
import type { DuckLake } from '../events/engines/duckdb/lake.ts';
import { eraAt } from './eras.ts';
import type { Ranges } from './ranges.ts';

/** How many addresses of the lake were attributed, and by lists of which time. */
export interface Attribution {
  /** Distinct addresses in the lake. */
  addresses: number;
  /** How many of them a provider publishes. */
  attributed: number;
  /** Ranges that were published at another time than the evidence is from. */
  distant: Distant[];
}

/** A list of which no version of the time of the evidence is known: the nearest one was used. */
interface Distant {
  list: string;
  /** ISO 8601, UTC. */
  published: string;
  /** Days after the evidence's beginning or end; negative: before. */
  days: number;
  edge: 'begins' | 'ends';
}

/** Ranges of another time than the evidence, at its beginning and its end. */
function distantOf(ranges: Ranges, span: Span): Distant[] {
  const distant: Distant[] = [];
  for (const [moment, edge] of [
    [span.from, 'begins'],
    [span.to, 'ends'],
  ] as const) {
    for (const [list, published] of ranges.eras[eraAt(ranges.eras, moment)]?.versions ?? []) {
      const days = ranges.daysAway(list, published, moment);
      if (days !== undefined) distant.push({ list, published, days, edge });
    }
  }
  return distant;
}

/** Where no event has a time; a clock that was not asked tells the caller that the answer is not only today's. */
function today(clock: Clock): Span {
  const now = clock.now().getTime() / 1000;
  return { from: now, to: now };
}

/** Writes the table `attribution` into the lake: for each address, who published it at the time when it was last seen. */
export async function attribute(
  lake: DuckLake,
  ranges: Ranges,
  effects: Files & Clock,
): Promise<Attribution> {
  const [count] = await lake.engine.query('SELECT count(*) AS n FROM addresses');
  const addresses = Number(count?.['n'] ?? 0);
  if (!ranges.known || addresses === 0) {
    await lake.dropAttribution();
    return { addresses, attributed: 0, distant: [] };
  }
  const span = (await lake.span()) ?? today(effects);
  const published = {
    segments: ranges.table.segments(),
    eras: ranges.eras,
    eraAt: (seconds: number) => eraAt(ranges.eras, seconds),
    label: (prefix: number, era: number) => ranges.label(prefix, era),
  };
  const attributed = await lake.deriveAttribution(published, span, effects);
  return { addresses, attributed, distant: distantOf(ranges, span) };
}
