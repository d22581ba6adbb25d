import type { ThresholdGroup } from './threshold.ts';

/** What several detectors of flows share. */
export const FLOWS = {
  name: 'flows',
  thresholds: {
    merge_gap: {
      default: 3600,
      unit: 's',
      what: 'windows of one host that are no further apart are one finding',
      source: 'definition',
    },
    attempt_packets: {
      default: 3,
      unit: 'packets per flow record',
      what: 'most packets of a record that counts as an attempt and not as a conversation',
      source: 'SiLK rwscan: a small flow has fewer than 3 packets; SYN with two repeats is 3',
    },
    scan_kind_share: {
      default: 0.9,
      unit: 'share of pairs',
      what: 'share of the pairs that got the same odd flags where a scan is said to be of one kind (FIN, NULL, Xmas)',
      source: 'definition: some of what the same host sent else may lie in its time',
    },
  },
} as const satisfies ThresholdGroup;
