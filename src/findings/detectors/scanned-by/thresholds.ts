import type { ThresholdGroup } from '../../threshold.ts';

export const SCANNED_BY = {
  name: 'scanned_by',
  thresholds: {
    window: {
      default: 300,
      unit: 's',
      what: 'time in which one source may reach hosts or ports of ours without being called a scanner',
      source: 'Zeek policy/misc/scan: 5 minutes',
    },
    hosts: {
      default: 25,
      unit: 'of our hosts',
      what: 'distinct hosts of ours on one port that did not answer one source, in that time',
      source: 'Zeek policy/misc/scan: addr_scan_threshold 25',
    },
    ports: {
      default: 15,
      unit: 'ports',
      what: 'distinct ports of one host of ours that did not answer one source, in that time',
      source: 'Zeek policy/misc/scan: port_scan_threshold 15',
    },
    block_window: {
      default: 900,
      unit: 's',
      what: 'time in which pairs of host and port are counted',
      source: 'Zeek simple-scan: 15 minutes',
    },
    pairs: {
      default: 25,
      unit: 'host:port pairs',
      what: 'distinct pairs that did not answer one source, in that time',
      source: 'Zeek simple-scan: scan_threshold 25',
    },
    unanswered_share: {
      default: 0.8,
      unit: 'share of pairs',
      what: 'share of what one source tried that did not answer',
      source: 'Jung et al. 2004 (TRW): a scanner succeeds with probability 0.2',
    },
    slow_share: {
      default: 0.95,
      unit: 'share of pairs',
      what: 'that share where the numbers are reached only over the whole log',
      source: 'definition: over days also a broken client meets closed ports',
    },
    named: {
      default: 10,
      unit: 'sources',
      what: 'sources that have a finding each, those that tried most; all others share one',
      source: 'definition: every public address is scanned all day',
    },
    together_sources: {
      default: 10,
      unit: 'sources',
      what: 'least sources, none of them a scanner by itself, that scan together',
      source: 'definition: fewer are a coincidence',
    },
    together_ports: {
      default: 3,
      unit: 'ports',
      what: 'least ports in a set that sources have in common',
      source:
        'definition: one or two ports are what worms and crawlers of the whole internet try, each by itself',
    },
    together_share: {
      default: 0.8,
      unit: 'share of sources',
      what: 'share of them with nearly the same time from one try to the next: half to double the median',
      source: 'definition',
    },
    together_apart: {
      default: 0.95,
      unit: 'share of pairs',
      what: 'share of pairs of host and port that only one of the sources tried, where they divide the hosts among them',
      source: 'definition: whoever chooses by chance meets others, by half of the hosts in every fifth try',
    },
  },
} as const satisfies ThresholdGroup;
