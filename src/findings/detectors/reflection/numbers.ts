import { SHARED_NUMBERS } from '../../../model/numbers.ts';
import type { NumberGroup } from '../../../model/numbers.ts';

const { protocol, sources, hosts, ports, flows, packets, bytes, seconds } = SHARED_NUMBERS;

export const REFLECTION_NUMBERS = {
  protocol,
  sources,
  hosts,
  ports,
  flows,
  packets,
  bytes,
  seconds,
  bytes_asked: {
    unit: 'bytes',
    what: 'bytes of the requests that came in the name of the targets, headers included',
  },
  amplification: {
    unit: 'bytes sent per byte received',
    what: 'payload of the answers over payload of the requests',
  },
} as const satisfies NumberGroup;
