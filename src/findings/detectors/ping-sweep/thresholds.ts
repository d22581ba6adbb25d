import type { ThresholdGroup } from '../../threshold.ts';

export const ICMP = {
  name: 'icmp_sweep',
  thresholds: {
    window: {
      default: 300,
      unit: 's',
      what: 'time in which hosts are counted',
      source: 'Zeek policy/misc/scan: 5 minutes',
    },
    hosts: {
      default: 25,
      unit: 'hosts',
      what: 'distinct hosts that did not answer a ping, in that time',
      source: 'Zeek policy/misc/scan: addr_scan_threshold 25',
    },
    unanswered_share: {
      default: 0.8,
      unit: 'share of hosts',
      what: 'share of the pinged hosts that did not answer',
      source: 'Jung et al. 2004 (TRW): a scanner succeeds with probability 0.2',
    },
    named: {
      default: 10,
      unit: 'sources',
      what: 'sources outside that have a finding each, those that pinged most; all others share one',
      source: 'definition: every public address is pinged all day',
    },
  },
} as const satisfies ThresholdGroup;
