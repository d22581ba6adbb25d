import type { DetectorFamily } from '../../detector.ts';
import { REFLECTION_NUMBERS } from './numbers.ts';
import { reflectedOn } from './reflected-on.ts';
import { reflector } from './reflector.ts';
import { REFLECTION } from './thresholds.ts';
import { reflectionWords } from './words/index.ts';

export const reflections: DetectorFamily = {
  name: 'reflection',
  detectors: [reflector, reflectedOn],
  thresholds: [REFLECTION],
  numbers: REFLECTION_NUMBERS,
  words: reflectionWords,
};
