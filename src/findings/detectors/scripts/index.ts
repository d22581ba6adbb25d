import type { DetectorFamily } from '../../detector.ts';
import { SCRIPT_NUMBERS } from './numbers.ts';
import { WEB_SCRIPT } from './thresholds.ts';
import { scriptsUnread, webScript } from './web-script.ts';
import { scriptWords } from './words/index.ts';

export const webScripts: DetectorFamily = {
  name: 'scripts',
  detectors: [webScript],
  thresholds: [WEB_SCRIPT],
  numbers: SCRIPT_NUMBERS,
  words: scriptWords,
  requestGaps: scriptsUnread,
};
