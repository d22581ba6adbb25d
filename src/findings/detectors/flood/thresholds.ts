import { ONE_WAY_FLOOD } from '../../../model/one-way-flood.ts';
import type { ThresholdGroup } from '../../threshold.ts';

export const FLOOD = {
  name: 'flood',
  thresholds: {
    packets_per_second: {
      default: 20_000,
      unit: 'packets/s',
      what: 'packets to one target with hardly anything back',
      source: 'FastNetMon default threshold_pps',
    },
    bits_per_second: {
      default: 1_000_000_000,
      unit: 'bit/s',
      what: 'bits to one target with hardly anything back',
      source: 'FastNetMon default threshold_mbps 1000',
    },
    flows_per_second: {
      default: 3500,
      unit: 'flow records/s',
      what: 'flows to one target with hardly anything back',
      source: 'FastNetMon default threshold_flows',
    },
    mean_over: {
      default: 5,
      unit: 's',
      what: 'shortest time over which a rate is taken',
      source: 'FastNetMon default average_calculation_time',
    },
    one_sided_packets_per_second: {
      default: ONE_WAY_FLOOD.packets_per_second,
      unit: 'packets/s',
      what: 'lower rate that counts too, if kept up for one_sided_packets',
      source:
        'definition: above a one-way video stream (20 Mbit/s is 1,900), below the 4,850 of a published EC2 notice',
    },
    one_sided_packets: {
      default: ONE_WAY_FLOOD.packets,
      unit: 'packets in one window',
      what: 'packets that the lower rate must reach to count',
      source: 'definition: 30 seconds at that rate',
    },
    share_back: {
      default: ONE_WAY_FLOOD.share_back,
      unit: 'packets back per packet sent',
      what: 'most that comes back from the target of a flood',
      source: 'definition: acknowledgements of a bulk transfer are 2 % and more, even with receive offload',
    },
    kind_share: {
      default: 0.9,
      unit: 'share of packets',
      what: 'share of the packets that are alike where a flood is said to be of one kind',
      source: 'definition: a flood goes on beside what the host sends else',
    },
    data_bytes: {
      default: 80,
      unit: 'bytes per packet',
      what: 'mean length beyond which packets of TCP carry data',
      source:
        'definition: 40 bytes of IPv6 and 40 of TCP with options (RFC 8200, RFC 9293); a SYN has no more',
    },
    syn_sources: {
      default: 1000,
      unit: 'addresses in one minute',
      what: 'addresses that sent one port of ours a SYN and nothing more',
      source: 'definition: more than a popular service meets of scanners, fewer than any forged flood',
    },
    syn_share: {
      default: 0.9,
      unit: 'share of addresses',
      what: 'share of all that came to the port which sent a SYN and nothing more',
      source: 'definition: of real visitors nearly all go on',
    },
  },
} as const satisfies ThresholdGroup;
