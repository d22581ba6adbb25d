import type { DetectorFamily } from '../../detector.ts';
import { PROXY_NUMBERS } from './numbers.ts';
import { openProxy } from './open-proxy.ts';
import { OPEN_PROXY } from './thresholds.ts';
import { webOpenProxy } from './web-open-proxy.ts';
import { proxyWords } from './words/index.ts';

export const proxies: DetectorFamily = {
  name: 'proxies',
  detectors: [openProxy, webOpenProxy],
  thresholds: [OPEN_PROXY],
  numbers: PROXY_NUMBERS,
  words: proxyWords,
};
