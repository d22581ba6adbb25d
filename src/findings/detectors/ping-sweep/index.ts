import type { DetectorFamily } from '../../detector.ts';
import { icmpSweep } from './icmp-sweep.ts';
import { inboundIcmpSweep } from './inbound-icmp-sweep.ts';
import { ICMP_NUMBERS } from './numbers.ts';
import { ICMP } from './thresholds.ts';
import { icmpWords } from './words/index.ts';

export const pingSweeps: DetectorFamily = {
  name: 'ping-sweep',
  detectors: [icmpSweep, inboundIcmpSweep],
  thresholds: [ICMP],
  numbers: ICMP_NUMBERS,
  words: icmpWords,
};
