import { SHARED_NUMBERS } from '../../../model/numbers.ts';
import type { NumberGroup } from '../../../model/numbers.ts';

const { protocol, hosts, addresses, seconds } = SHARED_NUMBERS;

export const PROXY_NUMBERS = {
  protocol,
  hosts,
  addresses,
  seconds,
  windows_alike: { unit: '`open_proxy.window`', what: 'windows in which both sides were alike' },
  bytes_passed_on: {
    unit: 'bytes',
    what: 'bytes that the clients got in those windows, or that the log has of the answers',
  },
  bytes_fetched: { unit: 'bytes', what: 'bytes that came from other hosts in those windows' },
  proxied_requests: { unit: 'requests', what: 'requests for other hosts that were answered' },
  tunnels: { unit: 'requests', what: 'those that opened a tunnel (CONNECT)' },
} as const satisfies NumberGroup;
