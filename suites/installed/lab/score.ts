import type { Scenario } from './scenarios.ts';

/** A finding, as far as it accuses somebody. */
export interface Accusation {
  detector: string;
  address: string;
}

/** What came of one way to look at the traffic. */
export interface Score {
  /** Labelled actors that were found by a detector that is meant for them. */
  found: string[];
  missed: string[];
  /** Accusations of somebody who did nothing of the kind. */
  wrong: Accusation[];
  /** Accusations in all, one for each actor and detector. */
  accusations: Accusation[];
}

/** Holds accusations against who was in the lab. */
export function scoreOf(cast: ReadonlyMap<string, Scenario>, all: readonly Accusation[]): Score {
  const accusations = [...new Map(all.map((one) => [`${one.detector} ${one.address}`, one])).values()];
  const score: Score = { found: [], missed: [], wrong: [], accusations };
  for (const [address, { found }] of cast) {
    if (found.length === 0) continue;
    const seen = accusations.some((one) => one.address === address && found.includes(one.detector));
    (seen ? score.found : score.missed).push(address);
  }
  score.wrong = accusations.filter(({ detector, address }) => {
    const { found = [], also = [] } = cast.get(address) ?? {};
    return !found.includes(detector) && !also.includes(detector);
  });
  return score;
}
