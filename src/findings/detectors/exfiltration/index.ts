import type { DetectorFamily } from '../../detector.ts';
import { dnsTunnel } from './dns-tunnel.ts';
import { dnsVolume } from './dns-volume.ts';
import { exfiltration, noHistory } from './exfiltration.ts';
import { EXFILTRATION_NUMBERS } from './numbers.ts';
import { DNS_TUNNEL, EXFILTRATION } from './thresholds.ts';
import { exfiltrationWords } from './words/index.ts';

export const exfiltrations: DetectorFamily = {
  name: 'exfiltration',
  detectors: [dnsTunnel, dnsVolume, exfiltration],
  thresholds: [DNS_TUNNEL, EXFILTRATION],
  numbers: EXFILTRATION_NUMBERS,
  words: exfiltrationWords,
  gaps: noHistory,
};
