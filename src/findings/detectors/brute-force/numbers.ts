import { SHARED_NUMBERS } from '../../../model/numbers.ts';
import type { NumberGroup } from '../../../model/numbers.ts';

const { protocol, sources, hosts, ports, packets, bytes, seconds } = SHARED_NUMBERS;

export const BRUTE_FORCE_NUMBERS = {
  protocol,
  sources,
  hosts,
  ports,
  login_connections: { unit: 'connections', what: 'connections as large as failed logins' },
  connections_in_busiest_window: {
    unit: 'connections in `brute_force.window`',
    what: 'most of them in one window',
  },
  packets,
  bytes,
  seconds,
} as const satisfies NumberGroup;
