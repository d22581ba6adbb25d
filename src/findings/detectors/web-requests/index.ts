import type { DetectorFamily } from '../../detector.ts';
import { sameTimes } from './times.ts';
import { REQUEST_NUMBERS } from './numbers.ts';
import { attackClasses, attackSources, volumeByAddress, volumeByUrl, volumeByUser } from './tables.ts';
import { WEB_ATTACK, WEB_PROBING, WEB_SCRAPING } from './thresholds.ts';
import { webAttack } from './web-attack.ts';
import { webProbing } from './web-probing.ts';
import { webScraping } from './web-scraping.ts';
import { requestWords } from './words/index.ts';

export const webRequests: DetectorFamily = {
  name: 'web-requests',
  detectors: [webAttack, webProbing, webScraping],
  thresholds: [WEB_ATTACK, WEB_PROBING, WEB_SCRAPING],
  numbers: REQUEST_NUMBERS,
  words: requestWords,
  requestGaps: sameTimes,
  tables: [attackClasses, attackSources, volumeByUrl, volumeByUser, volumeByAddress],
};
