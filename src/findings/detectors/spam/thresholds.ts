import type { ThresholdGroup } from '../../threshold.ts';

export const SPAM = {
  name: 'spam',
  thresholds: {
    window: {
      default: 3600,
      unit: 's',
      what: 'length of the windows in which mail servers are counted',
      source:
        'definition: a queue is delivered within minutes, and what is deferred is tried again within the hour',
    },
    servers_per_window: {
      default: 25,
      unit: 'mail servers',
      what: 'distinct mail servers of others that took a connection, in one window',
      source:
        'definition: who reports to its owner, or by a relay, needs a handful; providers of relays rotate over ten and more',
    },
    history: {
      default: 86_400,
      unit: 's',
      what: 'time without mail before its first one, from which a host is said to have no history of mail',
      source:
        'definition; that mail without history is what counts: GuardDuty Backdoor:EC2/Spambot (port 25, no prior history)',
    },
  },
} as const satisfies ThresholdGroup;
