import { attribute } from '../../attribution/attribute.ts';
import { caseAttribution } from '../../attribution/case-part.ts';
import { gatherRanges } from '../../attribution/gather.ts';
import { generalServices } from '../../attribution/select.ts';
import type { Clock, Effects } from '../../base/ports.ts';
import { clocksOf, shiftGaps } from '../../cases/clocks.ts';
import { coverageGaps, overlapGaps, rangeGaps } from '../../cases/gaps.ts';
import type { Engine } from '../../events/engines/engine.ts';
import { openLake } from '../../events/engines/duckdb/lake.ts';
import { affordable } from '../../findings/affordable.ts';
import { findLocalNetworks } from '../../findings/network/local-networks.ts';
import { thresholdsFrom } from '../../findings/thresholds.ts';
import { REQUEST_CLASSIFIER } from '../../findings/web-classes/classify.ts';
import type { CasePlan } from '../../model/block.ts';
import type { CaseDocument } from '../../model/case.ts';
import type { Evidence } from '../../model/evidence.ts';
import type { Message } from '../../model/message.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Attachments } from '../attachments.ts';
import { casePlan } from '../block/case-plan.ts';
import { examine, lastEvents } from '../examine.ts';
import type { ExaminedLake } from '../examine.ts';
import type { Phase } from '../phase.ts';
import { knownPrices } from '../prices/known-prices.ts';
import { clocksApart } from './clocks.ts';
import { proxyNotes } from './proxies.ts';
import { tagGaps } from './tags.ts';

/** What is asked of a lake, beside its rows: `answersKey` knows all of it. */
export interface LakeQuestion {
  attachments: Attachments;
  evidence: readonly Evidence[];
  /** Addresses of balancers, as the inventory has them. */
  balancers: readonly string[];
  settings: Pick<Settings, 'ours' | 'monitoring' | 'thresholds' | 'memory'>;
  /** What was given, for a command that reads it again. */
  given: readonly string[];
  /** Another engine over the lake. */
  engineOver?: () => Promise<Engine>;
  phase: (name: Phase) => void;
}

/** All that a lake answers. */
export interface LakeAnswers {
  examined: Omit<ExaminedLake, 'replayed'> & Pick<CaseDocument, 'attribution'> & { plan?: CasePlan };
  /** What is to be said of the lists of ranges, the proxies, the files. */
  notes: Message[];
  /** What is to be said of clocks that differ from each other. */
  shifts: Message[];
  /** Time of the last event of each file, by its number. */
  ends: [file: number, time: string][];
  /** The entries of the lists of ranges among the evidence, with their counts. */
  lists: Evidence[];
  /** The answers are those of today: no event has a time, or a list of ranges has none. */
  timeless: boolean;
}

/** A clock that knows whether it was asked. */
function watched(effects: Effects): { effects: Pick<Effects, 'fs' | 'cwd'> & Clock; asked: () => boolean } {
  let asked = false;
  return {
    effects: {
      fs: effects.fs,
      cwd: () => effects.cwd(),
      timeZone: effects.timeZone,
      now: () => {
        asked = true;
        return effects.now();
      },
    },
    asked: () => asked,
  };
}

/** Derives what is concluded from a lake's rows, and asks it everything. */
export async function askLake(
  folder: string,
  { attachments, evidence, balancers, settings, given, engineOver, phase }: LakeQuestion,
  effects: Effects,
): Promise<LakeAnswers> {
  const lake = await openLake(folder, { threads: effects.cpus, memory: settings.memory });
  try {
    const { engine } = lake;
    phase('addresses');
    const localNetworks = await findLocalNetworks(engine, settings.ours, attachments.inventory);
    await lake.deriveAddresses(localNetworks.prefixes, effects);
    const gathered = await gatherRanges(attachments.ranges, effects);
    const clock = watched(effects);
    const attribution = await attribute(lake, gathered.ranges, clock.effects);
    const unclassified: string[] = [];
    await affordable('web-attack', unclassified, async () => {
      await lake.deriveRequestClasses(REQUEST_CLASSIFIER);
      return [];
    });
    const notes = [
      ...rangeGaps(gathered, attribution),
      ...(await proxyNotes(balancers, engine)),
      ...overlapGaps(await lake.overlaps(), evidence),
      ...(await tagGaps(evidence, engine)),
    ];
    const ends = [...(await lastEvents(engine))];
    const { clocks, pairs } = await clocksApart(engine, clocksOf(evidence));
    const { replayed, ...examined } = await examine({
      engine: (await engineOver?.()) ?? engine,
      attachments,
      evidence,
      localNetworks,
      generalServices: generalServices(gathered.histories),
      coverage: gathered.ranges.coverage,
      pricesOf: (cloud) => knownPrices(cloud, effects),
      thresholds: thresholdsFrom(settings.thresholds),
      monitoring: settings.monitoring,
      classified: unclassified.length === 0,
      again: ['abusedesk', 'investigate', ...given, '--case', 'CASE'],
      phase,
    });
    examined.gaps.push(...coverageGaps(examined.sources));
    if (unclassified.length > 0)
      examined.gaps.push({ key: 'gapMemory', params: { rules: unclassified, pictures: 0, replay: false } });
    const attributed = await caseAttribution(engine, gathered, replayed?.addresses);
    const plan = replayed && casePlan(replayed, gathered.histories);
    return {
      examined: { ...examined, ...(attributed && { attribution: attributed }), ...(plan && { plan }) },
      notes,
      shifts: shiftGaps(clocks, pairs),
      ends,
      lists: attachments.ranges.map((list) => list.evidence),
      // A list that does not say when it was made is one of today.
      timeless: clock.asked() || attachments.ranges.some(({ modified }) => modified === undefined),
    };
  } finally {
    await lake.close();
  }
}
