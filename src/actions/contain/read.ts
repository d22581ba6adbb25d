import { UserError } from '../../base/errors.ts';
import { parsePrefix } from '../../net/prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import type * as z from 'zod';
import type {
  aclShape,
  Answer,
  interfaceShape,
  natShape,
  Permission,
  subnetShape,
  tableShape,
} from './answers.ts';
import type {
  Acl,
  AclEntry,
  AttachedInterface,
  Group,
  GroupRule,
  Nat,
  PublicAccessBlock,
  Route,
  RouteTable,
  Scaling,
  Subnet,
  Surroundings,
} from './surroundings.ts';

/** The tag by which a plan marks the instance that it changes; its value is the plan's id. */
export const MARK = 'abusedesk-contain';
/** The tag that Auto Scaling sets; describe-instances shows it (EC2 Auto Scaling User Guide, "Tag", 2026-11). */
const GROUP_TAG = 'aws:autoscaling:groupName';
/** The last denial of an ACL, which cannot be removed. */
const LAST_DENIAL = 32_767;

const prefixesOf = (texts: readonly (string | undefined)[]): Prefix[] =>
  texts.flatMap((text) => (text === undefined ? [] : (parsePrefix(text) ?? [])));

/** Names of protocols as EC2 has them in rules of groups; other ones are numbers. */
const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['icmp', 1],
  ['tcp', 6],
  ['udp', 17],
  ['icmpv6', 58],
]);

function ruleOf(one: Permission): GroupRule {
  const protocol =
    one.IpProtocol === '-1' ? 'all' : (PROTOCOLS.get(one.IpProtocol) ?? Number(one.IpProtocol));
  const ported = protocol !== 'all' && one.FromPort !== undefined && one.FromPort >= 0;
  return {
    protocol,
    ...(ported && { ports: { from: one.FromPort!, to: one.ToPort ?? one.FromPort! } }),
    prefixes: prefixesOf([
      ...one.IpRanges.map(({ CidrIp }) => CidrIp),
      ...one.Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6),
    ]),
    others: one.UserIdGroupPairs.length + one.PrefixListIds.length > 0,
  };
}

function attachedOf(one: z.output<typeof interfaceShape>): AttachedInterface {
  const own = [
    one.PrivateIpAddress,
    ...one.PrivateIpAddresses.map(({ PrivateIpAddress }) => PrivateIpAddress),
    ...one.Ipv6Addresses.map(({ Ipv6Address }) => Ipv6Address),
  ];
  return {
    id: one.NetworkInterfaceId,
    primary: (one.Attachment?.DeviceIndex ?? 0) === 0,
    addresses: [...new Set(own.filter((address) => address !== undefined))],
    subnet: one.SubnetId ?? '',
    groups: one.Groups.map(({ GroupId }) => GroupId),
  };
}

function aclOf({ NetworkAclId, Associations, Entries }: z.output<typeof aclShape>): Acl {
  return {
    id: NetworkAclId,
    subnets: Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
    entries: Entries.filter(({ RuleNumber }) => RuleNumber < LAST_DENIAL).map(entryOf),
  };
}

function entryOf(one: z.output<typeof aclShape>['Entries'][number]): AclEntry {
  return {
    number: one.RuleNumber,
    egress: one.Egress,
    action: one.RuleAction,
    protocol: one.Protocol,
    cidr: one.CidrBlock ?? one.Ipv6CidrBlock ?? '',
    ...(one.PortRange?.From !== undefined && {
      ports: { from: one.PortRange.From, to: one.PortRange.To ?? one.PortRange.From },
    }),
  };
}

/** Routes by prefix list are left out: their addresses are not in the answer. */
function tableOf(
  { RouteTableId, Associations, Routes }: z.output<typeof tableShape>,
  all: readonly z.output<typeof tableShape>[],
  subnets: readonly Subnet[],
): RouteTable {
  const main = Associations.some((one) => one.Main === true);
  const named = new Set(all.flatMap((table) => table.Associations.flatMap(({ SubnetId }) => SubnetId ?? [])));
  const own = Associations.flatMap(({ SubnetId }) => SubnetId ?? []);
  // The main table holds for all that name none.
  const rest = main ? subnets.map(({ id }) => id).filter((id) => !named.has(id)) : [];
  return {
    id: RouteTableId,
    main,
    subnets: [...own, ...rest],
    routes: Routes.flatMap((one): Route[] => {
      const destination = prefixesOf([one.DestinationCidrBlock ?? one.DestinationIpv6CidrBlock])[0];
      const target =
        one.NatGatewayId ??
        one.EgressOnlyInternetGatewayId ??
        one.TransitGatewayId ??
        one.VpcPeeringConnectionId ??
        one.GatewayId ??
        one.NetworkInterfaceId;
      return destination === undefined || target === undefined
        ? []
        : [{ destination, target, blackhole: one.State === 'blackhole' }];
    }),
  };
}

const subnetOf = (one: z.output<typeof subnetShape>): Subnet => ({
  id: one.SubnetId,
  prefixes: prefixesOf([
    one.CidrBlock,
    ...one.Ipv6CidrBlockAssociationSet.map(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
  ]),
});

const natOf = ({ NatGatewayId, SubnetId }: z.output<typeof natShape>): Nat => ({
  id: NatGatewayId,
  ...(SubnetId !== undefined && { subnet: SubnetId }),
});

function publicAccessOf({
  VpcBlockPublicAccessOptions: options,
  VpcBlockPublicAccessExclusions: exclusions,
}: Answer): PublicAccessBlock | undefined {
  if (options === undefined || exclusions === undefined) return undefined;
  const mode = options.InternetGatewayBlockMode;
  return {
    mode: mode === 'block-bidirectional' || mode === 'block-ingress' ? mode : 'off',
    exclusions: exclusions.flatMap(({ ResourceArn, InternetGatewayExclusionMode: how, State }) => {
      // `arn:aws:ec2:region:account:subnet/subnet-…`
      const resource = ResourceArn?.split('/').at(-1);
      const active = State === undefined || /^(?:create|update)-complete$/.test(State);
      return active && resource !== undefined && (how === 'allow-bidirectional' || how === 'allow-egress')
        ? [{ resource, mode: how }]
        : [];
    }),
  };
}

/** Whose connections are tracked always: those of network load balancers and of interface endpoints. */
const ALWAYS_TRACKED = new Set(['network_load_balancer', 'vpc_endpoint', 'gateway_load_balancer_endpoint']);

/** One of several answers: of each list, the last that was given. */
export function mergeAnswers(answers: readonly Answer[]): Answer {
  const merged: Answer = { Reservations: undefined };
  for (const answer of answers) {
    for (const [name, value] of Object.entries(answer)) {
      if (value === undefined) continue;
      const before: unknown = Reflect.get(merged, name);
      Reflect.set(
        merged,
        name,
        Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value,
      );
    }
  }
  return merged;
}

/**
 * What stands around an instance, by answers of describe calls; lists that are missing are parts that could not be read.
 * @param whole all network interfaces of the VPC are in them, so that others can be counted
 * @throws UserError where the instance is not among them, or is in no VPC
 */
export function surroundingsOf(id: string, answer: Answer, whole: boolean): Surroundings {
  const reservation = answer.Reservations?.find(({ Instances }) =>
    Instances.some(({ InstanceId }) => InstanceId === id),
  );
  const one = reservation?.Instances.find(({ InstanceId }) => InstanceId === id);
  if (one === undefined) {
    throw new UserError(`the instance ${id} is not there`, {
      hint: 'It may be gone, or of another region or account: set AWS_REGION and AWS_PROFILE, or name another with --instance.',
    });
  }
  if (one.VpcId === undefined) {
    const state = one.State?.Name ?? 'not known';
    throw new UserError(`the instance ${id} is in no VPC any more; its state: ${state}`, {
      hint: 'A terminated instance sends nothing. Its volumes and snapshots may still be there: aws ec2 describe-volumes.',
    });
  }
  const vpc = one.VpcId;
  const all = answer.NetworkInterfaces;
  const own = (all ?? []).filter(({ Attachment }) => Attachment?.InstanceId === id);
  if (own.length === 0) {
    throw new UserError(`no network interface of ${id} could be read`, {
      hint: 'The call is ec2:DescribeNetworkInterfaces; with --inventory, give what `aws ec2 describe-network-interfaces` prints.',
    });
  }
  const tag = (key: string): string | undefined => one.Tags.find(({ Key }) => Key === key)?.Value;
  const scalingGroup = tag(GROUP_TAG);
  const group = answer.AutoScalingGroups?.find(
    ({ AutoScalingGroupName }) => AutoScalingGroupName === scalingGroup,
  );
  const state = group?.Instances.find(({ InstanceId }) => InstanceId === id)?.LifecycleState;
  const scaling: Scaling | undefined =
    group === undefined || state === undefined
      ? undefined
      : {
          group: group.AutoScalingGroupName,
          state,
          minimum: group.MinSize,
          desired: group.DesiredCapacity,
        };
  const subnets = answer.Subnets?.map(subnetOf);
  const publicAccess = publicAccessOf(answer);
  const neighbours = new Map<string, number>();
  for (const { SubnetId = '', Attachment } of all ?? []) {
    if (Attachment?.InstanceId !== id) neighbours.set(SubnetId, (neighbours.get(SubnetId) ?? 0) + 1);
  }
  const name = tag('Name');
  const mark = tag(MARK);
  return {
    instance: id,
    state: one.State?.Name ?? 'unknown',
    ...(name !== undefined && { name }),
    ...(reservation?.OwnerId !== undefined && { account: reservation.OwnerId }),
    vpc,
    ...(mark !== undefined && { mark }),
    disks: one.BlockDeviceMappings.flatMap(({ DeviceName, Ebs }) =>
      DeviceName === undefined || Ebs?.VolumeId === undefined
        ? []
        : [
            {
              device: DeviceName,
              volume: Ebs.VolumeId,
              deletedWithInstance: Ebs.DeleteOnTermination ?? false,
            },
          ],
    ),
    interfaces: own.map(attachedOf),
    ...(scalingGroup !== undefined && { scalingGroup }),
    ...(scaling !== undefined && { scaling }),
    ...(answer.SecurityGroups !== undefined && {
      groups: answer.SecurityGroups.map((group): Group => ({
        id: group.GroupId,
        name: group.GroupName ?? '',
        inbound: group.IpPermissions.map(ruleOf),
        outbound: group.IpPermissionsEgress.map(ruleOf),
      })),
    }),
    ...(answer.NetworkAcls !== undefined && { acls: answer.NetworkAcls.map(aclOf) }),
    ...(answer.RouteTables !== undefined && {
      tables: answer.RouteTables.map((table) => tableOf(table, answer.RouteTables ?? [], subnets ?? [])),
    }),
    ...(subnets !== undefined && { subnets }),
    ...(answer.NatGateways !== undefined && { nats: answer.NatGateways.map(natOf) }),
    ...(answer.FlowLogs !== undefined && {
      flowLogs: answer.FlowLogs.map((log) => ({
        id: log.FlowLogId,
        resource: log.ResourceId ?? '',
        aggregation: log.MaxAggregationInterval ?? 600,
        format: log.LogFormat ?? '',
        destination: log.LogDestination ?? log.LogGroupName ?? '',
      })),
    }),
    ...(publicAccess !== undefined && { publicAccess }),
    ...(whole && { neighbours, balancers: balancersOf(all ?? []) }),
  };
}

function balancersOf(all: readonly z.output<typeof interfaceShape>[]): Set<string> {
  const addresses = new Set<string>();
  for (const { InterfaceType = '', PrivateIpAddress, PrivateIpAddresses } of all) {
    if (!ALWAYS_TRACKED.has(InterfaceType)) continue;
    if (PrivateIpAddress !== undefined) addresses.add(PrivateIpAddress);
    for (const pair of PrivateIpAddresses)
      if (pair.PrivateIpAddress !== undefined) addresses.add(pair.PrivateIpAddress);
  }
  return addresses;
}
