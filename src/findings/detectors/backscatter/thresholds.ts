import type { ThresholdGroup } from '../../threshold.ts';

export const BACKSCATTER = {
  name: 'backscatter',
  thresholds: {
    hosts: {
      default: 4,
      unit: 'of our addresses',
      what: 'addresses of ours that one stranger answered unasked',
      source:
        'backscatter rule of flow scan detectors: all flows RST, SYN-ACK or RST-ACK, more than 3 destinations',
    },
  },
} as const satisfies ThresholdGroup;
