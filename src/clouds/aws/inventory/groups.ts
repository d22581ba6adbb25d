import * as z from 'zod';
import type { AutoScalingGroup, InstanceProfile, Role } from '../../inventory.ts';
import { known, list, text } from './fields.ts';

export const autoScalingGroup = z
  .object({ AutoScalingGroupName: z.string(), Instances: list(z.object({ InstanceId: z.string() })) })
  .transform((one): AutoScalingGroup => ({
    name: one.AutoScalingGroupName,
    instances: one.Instances.map((instance) => instance.InstanceId),
  }));

/** Of `aws iam get-instance-profile` in a list. */
export const instanceProfile = z
  .object({ InstanceProfileName: z.string(), Arn: text, Roles: list(z.object({ RoleName: z.string() })) })
  .transform((one): InstanceProfile =>
    known({
      name: one.InstanceProfileName,
      arn: one.Arn,
      roles: one.Roles.map((role) => role.RoleName),
    }),
  );

/** Of `aws iam get-account-authorization-details`. */
export const role = z
  .object({
    RoleName: z.string(),
    RolePolicyList: list(z.object({ PolicyName: z.string() })),
    AttachedManagedPolicies: list(z.object({ PolicyName: z.string() })),
  })
  .transform((one): Role => ({
    name: one.RoleName,
    policies: [...one.RolePolicyList, ...one.AttachedManagedPolicies].map((policy) => policy.PolicyName),
  }));
