import type { ReflectionMessages } from '../../../../src/findings/detectors/reflection/messages.ts';
import { part, when } from '../../../language/samples.ts';
import type { SamplesOf } from '../../../language/samples.ts';

const reflects = {
  who: '10.10.3.17 (web-7)',
  port: 53,
  targets: 1,
  asked: 400_000,
  bytes: 20_000_000,
  factor: 46.5,
  when,
};

export const SAMPLES: SamplesOf<ReflectionMessages> = {
  reflectedOn: [
    { host: '10.10.3.17 (web-7)', port: 123, sources: 900, packets: 60_000, bytes: 28_000_000, when },
    { host: '10.10.3.17', port: 10_001, sources: 1, packets: 1, bytes: 500, when },
  ],
  reflectedOnRule: [{ source: part, sources: 25, size: 200, bytes: 1_000_000 }],
  sourceReflectedOn: [{}],
  reflects: [
    { ...reflects, target: '198.51.100.7' },
    { ...reflects, port: 10_001, targets: 4 },
  ],
  reflectsRule: [{ source: part, share: 0.5, least: 3, most: 10, bytes: 10_000_000 }],
  sourceReflects: [{}],
  name_bytes_asked: [{}],
  name_amplification: [{}],
};
