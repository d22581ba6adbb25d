import type { DetectorFamily } from '../../detector.ts';
import { portScanHorizontal } from './port-scan-horizontal.ts';
import { portScanVertical } from './port-scan-vertical.ts';
import { portScanBlock } from './port-scan-block.ts';
import { scanWords } from './words/index.ts';
import { SCAN_NUMBERS } from './numbers.ts';
import { PORT_SCAN, WORM } from './thresholds.ts';
import { dropContained } from './contained.ts';
import { wormSpread } from './worm-spread.ts';

export const portScan: DetectorFamily = {
  name: 'port-scan',
  detectors: [portScanHorizontal, portScanVertical, portScanBlock, wormSpread],
  thresholds: [PORT_SCAN, WORM],
  numbers: SCAN_NUMBERS,
  words: scanWords,
  settle: dropContained,
};
