import { SHARED_NUMBERS } from '../../../model/numbers.ts';
import type { NumberGroup } from '../../../model/numbers.ts';

const { addresses, seconds } = SHARED_NUMBERS;

export const SCRIPT_NUMBERS = {
  script_requests: { unit: 'requests', what: 'requests for the script that were answered with 2xx' },
  script_posts: { unit: 'requests', what: 'those of them that sent something (POST or PUT)' },
  addresses,
  points: { unit: 'points', what: 'what speaks against the script, added up' },
  seconds,
} as const satisfies NumberGroup;
