import { SHARED_NUMBERS } from '../../../model/numbers.ts';
import type { NumberGroup } from '../../../model/numbers.ts';

const { trw_contacts, blr_probability } = SHARED_NUMBERS;
const { protocol, hosts, ports, pairs, unanswered_pairs, flows, packets, bytes, seconds } = SHARED_NUMBERS;

export const SCAN_NUMBERS = {
  protocol,
  hosts,
  unanswered_hosts: { unit: 'hosts', what: 'those hosts of which at least one port did not answer' },
  ports,
  pairs,
  unanswered_pairs,
  own_hosts: { unit: 'hosts', what: 'those hosts that are local' },
  flows,
  packets,
  bytes,
  seconds,
  answering_hosts: { unit: 'hosts', what: 'those strangers that answered with more than an attempt has' },
  hosts_in_busiest_window: { unit: 'hosts in `worm.window`', what: 'most distinct strangers in one window' },
  seconds_after_entry: {
    unit: 's',
    what: 'time from the last connection that the host took on the same port to its own first wave; absent: it took none',
  },
  targets_per_minute: { unit: 'host and port pairs per minute', what: '`pairs` over `seconds`' },
  trw_contacts,
  blr_probability,
} as const satisfies NumberGroup;
