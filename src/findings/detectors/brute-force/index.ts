import type { DetectorFamily } from '../../detector.ts';
import { bruteForce } from './brute-force.ts';
import { inboundBruteForce } from './inbound-brute-force.ts';
import { BRUTE_FORCE_NUMBERS } from './numbers.ts';
import { BRUTE_FORCE } from './thresholds.ts';
import { bruteForceWords } from './words/index.ts';

export const guessing: DetectorFamily = {
  name: 'brute-force',
  detectors: [bruteForce, inboundBruteForce],
  thresholds: [BRUTE_FORCE],
  numbers: BRUTE_FORCE_NUMBERS,
  words: bruteForceWords,
};
