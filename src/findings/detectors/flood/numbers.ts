import { SHARED_NUMBERS } from '../../../model/numbers.ts';
import type { NumberGroup } from '../../../model/numbers.ts';

const { protocol, sources, hosts, ports, flows, packets, bytes, seconds } = SHARED_NUMBERS;

export const FLOOD_NUMBERS = {
  protocol,
  sources,
  hosts,
  ports,
  flows,
  packets,
  bytes,
  packets_back: { unit: 'packets', what: 'packets that came back from the targets' },
  refused_packets: { unit: 'packets', what: 'those packets that the rules of the network refused' },
  packets_per_second: { unit: 'packets/s', what: 'rate of the strongest window, over all targets' },
  bits_per_second: { unit: 'bit/s', what: 'rate of the strongest window, over all targets' },
  flows_per_second: { unit: 'flow records/s', what: 'rate of the strongest window, over all targets' },
  seconds,
} as const satisfies NumberGroup;
