import type * as z from 'zod';
import type { Inventory } from '../../inventory.ts';
import { elasticAddress, instance, loadBalancer, natGateway, natRule, networkInterface } from './machines.ts';
import { autoScalingGroup, instanceProfile, role } from './groups.ts';
import { flowLog, networkAcl, routeTable, securityGroup, subnet, vpc } from './networks.ts';

/** One kind of described thing: how to tell it, and how to read it. */
export interface Kind {
  /** The key of its list in an answer. */
  list: string;
  /** Fields that together only this kind has: they identify a thing that comes without its answer (`--query`). */
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
  kind('natRules', 'NAT rule', 'NatGatewayRules', ['MatchSourceCidr', 'NatCidr'], natRule),
  kind('addresses', 'Elastic IP address', 'Addresses', ['PublicIp', 'Domain'], elasticAddress),
  kind('securityGroups', 'security group', 'SecurityGroups', ['GroupId', 'IpPermissions'], securityGroup),
  kind('subnets', 'subnet', 'Subnets', ['SubnetId', 'AvailableIpAddressCount'], subnet),
  kind('vpcs', 'VPC', 'Vpcs', ['VpcId', 'DhcpOptionsId'], vpc),
  kind('flowLogs', 'flow log', 'FlowLogs', ['FlowLogId', 'FlowLogStatus'], flowLog),
  kind(
    'loadBalancers',
    'classic load balancer',
    'LoadBalancerDescriptions',
    ['LoadBalancerName', 'HealthCheck'],
    loadBalancer,
  ),
  kind('loadBalancers', 'load balancer', 'LoadBalancers', ['LoadBalancerName', 'DNSName'], loadBalancer),
  kind('networkAcls', 'network ACL', 'NetworkAcls', ['NetworkAclId', 'Entries'], networkAcl),
  kind('routeTables', 'route table', 'RouteTables', ['RouteTableId', 'Routes'], routeTable),
  kind(
    'autoScalingGroups',
    'Auto Scaling group',
    'AutoScalingGroups',
    ['AutoScalingGroupName', 'DesiredCapacity'],
    autoScalingGroup,
  ),
  kind(
    'instanceProfiles',
    'instance profile',
    'InstanceProfiles',
    ['InstanceProfileName', 'Roles'],
    instanceProfile,
  ),
  kind('roles', 'role', 'RoleDetailList', ['RoleName', 'RolePolicyList'], role),
];
