import type { HoneypotMessages, PotName } from '../../../src/findings/honeypot/messages.ts';
import { en } from '../../../src/findings/honeypot/words/en.ts';
import type { SamplesOf } from '../../language/samples.ts';

const set = 'Amazon Web Services';
const before = { from: '2026-02-23', to: '2026-03-01' };
const now = { from: '2026-03-02', to: '2026-03-02' };
const burst = {
  day: '2026-03-09',
  direction: 'in',
  flows: 762,
  times: 5.8,
  share: 0.9,
  protocol: 6,
  port: 445,
} as const;
const again = { argv: ['abusedesk', 'investigate', 'logs', '--ours', '203.0.113.7/32'] };

type NameKey = `name_${PotName}`;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- names have no parameters
const NAMES = Object.fromEntries(
  Object.keys(en)
    .filter((key) => key.startsWith('name_'))
    .map((key) => [key, [{}]]),
) as Pick<SamplesOf<HoneypotMessages>, NameKey>;

export const SAMPLES: SamplesOf<HoneypotMessages> = {
  ...NAMES,
  potTitle: [{}],
  potMeans: [{}],
  potBurst: [{}],
  tablePotTraffic: [{}],
  tablePotDays: [{}],
  tablePotBursts: [{}],
  tablePotKinds: [{}],
  tablePotPorts: [{}],
  tablePotSources: [{}],
  tablePotLifetimes: [{}],
  tablePotBusiest: [{ most: 20 }],
  tablePotProviders: [{}],
  tablePotDownloads: [{}],
  tablePotSetDays: [{ set }],
  tablePotSetPorts: [{ set }],
  tablePotSetSources: [{ set }],
  tablePotPeriods: [{ before, now }],
  seriesPot: [{}],
  seriesPotSet: [{ set }],
  potCame: [
    { flows: 2666, unsolicited: 0.91, response: 0.05, backscatter: 0.03, unknown: 0.01 },
    { flows: 1, unsolicited: 1, response: 0, backscatter: 0, unknown: 0 },
  ],
  potSent: [
    { flows: 2486, begun: 166, answers: 0.93, unknown: 0.01 },
    { flows: 2486, begun: 166, answers: 0.93, unknown: 0 },
  ],
  potNothing: [{}],
  potBursts: [
    { bursts: [burst, { ...burst, direction: 'out', protocol: 1 }], more: 2 },
    { bursts: [{ ...burst, direction: 'out' }], more: 0 },
  ],
  potNoBursts: [
    { days: 3, least: 5 },
    { days: 30, least: 5 },
  ],
  potSources: [{ sources: 1486, days: 10, oneDay: 0.77, lasting: 0.02 }],
  potSet: [
    {
      set,
      flows: 744,
      share: 0.3,
      sources: 665,
      oneDay: 0.93,
      restOneDay: 0.64,
      ports: [{ protocol: 6, port: 1080, share: 0.79, rest: 0.02 }],
    },
    { set, flows: 744, share: 1, sources: 665, oneDay: 0.93, ports: [] },
  ],
  potSetNone: [{ set }],
  potDownloads: [{ times: 82, samples: 5, sources: 80 }],
  potUnknownCounted: [{ share: 0.99 }],
  potPeriods: [{ before, now, flowsBefore: 900, flowsNow: 1200, sourcesBefore: 300, sourcesNow: 321 }],
  potMeansClasses: [{}],
  potMeansBurst: [{ times: 4, share: 0.25, least: 5 }],
  potMeansRotation: [{}],
  potMeansRecords: [{}],
  potMasked: [{ least: 100, rest: 0.01 }],
  potMaskedPart: [{}],
  potWithheld: [{ least: 100 }],
  potSharesCame: [
    { unsolicited: 0.9, response: 0.05, backscatter: 0.03, unknown: 0.02 },
    { unsolicited: 0.9, response: 0.07, backscatter: 0.03, unknown: 0 },
  ],
  potSharesSent: [
    { begun: 0.05, answers: 0.9, unknown: 0.05 },
    { begun: 0.05, answers: 0.95, unknown: 0 },
  ],
  potSharesSources: [{ oneDay: 0.77 }],
  potSharesSet: [
    { set, share: 0.3, oneDay: 0.93 },
    { set, share: 0.3 },
  ],
  potOfPeak: [{}],
  potDay: [{ day: 3 }],
  oursProposed: [{ prefix: '203.0.113.7/32', share: 0.98, again }],
  oursUnknown: [{ again }],
};
