import type { ThresholdGroup } from '../../threshold.ts';

export const WEB_SCRIPT = {
  name: 'web_script',
  thresholds: {
    points: {
      default: 4,
      unit: 'points',
      what: 'what speaks against a script, added up, to name it',
      source: 'definition: no sign alone, unless it is the text of the script itself',
    },
    after_upload: {
      default: 600,
      unit: 's',
      what: 'time from what a client sent to another script to its first request for this one',
      source: 'definition: who puts a script there tries it at once',
    },
    other_clients: {
      default: 5,
      unit: 'clients',
      what: 'clients that the log has beside the one that alone asks for a script, for that to be odd',
      source: 'definition',
    },
    targets: {
      default: 10,
      unit: 'hosts',
      what: 'hosts that a host of ours turned to for the first time around the requests for a script',
      source: 'definition: updates and payments ask one or two',
    },
    minutes: {
      default: 3,
      unit: 'minutes',
      what: 'distinct minutes in which that happened around its requests',
      source: 'definition: once may be a chance',
    },
    lift: {
      default: 3,
      unit: 'times',
      what: 'how much more of those hosts fall on the minutes of its requests than would by chance',
      source: 'definition: the ratio of observed to expected, as in association rules',
    },
    share: {
      default: 0.5,
      unit: 'share',
      what: 'of the hosts that were turned to for the first time, those around its requests',
      source: 'definition: less is a chance meeting with a part of it',
    },
  },
} as const satisfies ThresholdGroup;
