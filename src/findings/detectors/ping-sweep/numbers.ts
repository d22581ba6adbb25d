import { SHARED_NUMBERS } from '../../../model/numbers.ts';
import type { NumberGroup } from '../../../model/numbers.ts';

const { protocol, sources, hosts, flows, packets, bytes, seconds } = SHARED_NUMBERS;

export const ICMP_NUMBERS = {
  protocol,
  sources,
  hosts,
  silent_hosts: { unit: 'hosts', what: 'those hosts that did not answer the ping' },
  flows,
  packets,
  bytes,
  seconds,
} as const satisfies NumberGroup;
