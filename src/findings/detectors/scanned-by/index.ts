import type { DetectorFamily } from '../../detector.ts';
import { inboundScanDistributed } from './inbound-scan-distributed.ts';
import { inboundScan } from './inbound-scan.ts';
import { SCANNED_BY_NUMBERS } from './numbers.ts';
import { SCANNED_BY } from './thresholds.ts';
import { scannedByWords } from './words/index.ts';

export const scannedBy: DetectorFamily = {
  name: 'scanned-by',
  detectors: [inboundScan, inboundScanDistributed],
  thresholds: [SCANNED_BY],
  numbers: SCANNED_BY_NUMBERS,
  words: scannedByWords,
};
