import type { NoiseMessages } from '../../../src/findings/noise/messages.ts';
import type { SamplesOf } from '../../language/samples.ts';

export const SAMPLES: SamplesOf<NoiseMessages> = {
  noiseOwn: [{}],
  noisePublished: [
    { name: 'Amazon Route 53', kind: 'health_check' },
    { name: 'Censys', kind: 'research' },
  ],
  noiseClaimed: [
    { name: 'UptimeRobot', kind: 'monitor', requests: 1 },
    { name: 'Bingbot', kind: 'crawler', requests: 4102 },
    { name: 'Googlebot', kind: 'crawler', requests: 22, owner: 'Google' },
  ],
};
