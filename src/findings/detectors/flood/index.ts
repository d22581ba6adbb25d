import type { DetectorFamily } from '../../detector.ts';
import { flood } from './flood.ts';
import { synFlood } from './syn-flood.ts';
import { floodWords } from './words/index.ts';

export const floods: DetectorFamily = {
  name: 'flood',
  detectors: [flood, synFlood],
  words: floodWords,
};
