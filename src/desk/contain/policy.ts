import { CALLS, PASS_ROLE } from '../../actions/contain/calls.ts';
import { FIREWALLS } from '../../actions/firewalls/index.ts';
import type { Policy } from '../../clouds/collection.ts';

/** In the place of what whoever gives the permission knows. */
const ROLE = 'arn:aws:iam::*:role/YOUR-FLOW-LOG-ROLE';
const BUCKET = 'arn:aws:s3:::YOUR-FLOW-LOG-BUCKET';

/**
 * What EC2 does with the rights of whoever makes or deletes a flow log (VPC User Guide, "Publish flow logs to CloudWatch Logs"
 * and "to Amazon S3", 2026-11): the delivery, and the bucket's policy where that does not allow it yet.
 */
const DELIVERY = ['logs:CreateLogDelivery', 'logs:DeleteLogDelivery'];
const BUCKET_POLICY = ['s3:GetBucketPolicy', 's3:PutBucketPolicy'];

const reads = (call: string): boolean => /^[a-z0-9]+:(?:Describe|Get|List)/.test(call);

/** What a role needs to contain instances, to make flow logs and to block in AWS, as a policy document of IAM. */
export function responderPolicy(): Policy {
  const blocks = FIREWALLS.flatMap(({ permissions = [] }) => permissions);
  const all = [...new Set([...CALLS, ...blocks])].toSorted();
  const changes = (calls: readonly string[]): string[] => calls.filter((call) => !reads(call));
  const allow = (
    Sid: string,
    Action: readonly string[],
    Resource: string | readonly string[] = '*',
  ): object => ({
    Sid,
    Effect: 'Allow',
    Action,
    Resource,
  });
  return {
    Version: '2012-10-17',
    Statement: [
      allow('AbusedeskReads', all.filter(reads)),
      allow('AbusedeskContains', changes(CALLS)),
      allow(
        'AbusedeskBlocks',
        [...new Set(changes(blocks))].filter((call) => !CALLS.includes(call)).toSorted(),
      ),
      allow('AbusedeskMakesFlowLogs', DELIVERY),
      allow('AbusedeskMakesFlowLogsInBucket', BUCKET_POLICY, BUCKET),
      {
        ...allow('AbusedeskHandsFlowLogRole', [PASS_ROLE], ROLE),
        Condition: { StringEquals: { 'iam:PassedToService': 'vpc-flow-logs.amazonaws.com' } },
      },
    ],
  };
}
