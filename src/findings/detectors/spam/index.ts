import type { DetectorFamily } from '../../detector.ts';
import { spam, unseenMail } from './spam.ts';
import { spamWords } from './words/index.ts';
import { SPAM_NUMBERS } from './numbers.ts';
import { SPAM } from './thresholds.ts';

export const spamming: DetectorFamily = {
  name: 'spam',
  detectors: [spam],
  thresholds: [SPAM],
  numbers: SPAM_NUMBERS,
  words: spamWords,
  gaps: unseenMail,
};
