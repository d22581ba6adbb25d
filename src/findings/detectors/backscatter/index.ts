import type { DetectorFamily } from '../../detector.ts';
import { backscatter } from './backscatter.ts';
import { backscatterWords } from './words/index.ts';
import { BACKSCATTER } from './thresholds.ts';

export const backscatters: DetectorFamily = {
  name: 'backscatter',
  detectors: [backscatter],
  thresholds: [BACKSCATTER],
  words: backscatterWords,
};
