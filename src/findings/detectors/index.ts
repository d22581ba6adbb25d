import type { Detector } from '../detector.ts';

/** Every detector, in the order in which findings are listed. One line each. */
export const DETECTORS: readonly Detector[] = [];
