import type { Policy } from '../../collection.ts';
import { CALLS } from './calls.ts';

/** What a role needs for all that collecting asks, as a policy document of IAM. */
export function investigatorPolicy(): Policy {
  const actions = [...new Set(Object.values(CALLS).flat())].sort();
  return {
    Version: '2012-10-17',
    Statement: [{ Sid: 'AbusedeskReads', Effect: 'Allow', Action: actions, Resource: '*' }],
  };
}
