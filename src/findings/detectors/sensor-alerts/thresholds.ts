import type { ThresholdGroup } from '../../threshold.ts';

export const SENSOR_ALERTS = {
  name: 'sensor_alerts',
  thresholds: {
    grave: {
      default: 1,
      unit: 'requests',
      what: 'what a sensor calls critical or high of one address, to name the address',
      source: 'definition: the sensor has judged already; it is repeated, not judged again',
    },
    medium: {
      default: 10,
      unit: 'requests',
      what: 'what a sensor calls medium, or gives no severity, of one address, to name the address',
      source: 'definition: a single one is often a mistyped address or an odd program',
    },
    own: {
      default: 1,
      unit: 'requests',
      what: 'what a sensor calls medium or graver, or gives no severity, of an address of ours, to name the host',
      source: 'definition: what is said of a host of ours is looked at once it is said',
    },
    bans: {
      default: 1,
      unit: 'bans',
      what: 'bans of one address, to name the address',
      source: 'definition: whoever bans has counted before (fail2ban: maxretry)',
    },
    window: {
      default: 300,
      unit: 's',
      what: 'length of the windows in which bursts are looked for',
      source: 'definition: as long as the windows of scans (Zeek policy/misc/scan: 5 minutes)',
    },
    burst: {
      default: 30,
      unit: 'alerts in one window',
      what: 'alerts of one sensor in one window, to call it a burst',
      source: 'definition: more than one in ten seconds, which nobody types',
    },
  },
} as const satisfies ThresholdGroup;
