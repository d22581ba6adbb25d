import type { DetectorFamily } from '../../detector.ts';
import { backscatter } from './backscatter.ts';
import { backscatterWords } from './words/index.ts';

export const backscatters: DetectorFamily = {
  name: 'backscatter',
  detectors: [backscatter],
  words: backscatterWords,
};
