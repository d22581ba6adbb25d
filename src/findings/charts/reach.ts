import type { Finding } from '../../model/finding.ts';
import { DETECTORS } from '../detectors/index.ts';

const REACH = new Set(DETECTORS.filter(({ reach }) => reach).map(({ name }) => name));

/** Whether the finding is about how many targets somebody reached: a scan has hardly any bytes. */
export function isReach({ detector }: Finding): boolean {
  return REACH.has(detector);
}
