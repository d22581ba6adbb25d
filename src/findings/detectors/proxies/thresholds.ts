import type { ThresholdGroup } from '../../threshold.ts';

export const OPEN_PROXY = {
  name: 'open_proxy',
  thresholds: {
    window: {
      default: 3600,
      unit: 's',
      what: 'length of the windows in which what came in is held against what went out',
      source: 'definition: a proxy fetches at once what it is asked for',
    },
    clients: {
      default: 10,
      unit: 'addresses',
      what: 'strangers in one window whose connections to the port of a proxy were taken',
      source: 'definition: a user at home has one or two addresses, an office a few',
    },
    targets: {
      default: 25,
      unit: 'hosts',
      what: 'strangers in the same window to whom the host itself made connections',
      source: 'definition: as many as make a scan; a service that asks others asks a few, again and again',
    },
    alike: {
      default: 1.5,
      unit: 'times',
      what: 'most by which the bytes of the two sides differ, either way: what the clients got and what was fetched, what they sent and what was sent on',
      source: 'definition: a proxy passes on what it gets; headers and handshakes make the difference',
    },
    hosts: {
      default: 5,
      unit: 'hosts',
      what: 'other hosts for which a web server answered one path, or opened tunnels, with so many unlike answers',
      source:
        'definition: a server that takes no notice of the host answers with its own page, which has one size, or one for each compression',
    },
  },
} as const satisfies ThresholdGroup;
