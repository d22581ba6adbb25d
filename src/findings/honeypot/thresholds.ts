import type { ThresholdGroup } from '../threshold.ts';

/** What the honeypot's part goes by. No citable rule for bursts of a daily series or for rotation was found. */
export const HONEYPOT = {
  name: 'honeypot',
  thresholds: {
    burst_times_median: {
      default: 4,
      unit: 'times',
      what: 'a day is a burst above so many times the median of the days that have traffic of its kind',
      source: 'definition: as the marks in the pictures of traffic',
    },
    burst_share_of_peak: {
      default: 0.25,
      unit: 'share',
      what: 'and above this share of the day with the most traffic of its kind',
      source: 'definition: as the marks in the pictures of traffic',
    },
    burst_days: {
      default: 5,
      unit: 'days',
      what: 'fewer days with traffic give no median that a burst could be told by',
      source: 'definition: with fewer days, one of them moves the median by itself',
    },
    proposed_share: {
      default: 0.9,
      unit: 'share',
      what: 'an address or network that stands in this share of the flow records is proposed as yours',
      source: 'definition: a sensor at one host or network sees hardly anything else',
    },
    masked_least: {
      default: 100,
      unit: 'flow records',
      what: 'a report for publishing gives shares only of so many: of a few, shares give the numbers away',
      source: 'definition: with whole per cents, shares of fewer than 100 can be counted back',
    },
    masked_share: {
      default: 0.01,
      unit: 'share',
      what: 'and names a port or provider only from this share on; the rest is one row',
      source:
        'definition: rare ports mark a sensor (probe response attacks: Bethencourt, Franklin and Vernon 2005)',
    },
  },
} as const satisfies ThresholdGroup;
