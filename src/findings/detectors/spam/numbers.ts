import { SHARED_NUMBERS } from '../../../model/numbers.ts';
import type { NumberGroup } from '../../../model/numbers.ts';

const { protocol, hosts, ports, flows, packets, bytes, seconds } = SHARED_NUMBERS;

export const SPAM_NUMBERS = {
  protocol,
  hosts,
  ports,
  flows,
  packets,
  bytes,
  seconds,
  mail_connections: { unit: 'connections', what: 'connections that mail servers took' },
  mail_servers_in_busiest_window: {
    unit: 'mail servers in `spam.window`',
    what: 'most distinct mail servers in one window',
  },
  seconds_without_mail: { unit: 's', what: 'flows of the host before its first mail in the log' },
} as const satisfies NumberGroup;
