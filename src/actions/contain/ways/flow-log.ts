import type { FlowLog } from '@aws-sdk/client-ec2';
import { UserError } from '../../../base/errors.ts';
import type { Aws } from '../aws.ts';
import type { Change } from '../change.ts';
import { MARK } from '../read.ts';
import { detail, stateWord } from './way.ts';
import type { Way } from './way.ts';

/** Where the records go; a group of CloudWatch Logs is named by its ARN as a bucket is. */
async function flowLogOf(change: Change, { ec2, ec2Sdk }: Aws): Promise<FlowLog | undefined> {
  const { FlowLogs = [] } = await ec2.send(
    new ec2Sdk.DescribeFlowLogsCommand({ Filter: [{ Name: 'resource-id', Values: [change.target] }] }),
  );
  const destination = detail(change, 'destination');
  return FlowLogs.find(
    ({ LogDestination, LogGroupName }) =>
      LogDestination === destination ||
      (LogGroupName !== undefined &&
        destination.split(':log-group:')[1]?.replace(/:\*$/, '') === LogGroupName),
  );
}

/** A flow log of a VPC or of a regional NAT gateway. */
export const flowLog: Way = {
  calls: { there: ['ec2:CreateFlowLogs', 'iam:PassRole'], back: ['ec2:DeleteFlowLogs'] },
  read: async (change, aws) => {
    const found = await flowLogOf(change, aws);
    return found === undefined
      ? null
      : { format: found.LogFormat ?? '', aggregation: found.MaxAggregationInterval ?? 600 };
  },
  write: async (change, to, aws) => {
    const { ec2, ec2Sdk } = aws;
    if (to === null || typeof to !== 'object' || Array.isArray(to)) {
      const found = await flowLogOf(change, aws);
      const FlowLogIds = found?.FlowLogId === undefined ? [] : [found.FlowLogId];
      if (FlowLogIds.length > 0) await ec2.send(new ec2Sdk.DeleteFlowLogsCommand({ FlowLogIds }));
      return;
    }
    const destination = detail(change, 'destination');
    const { role } = change.at;
    const { Unsuccessful = [] } = await ec2.send(
      new ec2Sdk.CreateFlowLogsCommand({
        ResourceIds: [change.target],
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the plan writes one of AWS's own names
        ResourceType: detail(change, 'type') as 'VPC',
        TrafficType: 'ALL',
        LogDestinationType: destination.includes(':s3:') ? 's3' : 'cloud-watch-logs',
        LogDestination: destination,
        LogFormat: stateWord(to['format']),
        MaxAggregationInterval: Number(to['aggregation']),
        ...(typeof role === 'string' && { DeliverLogsPermissionArn: role }),
        TagSpecifications: [
          { ResourceType: 'vpc-flow-log', Tags: [{ Key: MARK, Value: detail(change, 'plan') }] },
        ],
      }),
    );
    const [failed] = Unsuccessful;
    if (failed !== undefined) {
      throw new UserError(
        `the flow log of ${change.target} was not made: ${failed.Error?.Code}: ${failed.Error?.Message}`,
        { hint: 'Mend what AWS says, then run the command again: it goes on where it stopped.' },
      );
    }
  },
};
