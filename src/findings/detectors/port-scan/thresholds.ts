import type { ThresholdGroup } from '../../threshold.ts';

export const PORT_SCAN = {
  name: 'port_scan',
  thresholds: {
    window: {
      default: 300,
      unit: 's',
      what: 'length of the windows in which targets are counted',
      source: 'Zeek policy/misc/scan: 5 minutes',
    },
    targets_per_window: {
      default: 25,
      unit: 'hosts',
      what: 'distinct hosts on one port without an answer, in one window',
      source: 'Zeek policy/misc/scan: addr_scan_threshold 25',
    },
    ports_per_window: {
      default: 15,
      unit: 'ports',
      what: 'distinct ports of one host without an answer, in one window',
      source: 'Zeek policy/misc/scan: port_scan_threshold 15',
    },
    block_window: {
      default: 900,
      unit: 's',
      what: 'length of the windows in which host and port pairs are counted',
      source: 'Zeek simple-scan: 15 minutes',
    },
    pairs_per_block_window: {
      default: 25,
      unit: 'host:port pairs',
      what: 'distinct host and port pairs without an answer, in one window',
      source: 'Zeek simple-scan: scan_threshold 25',
    },
    block_side: {
      default: 5,
      unit: 'hosts, and ports',
      what: 'least hosts and least ports among the pairs of a block scan',
      source: 'definition: fewer of either is a horizontal or a vertical scan',
    },
    sparse_unanswered_share: {
      default: 0.95,
      unit: 'share of pairs',
      what: 'share without an answer where the pairs fill no grid of hosts and ports, and on a port of no service',
      source: 'definition: peer to peer programs also try one port of many hosts, and are answered at times',
    },
    unanswered_share: {
      default: 0.8,
      unit: 'share of targets',
      what: 'share of the attempted targets that did not answer',
      source: 'Jung et al. 2004 (TRW): a scanner succeeds with probability 0.2',
    },
  },
} as const satisfies ThresholdGroup;

export const WORM = {
  name: 'worm',
  thresholds: {
    window: {
      default: 300,
      unit: 's',
      what: 'length of the windows in which strangers are counted',
      source: 'Zeek policy/misc/scan: 5 minutes',
    },
    targets_per_window: {
      default: 25,
      unit: 'hosts',
      what: 'distinct strangers on one port over which worms spread, answered or not, in one window',
      source: 'Zeek policy/misc/scan: addr_scan_threshold 25; that answers do not matter: definition',
    },
    entry: {
      default: 3600,
      unit: 's',
      what: 'most time from a connection that the host took on that port to its own first wave',
      source: 'definition; that the port is the same: destination-source correlation (Gu et al. 2004)',
    },
  },
} as const satisfies ThresholdGroup;
