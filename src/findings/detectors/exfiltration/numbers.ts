import { SHARED_NUMBERS } from '../../../model/numbers.ts';
import type { NumberGroup } from '../../../model/numbers.ts';

const { protocol, hosts, flows, packets, bytes, seconds } = SHARED_NUMBERS;

export const EXFILTRATION_NUMBERS = {
  protocol,
  hosts,
  flows,
  packets,
  bytes,
  seconds,
  names_below_domain: { unit: 'names', what: 'distinct names below one domain that were asked for' },
  dns_questions: { unit: 'questions', what: 'questions of DNS for names below that domain' },
  name_length: { unit: 'characters', what: 'average length of what stood before the domain' },
  packets_returned: { unit: 'packets', what: 'packets that came back over those conversations' },
  bytes_returned: { unit: 'bytes', what: 'bytes that came back from there' },
  bytes_fullest_day: {
    unit: 'bytes',
    what: 'bytes that the host sent outside on the fullest day before, to all',
  },
  days_before: { unit: 'days', what: 'days before with flows of the host' },
} as const satisfies NumberGroup;
