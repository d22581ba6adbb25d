import type { DetectorFamily } from '../../detector.ts';
import { backscatter } from './backscatter.ts';
import { backscatterWords } from './words/index.ts';
import { BACKSCATTER_NUMBERS } from './numbers.ts';
import { BACKSCATTER } from './thresholds.ts';

export const backscatters: DetectorFamily = {
  name: 'backscatter',
  detectors: [backscatter],
  thresholds: [BACKSCATTER],
  numbers: BACKSCATTER_NUMBERS,
  words: backscatterWords,
};
