import { detail } from './way.ts';
import type { Way } from './way.ts';

/** The least number of instances of a group: standby of one is refused where it would be gone below. */
export const minimum: Way = {
  calls: {
    there: ['autoscaling:UpdateAutoScalingGroup'],
    back: ['autoscaling:UpdateAutoScalingGroup'],
  },
  read: async ({ target }, { scaling, scalingSdk }) => {
    const { AutoScalingGroups = [] } = await scaling.send(
      new scalingSdk.DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [target] }),
    );
    return AutoScalingGroups[0]?.MinSize ?? null;
  },
  write: async ({ target }, to, { scaling, scalingSdk }) => {
    await scaling.send(
      new scalingSdk.UpdateAutoScalingGroupCommand({ AutoScalingGroupName: target, MinSize: Number(to) }),
    );
  },
};

/** In standby the group neither checks nor replaces the instance, and its load balancers send it nothing. */
export const standby: Way = {
  calls: { there: ['autoscaling:EnterStandby'], back: ['autoscaling:ExitStandby'] },
  read: async ({ target }, { scaling, scalingSdk }) => {
    const { AutoScalingInstances = [] } = await scaling.send(
      new scalingSdk.DescribeAutoScalingInstancesCommand({ InstanceIds: [target] }),
    );
    return AutoScalingInstances[0]?.LifecycleState ?? null;
  },
  passing: (state) => typeof state === 'string' && /^(?:Entering|Pending)/.test(state),
  write: async (change, to, { scaling, scalingSdk }) => {
    const group = { AutoScalingGroupName: detail(change, 'group'), InstanceIds: [change.target] };
    await (to === 'Standby'
      ? scaling.send(new scalingSdk.EnterStandbyCommand({ ...group, ShouldDecrementDesiredCapacity: true }))
      : scaling.send(new scalingSdk.ExitStandbyCommand(group)));
  },
};
