import * as z from 'zod';
import type {
  AddressPair,
  ElasticAddress,
  Instance,
  LoadBalancer,
  NatGateway,
  NatRule,
  NetworkInterface,
} from '../../inventory.ts';
import { id, known, list, nameTag, tags, text } from './fields.ts';
import { appendsClient, middleboxOf } from './middleboxes.ts';

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

function pairsOf(networkInterface: {
  PrivateIpAddress?: string;
  PrivateIpAddresses: z.output<typeof privateAddress>[];
  Ipv6Addresses: { Ipv6Address: string }[];
  Association?: { PublicIp?: string } | null;
}): AddressPair[] {
  const pairs: AddressPair[] = networkInterface.PrivateIpAddresses.map((one) =>
    known({ private: one.PrivateIpAddress, public: one.Association?.PublicIp }),
  );
  if (pairs.length === 0 && networkInterface.PrivateIpAddress !== undefined) {
    pairs.push(
      known({ private: networkInterface.PrivateIpAddress, public: networkInterface.Association?.PublicIp }),
    );
  }
  return [...pairs, ...networkInterface.Ipv6Addresses.map((one) => ({ private: one.Ipv6Address }))];
}

export const instance = z
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
    const own = one.NetworkInterfaces.flatMap((networkInterface) =>
      pairsOf(networkInterface).map((pair) => pair.private),
    );
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
      interfaces: one.NetworkInterfaces.map((networkInterface) => networkInterface.NetworkInterfaceId),
      securityGroups: one.SecurityGroups.map((group) => group.GroupId),
      account: one.OwnerId,
    });
  });

export const networkInterface = z
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
  .transform((one): NetworkInterface => {
    const described = { type: one.InterfaceType, requester: one.RequesterId, description: one.Description };
    return known({
      id: one.NetworkInterfaceId,
      ...described,
      middlebox: middleboxOf(described),
      appendsClient: appendsClient(described) || undefined,
      addresses: pairsOf(one),
      instance: one.Attachment?.InstanceId,
      vpc: one.VpcId,
      subnet: one.SubnetId,
      securityGroups: one.Groups.map((group) => group.GroupId),
      account: one.OwnerId,
    });
  });

export const natGateway = z
  .object({
    NatGatewayId: id('nat-'),
    Tags: tags,
    State: text,
    VpcId: text,
    SubnetId: text,
    AvailabilityMode: text,
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
      ...(one.AvailabilityMode === 'regional' && {
        regional: true as const,
        publicAddresses: one.NatGatewayAddresses.flatMap((each) => each.PublicIp ?? []),
      }),
    }),
  );

/** A rule of `get-transit-gateway-attachment-nat-configuration`; only an activated one translates. */
export const natRule = z
  .object({ MatchSourceCidr: z.string(), NatCidr: z.string(), State: z.literal('activated') })
  .transform((one): NatRule => ({ source: one.MatchSourceCidr, translated: one.NatCidr }));

export const elasticAddress = z
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

export const loadBalancer = z
  .object({
    LoadBalancerName: z.string(),
    LoadBalancerArn: text,
    DNSName: text,
    Type: text,
    Scheme: text,
    VpcId: text,
    // Of a classic one.
    VPCId: text,
  })
  .transform((one): LoadBalancer =>
    known({
      name: one.LoadBalancerName,
      arn: one.LoadBalancerArn,
      dns: one.DNSName,
      type: one.Type,
      scheme: one.Scheme,
      vpc: one.VpcId ?? one.VPCId,
    }),
  );
