import type { Policy } from '../../collection.ts';
import { CALLS } from './calls.ts';

/** In the place of the bucket with the flow logs: whoever gives the permission knows it. */
const BUCKET = 'arn:aws:s3:::YOUR-FLOW-LOG-BUCKET';

/** What a role needs for all that collecting asks, as a policy document of IAM. */
export function investigatorPolicy(): Policy {
  const actions = [...new Set<string>(Object.values(CALLS).flat())].sort();
  const isOfBucket = (action: string): boolean => action.startsWith('s3:');
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AbusedeskReads',
        Effect: 'Allow',
        Action: actions.filter((action) => !isOfBucket(action)),
        Resource: '*',
      },
      {
        Sid: 'AbusedeskReadsFlowLogs',
        Effect: 'Allow',
        Action: actions.filter(isOfBucket),
        Resource: [BUCKET, `${BUCKET}/*`],
      },
    ],
  };
}
