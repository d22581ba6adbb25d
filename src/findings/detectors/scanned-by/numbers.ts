import { SHARED_NUMBERS } from '../../../model/numbers.ts';
import type { NumberGroup } from '../../../model/numbers.ts';

const { protocol, sources, hosts, ports, pairs, unanswered_pairs, flows, packets, bytes, seconds } =
  SHARED_NUMBERS;
const { trw_contacts, blr_probability } = SHARED_NUMBERS;

export const SCANNED_BY_NUMBERS = {
  protocol,
  sources,
  hosts,
  ports,
  pairs,
  unanswered_pairs,
  flows,
  packets,
  bytes,
  seconds,
  trw_contacts,
  blr_probability,
} as const satisfies NumberGroup;
