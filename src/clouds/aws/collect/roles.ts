import * as z from 'zod';
import type { Collecting } from './keep.ts';
import type { Service, Session } from './session.ts';

/** Roles that are asked about at most: an account has a few. */
const MOST_PROFILES = 50;
/** IAM answers from one place, whatever the region. */
const NOWHERE = 'global';

const instances = z.object({
  Reservations: z.array(
    z.object({
      Instances: z
        .array(
          z.object({ InstanceId: z.string(), IamInstanceProfile: z.object({ Arn: z.string() }).nullish() }),
        )
        .nullish(),
    }),
  ),
});

/** Names of the profiles that the described instances have; those of the instances in question come first. */
async function profileNames(run: Collecting, region: string, machines: readonly string[]): Promise<string[]> {
  const written = await run.folder.read(`${region}/instances.json`);
  const read = instances.safeParse(written === undefined ? undefined : JSON.parse(written));
  const all = (read.data?.Reservations ?? []).flatMap((one) => one.Instances ?? []);
  const asked = new Set(machines);
  const sorted = all.toSorted((a, b) => Number(asked.has(b.InstanceId)) - Number(asked.has(a.InstanceId)));
  // arn:aws:iam::123456789012:instance-profile/path/NAME
  const names = sorted.flatMap(({ IamInstanceProfile }) => IamInstanceProfile?.Arn.split('/').at(-1) ?? []);
  return [...new Set(names)].slice(0, MOST_PROFILES);
}

interface Role {
  RoleName?: string;
}

/** What a role may do: as `aws iam get-account-authorization-details` prints it, as far as it is readable. */
async function keepRole(run: Collecting, session: Session, role: Role, file: string): Promise<void> {
  const { RoleName } = role;
  if (RoleName === undefined) return;
  const list = { region: NOWHERE, about: RoleName };
  const iam = (): Promise<Service<'iam'>> => session.service('iam');
  const attached = await run.ask({ call: 'iam:ListAttachedRolePolicies', ...list }, async () => {
    const { client, sdk } = await iam();
    const value = [];
    for await (const one of sdk.paginateListAttachedRolePolicies({ client }, { RoleName })) {
      value.push(...(one.AttachedPolicies ?? []));
    }
    return { value, things: value.length };
  });
  const names = await run.ask({ call: 'iam:ListRolePolicies', ...list }, async () => {
    const { client, sdk } = await iam();
    const value = [];
    for await (const one of sdk.paginateListRolePolicies({ client }, { RoleName })) {
      value.push(...(one.PolicyNames ?? []));
    }
    return { value, things: value.length };
  });
  const policies = [];
  for (const PolicyName of names ?? []) {
    const about = `${RoleName}/${PolicyName}`;
    const policy = await run.ask({ call: 'iam:GetRolePolicy', region: NOWHERE, about }, async () => {
      const { client, sdk } = await iam();
      const { PolicyDocument } = await client.send(new sdk.GetRolePolicyCommand({ RoleName, PolicyName }));
      return { value: { PolicyName, PolicyDocument: decodeURIComponent(PolicyDocument ?? '') } };
    });
    if (policy !== undefined) policies.push(policy);
  }
  if (attached === undefined && names === undefined) return;
  const detail = { ...role, AttachedManagedPolicies: attached ?? [], RolePolicyList: policies };
  await run.folder.write(file, `${JSON.stringify({ RoleDetailList: [detail] })}\n`);
}

/** What the machines themselves may do in the account: who has broken in may do it, too. */
export async function keepRoles(
  run: Collecting,
  session: Session,
  machines: readonly string[],
): Promise<void> {
  const { region } = session;
  for (const [i, InstanceProfileName] of (await profileNames(run, region, machines)).entries()) {
    const file = `${region}/instance-profile-${i + 1}.json`;
    const place = { call: 'iam:GetInstanceProfile', region: NOWHERE, about: InstanceProfileName } as const;
    const profile = await run.ask(place, async () => {
      const { client, sdk } = await session.service('iam');
      const answer = await client.send(new sdk.GetInstanceProfileCommand({ InstanceProfileName }));
      await run.folder.write(file, `${JSON.stringify({ InstanceProfiles: [answer.InstanceProfile] })}\n`);
      return { value: answer.InstanceProfile, things: 1, file };
    });
    for (const [n, role] of (profile?.Roles ?? []).entries()) {
      await keepRole(run, session, role, `${region}/role-${i + 1}-${n + 1}.json`);
    }
  }
}
