import { z } from 'zod';
import type {
  AddressPair,
  ElasticAddress,
  FlowLog,
  Instance,
  Inventory,
  LoadBalancer,
  NatGateway,
  NetworkInterface,
  SecurityGroup,
  SecurityRule,
  Subnet,
  Vpc,
} from './inventory.ts';

// The answers of EC2's and ELB's describe calls, as far as we read them (AWS API reference, EC2 2016-11-15).
// Fields that are not named here are passed over; a field that is missing or null is unknown.

const text = z
  .string()
  .nullish()
  .transform((value) => (value === null || value === '' ? undefined : value));
const count = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined);
const id = (prefix: string) => z.string().startsWith(prefix);

function list<T extends z.ZodType>(element: T) {
  return z
    .array(element)
    .nullish()
    .transform((value) => value ?? []);
}

const tags = list(z.object({ Key: z.string(), Value: z.string().nullish() }));

/** The object without its undefined fields, so that merging does not lose what another answer says. */
function known<T extends object>(fields: T): T {
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) Reflect.deleteProperty(fields, name);
  }
  return fields;
}

function nameTag(all: z.output<typeof tags>): string | undefined {
  const name = all.find((tag) => tag.Key === 'Name')?.Value;
  return name === null || name === '' ? undefined : name;
}

const privateAddress = z.object({
  PrivateIpAddress: z.string(),
  Association: z.object({ PublicIp: text }).nullish(),
});
const addressesOfInterface = {
  PrivateIpAddress: text,
  PrivateIpAddresses: list(privateAddress),
  Ipv6Addresses: list(z.object({ Ipv6Address: z.string() })),
  Association: z.object({ PublicIp: text }).nullish(),
};
const groups = list(z.object({ GroupId: z.string() }));

function pairsOf(card: {
  PrivateIpAddress?: string | undefined;
  PrivateIpAddresses: z.output<typeof privateAddress>[];
  Ipv6Addresses: { Ipv6Address: string }[];
  Association?: { PublicIp?: string | undefined } | null | undefined;
}): AddressPair[] {
  const pairs: AddressPair[] = card.PrivateIpAddresses.map((one) =>
    known({ private: one.PrivateIpAddress, public: one.Association?.PublicIp }),
  );
  if (pairs.length === 0 && card.PrivateIpAddress !== undefined) {
    pairs.push(known({ private: card.PrivateIpAddress, public: card.Association?.PublicIp }));
  }
  return [...pairs, ...card.Ipv6Addresses.map((one) => ({ private: one.Ipv6Address }))];
}

const instance = z
  .object({
    InstanceId: id('i-'),
    Tags: tags,
    PrivateIpAddress: text,
    PublicIpAddress: text,
    VpcId: text,
    SubnetId: text,
    Placement: z.object({ AvailabilityZone: text }).nullish(),
    State: z.object({ Name: text }).nullish(),
    InstanceType: text,
    ImageId: text,
    LaunchTime: text,
    NetworkInterfaces: list(z.object({ NetworkInterfaceId: z.string(), ...addressesOfInterface })),
    SecurityGroups: groups,
    OwnerId: text,
  })
  .transform((one): Instance => {
    const own = one.NetworkInterfaces.flatMap((card) => pairsOf(card).map((pair) => pair.private));
    if (one.PrivateIpAddress !== undefined) own.unshift(one.PrivateIpAddress);
    return known({
      id: one.InstanceId,
      name: nameTag(one.Tags),
      addresses: [...new Set(own)],
      publicAddress: one.PublicIpAddress,
      vpc: one.VpcId,
      subnet: one.SubnetId,
      zone: one.Placement?.AvailabilityZone,
      state: one.State?.Name,
      type: one.InstanceType,
      image: one.ImageId,
      launched: one.LaunchTime,
      interfaces: one.NetworkInterfaces.map((card) => card.NetworkInterfaceId),
      securityGroups: one.SecurityGroups.map((group) => group.GroupId),
      account: one.OwnerId,
    });
  });

const networkInterface = z
  .object({
    NetworkInterfaceId: id('eni-'),
    InterfaceType: text,
    RequesterId: text,
    Description: text,
    ...addressesOfInterface,
    Attachment: z.object({ InstanceId: text }).nullish(),
    VpcId: text,
    SubnetId: text,
    Groups: groups,
    OwnerId: text,
  })
  .transform((one): NetworkInterface =>
    known({
      id: one.NetworkInterfaceId,
      type: one.InterfaceType,
      requester: one.RequesterId,
      description: one.Description,
      addresses: pairsOf(one),
      instance: one.Attachment?.InstanceId,
      vpc: one.VpcId,
      subnet: one.SubnetId,
      securityGroups: one.Groups.map((group) => group.GroupId),
      account: one.OwnerId,
    }),
  );

const natGateway = z
  .object({
    NatGatewayId: id('nat-'),
    Tags: tags,
    State: text,
    VpcId: text,
    SubnetId: text,
    NatGatewayAddresses: list(z.object({ NetworkInterfaceId: text, PrivateIp: text, PublicIp: text })),
  })
  .transform((one): NatGateway =>
    known({
      id: one.NatGatewayId,
      name: nameTag(one.Tags),
      state: one.State,
      vpc: one.VpcId,
      subnet: one.SubnetId,
      interfaces: [...new Set(one.NatGatewayAddresses.flatMap((each) => each.NetworkInterfaceId ?? []))],
      addresses: one.NatGatewayAddresses.flatMap((each) =>
        each.PrivateIp === undefined ? [] : known({ private: each.PrivateIp, public: each.PublicIp }),
      ),
    }),
  );

const elasticAddress = z
  .object({
    PublicIp: z.string(),
    PrivateIpAddress: text,
    AllocationId: text,
    NetworkInterfaceId: text,
    InstanceId: text,
  })
  .transform((one): ElasticAddress =>
    known({
      public: one.PublicIp,
      private: one.PrivateIpAddress,
      allocation: one.AllocationId,
      interface: one.NetworkInterfaceId,
      instance: one.InstanceId,
    }),
  );

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

const securityGroup = z
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

const subnet = z
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

const vpc = z
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
  more: { CidrBlock?: string | undefined }[],
  v6: { Ipv6CidrBlock?: string | undefined }[],
): string[] {
  const all = [first, ...more.map((block) => block.CidrBlock), ...v6.map((block) => block.Ipv6CidrBlock)];
  return [...new Set(all.filter((cidr) => cidr !== undefined))];
}

const flowLog = z
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
      deliveryError: one.DeliverLogsErrorMessage,
    }),
  );

const loadBalancer = z
  .object({
    LoadBalancerName: z.string(),
    LoadBalancerArn: text,
    DNSName: text,
    Type: text,
    Scheme: text,
    VpcId: text,
  })
  .transform((one): LoadBalancer =>
    known({
      name: one.LoadBalancerName,
      arn: one.LoadBalancerArn,
      dns: one.DNSName,
      type: one.Type,
      scheme: one.Scheme,
      vpc: one.VpcId,
    }),
  );

/** One kind of described thing: how to tell it, and how to read it. */
export interface Kind {
  /** The key of its list in an answer. */
  list: string;
  /** Fields that together only this kind has: they tell a thing that stands without its answer (`--query`). */
  own: readonly [string, string];
  noun: string;
  /** Adds the thing to the inventory, or says what is wrong with it. */
  read(thing: unknown, inventory: Inventory): z.ZodError | undefined;
}

function kind<K extends keyof Inventory>(
  name: K,
  noun: string,
  list: string,
  own: readonly [string, string],
  schema: z.ZodType<Inventory[K][number]>,
): Kind {
  return {
    list,
    own,
    noun,
    read(thing, inventory) {
      const result = schema.safeParse(thing);
      const things: Inventory[K][number][] = inventory[name];
      if (result.success) things.push(result.data);
      return result.error;
    },
  };
}

export const KINDS: readonly Kind[] = [
  kind('instances', 'instance', 'Instances', ['InstanceId', 'InstanceType'], instance),
  kind(
    'interfaces',
    'interface',
    'NetworkInterfaces',
    ['NetworkInterfaceId', 'InterfaceType'],
    networkInterface,
  ),
  kind('natGateways', 'NAT gateway', 'NatGateways', ['NatGatewayId', 'NatGatewayAddresses'], natGateway),
  kind('addresses', 'Elastic IP address', 'Addresses', ['PublicIp', 'Domain'], elasticAddress),
  kind('securityGroups', 'security group', 'SecurityGroups', ['GroupId', 'IpPermissions'], securityGroup),
  kind('subnets', 'subnet', 'Subnets', ['SubnetId', 'AvailableIpAddressCount'], subnet),
  kind('vpcs', 'VPC', 'Vpcs', ['VpcId', 'DhcpOptionsId'], vpc),
  kind('flowLogs', 'flow log', 'FlowLogs', ['FlowLogId', 'FlowLogStatus'], flowLog),
  kind('loadBalancers', 'load balancer', 'LoadBalancers', ['LoadBalancerName', 'DNSName'], loadBalancer),
];
