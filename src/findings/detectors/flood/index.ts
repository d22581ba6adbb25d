import type { DetectorFamily } from '../../detector.ts';
import { flood } from './flood.ts';
import { floodWords } from './words/index.ts';

export const floods: DetectorFamily = {
  name: 'flood',
  detectors: [flood],
  words: floodWords,
};
