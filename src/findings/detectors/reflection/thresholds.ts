import type { ThresholdGroup } from '../../threshold.ts';

export const REFLECTION = {
  name: 'reflection',
  thresholds: {
    sources: {
      default: 25,
      unit: 'addresses in one minute',
      what: 'addresses whose service answered one host of ours that had not asked them',
      source: 'definition: as many as make a scan; a late answer comes from one or two',
    },
    bytes_per_packet: {
      default: 200,
      unit: 'bytes per packet',
      what: 'mean size of such answers of one address',
      source:
        'definition: an answer of NTP to a client has 76 bytes, an error of DNS 100 to 150; amplified ones fill packets',
    },
    bytes: {
      default: 1_000_000,
      unit: 'bytes in one minute',
      what: 'what such answers come to at one host of ours',
      source: 'definition: less does no harm',
    },
    factor_share: {
      default: 0.5,
      unit: 'share',
      what: "how much of its service's published factor a host of ours reaches that reflects",
      source: 'factors: CISA TA14-017A; the share: definition, as lists are shorter on some servers',
    },
    least_factor: {
      default: 3,
      unit: 'bytes sent per byte received',
      what: 'least factor of any service, payload alone',
      source: 'definition: any question may have an answer of twice its length',
    },
    most_factor: {
      default: 10,
      unit: 'bytes sent per byte received',
      what: 'a factor that is enough for any service',
      source: 'definition: signed answers of DNS have 5 to 8 times the length of the question',
    },
    target_bytes: {
      default: 10_000_000,
      unit: 'bytes in ten minutes',
      what: 'least that a host of ours sent one target from the port of such a service',
      source: 'definition: a client of ours is not sent as much by name or time service',
    },
  },
} as const satisfies ThresholdGroup;
