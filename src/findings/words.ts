import type { Translations } from '../language/words.ts';
import { chartWords } from './charts/words/index.ts';
import { claimWords } from './claims/words/index.ts';
import { FAMILIES } from './detectors/index.ts';
import { honeypotWords } from './honeypot/words/index.ts';
import { noiseWords } from './noise/words/index.ts';
import { networkWords } from './network/words/index.ts';
import { scanKindWords } from './scan-kinds/words/index.ts';

/** What the findings say, in every language. */
export const FINDING_WORDS: readonly Translations[] = [
  networkWords,
  ...FAMILIES.map(({ words }) => words),
  claimWords,
  chartWords,
  honeypotWords,
  noiseWords,
  scanKindWords,
];
