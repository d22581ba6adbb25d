import { json } from '../example.ts';
import {
  ACCOUNT,
  BALANCERS,
  BASTION,
  CARDS,
  FLOW_LOG,
  IDLE,
  INSTANCES,
  NAT,
  NAT_GATEWAY,
  REGION,
  SUBNETS,
  VPC,
  WEB,
} from './vpc.ts';
import type { Card } from './vpc.ts';
import { FIELDS } from './flow-log.ts';

const GROUPS = {
  web: 'sg-06d3a9f1e7c5b2840',
  balancer: 'sg-0f81c5b7d2e9a3460',
  data: 'sg-01b6e4a8d9c7f2530',
  tools: 'sg-0c94f7e2a5d8b1360',
  bastion: 'sg-08e2d5c9b7a4f1630',
} as const;

function nameTag(name: string): { Key: string; Value: string }[] {
  return [{ Key: 'Name', Value: name }];
}

function groupOf(card: Card): string {
  if (WEB.includes(card)) return GROUPS.web;
  if (BALANCERS.includes(card)) return GROUPS.balancer;
  if (card === BASTION) return GROUPS.bastion;
  return card.subnet === SUBNETS.dataA ? GROUPS.data : GROUPS.tools;
}

function allocation(card: Card): string {
  return `eipalloc-${card.eni.slice(4)}`;
}

function instance(card: Card): object {
  return {
    ReservationId: `r-${card.eni.slice(4)}`,
    OwnerId: ACCOUNT,
    Groups: [],
    Instances: [
      {
        InstanceId: card.instance,
        ImageId: 'ami-0e7b3d9c5f1a28460',
        InstanceType: card.subnet === SUBNETS.dataA ? 'r6g.large' : 't3.small',
        LaunchTime: '2026-03-11T02:14:09+00:00',
        Placement: { AvailabilityZone: card.subnet.zone, Tenancy: 'default' },
        PrivateIpAddress: card.address,
        ...(card.public !== undefined && { PublicIpAddress: card.public }),
        State: { Code: 16, Name: 'running' },
        SubnetId: card.subnet.id,
        VpcId: VPC,
        NetworkInterfaces: [
          { NetworkInterfaceId: card.eni, PrivateIpAddress: card.address, Status: 'in-use' },
        ],
        SecurityGroups: [{ GroupId: groupOf(card) }],
        Tags: nameTag(card.name ?? ''),
      },
    ],
  };
}

function interfaceType(card: Card): string {
  return card === NAT ? 'nat_gateway' : 'interface';
}

function networkInterface(card: Card): object {
  const balancer = BALANCERS.includes(card);
  const association = card.public !== undefined && {
    Association: {
      PublicIp: card.public,
      IpOwnerId: balancer ? 'amazon' : ACCOUNT,
      ...(!balancer && { AllocationId: allocation(card) }),
    },
  };
  return {
    NetworkInterfaceId: card.eni,
    InterfaceType: interfaceType(card),
    Description: card.description,
    OwnerId: ACCOUNT,
    ...(balancer && { RequesterId: 'amazon-elb' }),
    RequesterManaged: card === NAT || balancer,
    PrivateIpAddress: card.address,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: card.address, ...association }],
    ...association,
    ...(card.instance !== undefined && {
      Attachment: { InstanceId: card.instance, InstanceOwnerId: ACCOUNT, DeviceIndex: 0, Status: 'attached' },
    }),
    Groups: card === NAT ? [] : [{ GroupId: groupOf(card) }],
    Status: card === IDLE ? 'available' : 'in-use',
    SubnetId: card.subnet.id,
    VpcId: VPC,
    AvailabilityZone: card.subnet.zone,
    TagSet: card.name === undefined ? [] : nameTag(card.name),
  };
}

function rule(port: number, source: string): object {
  const from = source.startsWith('sg-')
    ? { UserIdGroupPairs: [{ GroupId: source, UserId: ACCOUNT }], IpRanges: [] }
    : { IpRanges: [{ CidrIp: source }], UserIdGroupPairs: [] };
  return { IpProtocol: 'tcp', FromPort: port, ToPort: port, ...from };
}

function group(name: keyof typeof GROUPS, inbound: object[]): object {
  return {
    GroupId: GROUPS[name],
    GroupName: name,
    Description: name,
    OwnerId: ACCOUNT,
    VpcId: VPC,
    IpPermissions: inbound,
    IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }], UserIdGroupPairs: [] }],
  };
}

function securityGroups(): object[] {
  return [
    group('balancer', [rule(443, '0.0.0.0/0')]),
    group('web', [rule(8080, GROUPS.balancer), rule(22, GROUPS.bastion)]),
    group('data', [rule(3306, GROUPS.web), rule(6379, GROUPS.web)]),
    group('tools', [rule(22, GROUPS.bastion)]),
    group('bastion', [rule(22, '192.0.2.77/32')]),
  ];
}

function natGateway(): object {
  return {
    NatGatewayId: NAT_GATEWAY,
    ConnectivityType: 'public',
    State: 'available',
    CreateTime: '2025-06-02T08:41:37+00:00',
    SubnetId: NAT.subnet.id,
    VpcId: VPC,
    NatGatewayAddresses: [
      {
        AllocationId: allocation(NAT),
        NetworkInterfaceId: NAT.eni,
        PrivateIp: NAT.address,
        PublicIp: NAT.public,
        IsPrimary: true,
        Status: 'succeeded',
      },
    ],
    Tags: nameTag('nat-a'),
  };
}

function elasticAddress(card: Card): object {
  return {
    AllocationId: allocation(card),
    AssociationId: `eipassoc-${card.eni.slice(4)}`,
    Domain: 'vpc',
    NetworkInterfaceId: card.eni,
    NetworkInterfaceOwnerId: ACCOUNT,
    PrivateIpAddress: card.address,
    PublicIp: card.public,
    ...(card.instance !== undefined && { InstanceId: card.instance }),
    NetworkBorderGroup: REGION,
  };
}

function flowLog(): object {
  return {
    FlowLogId: FLOW_LOG,
    FlowLogStatus: 'ACTIVE',
    DeliverLogsStatus: 'SUCCESS',
    ResourceId: VPC,
    TrafficType: 'ALL',
    LogDestinationType: 's3',
    LogDestination: 'arn:aws:s3:::flow-logs-123456789012',
    LogFormat: FIELDS.map((field) => `\${${field}}`).join(' '),
    MaxAggregationInterval: 60,
    CreationTime: '2025-06-02T09:10:00.000000+00:00',
  };
}

/** The answers of `aws ec2 describe-…` about the VPC, one file per call. */
export function inventory(): Map<string, Buffer> {
  const vpc = {
    VpcId: VPC,
    CidrBlock: '10.10.0.0/16',
    State: 'available',
    OwnerId: ACCOUNT,
    Tags: nameTag('shop'),
  };
  const subnets = Object.values(SUBNETS).map(({ id, name, cidr, zone }) => ({
    SubnetId: id,
    VpcId: VPC,
    CidrBlock: cidr,
    AvailabilityZone: zone,
    State: 'available',
    OwnerId: ACCOUNT,
    Tags: nameTag(name),
  }));
  const answers: Record<string, object> = {
    'describe-instances': { Reservations: INSTANCES.map(instance) },
    'describe-network-interfaces': { NetworkInterfaces: CARDS.map(networkInterface) },
    'describe-nat-gateways': { NatGateways: [natGateway()] },
    'describe-addresses': { Addresses: [NAT, BASTION].map(elasticAddress) },
    'describe-security-groups': { SecurityGroups: securityGroups() },
    'describe-subnets': { Subnets: subnets },
    'describe-vpcs': { Vpcs: [vpc] },
    'describe-flow-logs': { FlowLogs: [flowLog()] },
  };
  return new Map(Object.entries(answers).map(([call, answer]) => [`inventory/${call}.json`, json(answer)]));
}
