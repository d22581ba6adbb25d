import * as z from 'zod';

/*
 * The answers of EC2's and Auto Scaling's describe calls, as far as they are read here; the command line of AWS prints the
 * same names. Fields that are not named are passed over; null is absent.
 */

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);
const number = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined);
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? undefined);
function list<T extends z.ZodType>(element: T) {
  return z
    .array(element)
    .nullish()
    .transform((value) => value ?? []);
}
const tags = list(z.object({ Key: z.string(), Value: text }));

const instanceShape = z.object({
  InstanceId: z.string(),
  VpcId: text,
  State: z.object({ Name: text }).nullish(),
  Tags: tags,
  BlockDeviceMappings: list(
    z.object({
      DeviceName: text,
      Ebs: z.object({ VolumeId: text, DeleteOnTermination: flag }).nullish(),
    }),
  ),
});

export const interfaceShape = z.object({
  NetworkInterfaceId: z.string(),
  SubnetId: text,
  VpcId: text,
  InterfaceType: text,
  RequesterId: text,
  Description: text,
  PrivateIpAddress: text,
  PrivateIpAddresses: list(
    z.object({ PrivateIpAddress: text, Association: z.object({ PublicIp: text }).nullish() }),
  ),
  Ipv6Addresses: list(z.object({ Ipv6Address: text })),
  Groups: list(z.object({ GroupId: z.string(), GroupName: text })),
  Attachment: z.object({ InstanceId: text, DeviceIndex: number, AttachmentId: text }).nullish(),
});

const permission = z.object({
  IpProtocol: z.string(),
  FromPort: number,
  ToPort: number,
  IpRanges: list(z.object({ CidrIp: text })),
  Ipv6Ranges: list(z.object({ CidrIpv6: text })),
  UserIdGroupPairs: list(z.object({})),
  PrefixListIds: list(z.object({})),
});
export type Permission = z.output<typeof permission>;

const groupShape = z.object({
  GroupId: z.string(),
  GroupName: text,
  IpPermissions: list(permission),
  IpPermissionsEgress: list(permission),
});

const entryShape = z.object({
  RuleNumber: z.number(),
  Egress: z.boolean(),
  RuleAction: z.enum(['allow', 'deny']),
  Protocol: z.string(),
  CidrBlock: text,
  Ipv6CidrBlock: text,
  PortRange: z.object({ From: number, To: number }).nullish(),
});

export const aclShape = z.object({
  NetworkAclId: z.string(),
  Associations: list(z.object({ SubnetId: text })),
  Entries: list(entryShape),
});

export const tableShape = z.object({
  RouteTableId: z.string(),
  Associations: list(z.object({ Main: flag, SubnetId: text })),
  Routes: list(
    z.object({
      DestinationCidrBlock: text,
      DestinationIpv6CidrBlock: text,
      GatewayId: text,
      NatGatewayId: text,
      EgressOnlyInternetGatewayId: text,
      TransitGatewayId: text,
      VpcPeeringConnectionId: text,
      NetworkInterfaceId: text,
      State: text,
    }),
  ),
});

export const subnetShape = z.object({
  SubnetId: z.string(),
  CidrBlock: text,
  Ipv6CidrBlockAssociationSet: list(z.object({ Ipv6CidrBlock: text })),
});

export const natShape = z.object({ NatGatewayId: z.string(), SubnetId: text });

const flowLogShape = z.object({
  FlowLogId: z.string(),
  ResourceId: text,
  MaxAggregationInterval: number,
  LogFormat: text,
  LogDestination: text,
  LogGroupName: text,
});

const scalingShape = z.object({
  AutoScalingGroupName: z.string(),
  MinSize: z.number(),
  DesiredCapacity: z.number(),
  Instances: list(z.object({ InstanceId: z.string(), LifecycleState: text })),
});

const exclusionShape = z.object({
  ResourceArn: text,
  InternetGatewayExclusionMode: text,
  State: text,
});

/** One answer, or the files of several: every list that it has. */
export const answerShape = z.object({
  Reservations: z
    .array(z.object({ OwnerId: text, Instances: list(instanceShape) }))
    .nullish()
    .transform((value) => value ?? undefined),
  NetworkInterfaces: z.array(interfaceShape).optional(),
  SecurityGroups: z.array(groupShape).optional(),
  NetworkAcls: z.array(aclShape).optional(),
  RouteTables: z.array(tableShape).optional(),
  Subnets: z.array(subnetShape).optional(),
  NatGateways: z.array(natShape).optional(),
  FlowLogs: z.array(flowLogShape).optional(),
  AutoScalingGroups: z.array(scalingShape).optional(),
  VpcBlockPublicAccessOptions: z.object({ InternetGatewayBlockMode: text }).optional(),
  VpcBlockPublicAccessExclusions: z.array(exclusionShape).optional(),
});
export type Answer = z.output<typeof answerShape>;
