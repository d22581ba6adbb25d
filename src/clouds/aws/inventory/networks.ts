import * as z from 'zod';
import type {
  FlowLog,
  NetworkAcl,
  RouteTable,
  SecurityGroup,
  SecurityRule,
  Subnet,
  Vpc,
} from '../../inventory.ts';
import { count, id, known, list, nameTag, tags, text } from './fields.ts';

const rule = z
  .object({
    IpProtocol: z.string(),
    FromPort: count,
    ToPort: count,
    IpRanges: list(z.object({ CidrIp: z.string() })),
    Ipv6Ranges: list(z.object({ CidrIpv6: z.string() })),
    UserIdGroupPairs: list(z.object({ GroupId: text })),
    PrefixListIds: list(z.object({ PrefixListId: z.string() })),
  })
  .transform((one): SecurityRule =>
    known({
      protocol: one.IpProtocol === '-1' ? 'all' : one.IpProtocol,
      fromPort: one.FromPort,
      toPort: one.ToPort,
      peers: [
        ...one.IpRanges.map((range) => range.CidrIp),
        ...one.Ipv6Ranges.map((range) => range.CidrIpv6),
        ...one.UserIdGroupPairs.flatMap((pair) => pair.GroupId ?? []),
        ...one.PrefixListIds.map((prefixes) => prefixes.PrefixListId),
      ],
    }),
  );

export const securityGroup = z
  .object({
    GroupId: id('sg-'),
    GroupName: text,
    VpcId: text,
    IpPermissions: list(rule),
    IpPermissionsEgress: list(rule),
  })
  .transform((one): SecurityGroup =>
    known({
      id: one.GroupId,
      name: one.GroupName,
      vpc: one.VpcId,
      inbound: one.IpPermissions,
      outbound: one.IpPermissionsEgress,
    }),
  );

const v6Blocks = list(z.object({ Ipv6CidrBlock: text }));

export const subnet = z
  .object({
    SubnetId: id('subnet-'),
    Tags: tags,
    VpcId: text,
    AvailabilityZone: text,
    CidrBlock: text,
    Ipv6CidrBlockAssociationSet: v6Blocks,
  })
  .transform((one): Subnet =>
    known({
      id: one.SubnetId,
      name: nameTag(one.Tags),
      vpc: one.VpcId,
      zone: one.AvailabilityZone,
      cidrs: cidrsOf(one.CidrBlock, [], one.Ipv6CidrBlockAssociationSet),
    }),
  );

export const vpc = z
  .object({
    VpcId: id('vpc-'),
    Tags: tags,
    CidrBlock: text,
    CidrBlockAssociationSet: list(z.object({ CidrBlock: text })),
    Ipv6CidrBlockAssociationSet: v6Blocks,
  })
  .transform((one): Vpc =>
    known({
      id: one.VpcId,
      name: nameTag(one.Tags),
      cidrs: cidrsOf(one.CidrBlock, one.CidrBlockAssociationSet, one.Ipv6CidrBlockAssociationSet),
    }),
  );

function cidrsOf(
  first: string | undefined,
  more: { CidrBlock?: string }[],
  v6: { Ipv6CidrBlock?: string }[],
): string[] {
  const all = [first, ...more.map((block) => block.CidrBlock), ...v6.map((block) => block.Ipv6CidrBlock)];
  return [...new Set(all.filter((cidr) => cidr !== undefined))];
}

const associations = list(z.object({ SubnetId: text }));
const subnetsOf = (all: { SubnetId?: string }[]): string[] => all.flatMap((one) => one.SubnetId ?? []);

export const networkAcl = z
  .object({ NetworkAclId: id('acl-'), VpcId: text, Associations: associations })
  .transform((one): NetworkAcl =>
    known({ id: one.NetworkAclId, vpc: one.VpcId, subnets: subnetsOf(one.Associations) }),
  );

export const routeTable = z
  .object({ RouteTableId: id('rtb-'), VpcId: text, Associations: associations })
  .transform((one): RouteTable =>
    known({ id: one.RouteTableId, vpc: one.VpcId, subnets: subnetsOf(one.Associations) }),
  );

const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? undefined);

export const flowLog = z
  .object({
    FlowLogId: id('fl-'),
    ResourceId: text,
    FlowLogStatus: text,
    TrafficType: text,
    LogDestinationType: text,
    LogDestination: text,
    LogGroupName: text,
    LogFormat: text,
    MaxAggregationInterval: count,
    DestinationOptions: z
      .object({ FileFormat: text, HiveCompatiblePartitions: flag, PerHourPartition: flag })
      .nullish(),
    DeliverLogsErrorMessage: text,
  })
  .transform((one): FlowLog =>
    known({
      id: one.FlowLogId,
      resource: one.ResourceId,
      status: one.FlowLogStatus,
      traffic: one.TrafficType,
      destinationType: one.LogDestinationType,
      destination: one.LogDestination ?? one.LogGroupName,
      format: one.LogFormat,
      aggregationSeconds: one.MaxAggregationInterval,
      fileFormat: one.DestinationOptions?.FileFormat,
      hive: one.DestinationOptions?.HiveCompatiblePartitions,
      perHour: one.DestinationOptions?.PerHourPartition,
      deliveryError: one.DeliverLogsErrorMessage,
    }),
  );
