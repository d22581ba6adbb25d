import type { Aws } from '../aws.ts';
import type { Change } from '../change.ts';
import { MARK } from '../read.ts';
import { detail, stateWord } from './way.ts';
import type { Way } from './way.ts';

async function instanceOf({ target }: Change, { ec2, ec2Sdk }: Aws) {
  const { Reservations = [] } = await ec2.send(
    new ec2Sdk.DescribeInstancesCommand({ InstanceIds: [target] }),
  );
  return Reservations.flatMap(({ Instances = [] }) => Instances)[0];
}

/** A tag of the instance: who else looks at it sees that a plan is at work. */
export const mark: Way = {
  calls: { there: ['ec2:CreateTags'], back: ['ec2:DeleteTags'] },
  read: async (change, aws) =>
    (await instanceOf(change, aws))?.Tags?.find(({ Key }) => Key === MARK)?.Value ?? null,
  write: async ({ target, after }, to, { ec2, ec2Sdk }) => {
    const Resources = [target];
    // A tag of another value is somebody else's: it is named with its value.
    await (to === null
      ? ec2.send(new ec2Sdk.DeleteTagsCommand({ Resources, Tags: [{ Key: MARK, Value: stateWord(after) }] }))
      : ec2.send(new ec2Sdk.CreateTagsCommand({ Resources, Tags: [{ Key: MARK, Value: stateWord(to) }] })));
  },
};

const MODIFY = { there: ['ec2:ModifyInstanceAttribute'], back: ['ec2:ModifyInstanceAttribute'] };

export const terminationProtection: Way = {
  calls: MODIFY,
  read: async ({ target }, { ec2, ec2Sdk }) => {
    const { DisableApiTermination } = await ec2.send(
      new ec2Sdk.DescribeInstanceAttributeCommand({
        InstanceId: target,
        Attribute: 'disableApiTermination',
      }),
    );
    return DisableApiTermination?.Value ?? false;
  },
  write: async ({ target }, to, { ec2, ec2Sdk }) => {
    await ec2.send(
      new ec2Sdk.ModifyInstanceAttributeCommand({
        InstanceId: target,
        DisableApiTermination: { Value: to === true },
      }),
    );
  },
};

export const shutdownBehavior: Way = {
  calls: MODIFY,
  read: async ({ target }, { ec2, ec2Sdk }) => {
    const { InstanceInitiatedShutdownBehavior } = await ec2.send(
      new ec2Sdk.DescribeInstanceAttributeCommand({
        InstanceId: target,
        Attribute: 'instanceInitiatedShutdownBehavior',
      }),
    );
    return InstanceInitiatedShutdownBehavior?.Value ?? 'stop';
  },
  write: async ({ target }, to, { ec2, ec2Sdk }) => {
    await ec2.send(
      new ec2Sdk.ModifyInstanceAttributeCommand({
        InstanceId: target,
        InstanceInitiatedShutdownBehavior: { Value: stateWord(to) },
      }),
    );
  },
};

/** Whether a disk goes with its instance. */
export const disk: Way = {
  calls: MODIFY,
  read: async (change, aws) => {
    const device = detail(change, 'device');
    const mapping = (await instanceOf(change, aws))?.BlockDeviceMappings?.find(
      ({ DeviceName }) => DeviceName === device,
    );
    return mapping?.Ebs?.DeleteOnTermination ?? null;
  },
  write: async (change, to, { ec2, ec2Sdk }) => {
    await ec2.send(
      new ec2Sdk.ModifyInstanceAttributeCommand({
        InstanceId: change.target,
        BlockDeviceMappings: [
          { DeviceName: detail(change, 'device'), Ebs: { DeleteOnTermination: to === true } },
        ],
      }),
    );
  },
};

/** Snapshots of all disks at one moment. They are known by the plan's tag, and stay. */
export const snapshots: Way = {
  calls: { there: ['ec2:CreateSnapshots', 'ec2:CreateTags'], back: [] },
  keeps: true,
  read: async (change, { ec2, ec2Sdk }) => {
    const { Snapshots = [] } = await ec2.send(
      new ec2Sdk.DescribeSnapshotsCommand({
        OwnerIds: ['self'],
        Filters: [{ Name: `tag:${MARK}`, Values: [detail(change, 'plan')] }],
      }),
    );
    return Snapshots.flatMap(({ VolumeId }) => VolumeId ?? []).toSorted();
  },
  write: async (change, _to, { ec2, ec2Sdk }) => {
    const Tags = [{ Key: MARK, Value: detail(change, 'plan') }];
    await ec2.send(
      new ec2Sdk.CreateSnapshotsCommand({
        InstanceSpecification: { InstanceId: change.target },
        Description: `abusedesk: ${change.target} before containment`,
        TagSpecifications: [{ ResourceType: 'snapshot', Tags }],
      }),
    );
  },
};

export const running: Way = {
  calls: { there: ['ec2:StopInstances'], back: ['ec2:StartInstances'] },
  read: async (change, aws) => (await instanceOf(change, aws))?.State?.Name ?? null,
  passing: (state) => state === 'stopping' || state === 'pending',
  write: async ({ target }, to, { ec2, ec2Sdk }) => {
    const InstanceIds = [target];
    await (to === 'stopped'
      ? ec2.send(new ec2Sdk.StopInstancesCommand({ InstanceIds }))
      : ec2.send(new ec2Sdk.StartInstancesCommand({ InstanceIds })));
  },
};
