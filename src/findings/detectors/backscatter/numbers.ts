import { SHARED_NUMBERS } from '../../../model/numbers.ts';
import type { NumberGroup } from '../../../model/numbers.ts';

const { hosts, flows, packets, seconds } = SHARED_NUMBERS;

export const BACKSCATTER_NUMBERS = {
  victims: { unit: 'addresses', what: 'strangers that answered what nobody here asked' },
  hosts,
  flows,
  packets,
  seconds,
} as const satisfies NumberGroup;
