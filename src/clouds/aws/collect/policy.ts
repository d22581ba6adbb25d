import type { Policy } from '../../collection.ts';
import { CALLS } from './calls.ts';

/** In the place of the bucket with the flow logs: whoever gives the permission knows it. */
const BUCKET = 'arn:aws:s3:::YOUR-FLOW-LOG-BUCKET';

/** In the place of the bucket that Athena puts its answers into. */
const ANSWERS = 'arn:aws:s3:::YOUR-ATHENA-ANSWERS-BUCKET';
/**
 * What Athena does there with the rights of whoever asks (AWS, managed policy AmazonAthenaFullAccess, 2026-11); without
 * `collect --athena` the statement may be left out.
 */
const ANSWERS_ACTIONS = [
  's3:AbortMultipartUpload',
  's3:GetBucketLocation',
  's3:GetObject',
  's3:ListBucket',
  's3:ListBucketMultipartUploads',
  's3:ListMultipartUploadParts',
  's3:PutObject',
];

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
      {
        Sid: 'AbusedeskKeepsAthenaAnswers',
        Effect: 'Allow',
        Action: ANSWERS_ACTIONS,
        Resource: [ANSWERS, `${ANSWERS}/*`],
      },
    ],
  };
}
