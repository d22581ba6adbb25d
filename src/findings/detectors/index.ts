import type { Detector } from '../detector.ts';
import { portScanBlock } from './port-scan-block.ts';
import { portScanHorizontal } from './port-scan-horizontal.ts';
import { portScanVertical } from './port-scan-vertical.ts';

/** Every detector, in the order in which findings are listed. One line each. */
export const DETECTORS: readonly Detector[] = [portScanHorizontal, portScanVertical, portScanBlock];
