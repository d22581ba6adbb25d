import type { DetectorFamily } from '../../detector.ts';
import { flood } from './flood.ts';
import { inboundFlood } from './inbound-flood.ts';
import { synFlood, tooShort } from './syn-flood.ts';
import { floodWords } from './words/index.ts';
import { FLOOD_NUMBERS } from './numbers.ts';
import { FLOOD } from './thresholds.ts';

export const floods: DetectorFamily = {
  name: 'flood',
  detectors: [flood, synFlood, inboundFlood],
  thresholds: [FLOOD],
  numbers: FLOOD_NUMBERS,
  words: floodWords,
  gaps: tooShort,
};
