import assert from 'node:assert/strict';
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AttachNetworkInterfaceCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateNetworkAclEntryCommand,
  CreateNetworkInterfaceCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeFlowLogsCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  ModifyInstanceAttributeCommand,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';

/** What a random account has, and what its instance has been changed to. */
export interface Shape {
  /** Behind a NAT gateway; else behind an internet gateway. */
  nat: boolean;
  /** In an Auto Scaling group that may have no instance less. */
  scaling: boolean;
  /** Network interfaces beside the first. */
  interfaces: number;
  /** Security groups of each interface. */
  groups: number;
  /** Denials that the ACL has already. */
  denials: number;
  /** The disk is kept already. */
  diskKept: boolean;
  /** It is protected from termination already. */
  isProtected: boolean;
  stopped: boolean;
}

/** An account of the model. */
export interface Account {
  instance: string;
  address: string;
  vpc: string;
  interfaces: string[];
}

/** Accounts of one model differ by their VPC and their group. */
let made = 0;

const VPC = '10.10.0.0/16';
const SUBNET = '10.10.3.0/24';
/** The address of the example `nat-port-scan`. */
const ADDRESS = '10.10.3.17';

/** Makes an instance with what stands around it, in a model that has nothing. */
export async function accountOf(shape: Shape): Promise<Account> {
  const ec2 = new EC2Client({});
  const scaling = new AutoScalingClient({});
  try {
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: VPC }));
    const VpcId = Vpc!.VpcId!;
    const subnetOf = async (CidrBlock: string): Promise<string> => {
      const AvailabilityZone = 'eu-central-1a';
      const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }));
      return Subnet!.SubnetId!;
    };
    const SubnetId = await subnetOf(SUBNET);
    const outer = await subnetOf('10.10.2.0/24');
    const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
    const GatewayId = InternetGateway!.InternetGatewayId!;
    await ec2.send(new AttachInternetGatewayCommand({ VpcId, InternetGatewayId: GatewayId }));
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
    const RouteTableId = RouteTable!.RouteTableId!;
    await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
    const everywhere = { RouteTableId, DestinationCidrBlock: '0.0.0.0/0' };
    if (shape.nat) {
      const { NatGateway } = await ec2.send(
        new CreateNatGatewayCommand({ SubnetId: outer, ConnectivityType: 'private' }),
      );
      await ec2.send(new CreateRouteCommand({ ...everywhere, NatGatewayId: NatGateway!.NatGatewayId! }));
    } else await ec2.send(new CreateRouteCommand({ ...everywhere, GatewayId }));
    const groups: string[] = [];
    for (let i = 0; i < shape.groups; i += 1) {
      const { GroupId } = await ec2.send(
        new CreateSecurityGroupCommand({ GroupName: `web-${i}`, Description: 'web', VpcId }),
      );
      const IpPermissions = [
        { IpProtocol: 'tcp', FromPort: 22 + i, ToPort: 22 + i, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
      ];
      await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
      groups.push(GroupId!);
    }
    const { NetworkAcls = [] } = await ec2.send(
      new DescribeNetworkAclsCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }),
    );
    const NetworkAclId = NetworkAcls[0]!.NetworkAclId!;
    for (let i = 0; i < shape.denials; i += 1) {
      await ec2.send(
        new CreateNetworkAclEntryCommand({
          NetworkAclId,
          Egress: true,
          RuleNumber: 2 * i + 1,
          Protocol: '6',
          RuleAction: 'deny',
          CidrBlock: `203.0.113.${i + 1}/32`,
          PortRange: { From: 25, To: 25 },
        }),
      );
    }
    const instance = shape.scaling
      ? await memberOf(scaling, SubnetId, groups)
      : await single(ec2, SubnetId, groups);
    for (let i = 1; i <= shape.interfaces; i += 1) {
      const { NetworkInterface } = await ec2.send(
        new CreateNetworkInterfaceCommand({ SubnetId, Groups: groups }),
      );
      const NetworkInterfaceId = NetworkInterface!.NetworkInterfaceId!;
      await ec2.send(
        new AttachNetworkInterfaceCommand({ InstanceId: instance, NetworkInterfaceId, DeviceIndex: i }),
      );
    }
    await changed(ec2, instance, shape);
    const attached = await interfacesOf(ec2, instance);
    return {
      instance,
      vpc: VpcId,
      address: attached[0]?.PrivateIpAddress ?? assert.fail('an instance without an address'),
      interfaces: attached.map(({ NetworkInterfaceId }) => NetworkInterfaceId!),
    };
  } finally {
    ec2.destroy();
    scaling.destroy();
  }
}

/** One that the model has from its start; listing all takes it half a minute. */
const ImageId = 'ami-12c6146b';

async function single(ec2: EC2Client, SubnetId: string, SecurityGroupIds: string[]): Promise<string> {
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({
      ImageId,
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      SubnetId,
      SecurityGroupIds,
      PrivateIpAddress: ADDRESS,
    }),
  );
  return Instances[0]!.InstanceId!;
}

/** A group of one, which may not have less. */
async function memberOf(
  scaling: AutoScalingClient,
  subnet: string,
  SecurityGroups: string[],
): Promise<string> {
  const name = `web-${made++}`;
  const LaunchConfigurationName = name;
  await scaling.send(
    new CreateLaunchConfigurationCommand({
      LaunchConfigurationName,
      ImageId,
      InstanceType: 't3.micro',
      SecurityGroups,
    }),
  );
  await scaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: name,
      LaunchConfigurationName,
      MinSize: 1,
      MaxSize: 2,
      DesiredCapacity: 1,
      VPCZoneIdentifier: subnet,
    }),
  );
  const { AutoScalingGroups = [] } = await scaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
  );
  return AutoScalingGroups[0]!.Instances![0]!.InstanceId!;
}

async function changed(ec2: EC2Client, InstanceId: string, shape: Shape): Promise<void> {
  const modify = (changes: object): Promise<unknown> =>
    ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, ...changes }));
  await modify({ InstanceInitiatedShutdownBehavior: { Value: 'terminate' } });
  if (shape.isProtected) await modify({ DisableApiTermination: { Value: true } });
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [InstanceId] }));
  const [disk] = Reservations[0]?.Instances?.[0]?.BlockDeviceMappings ?? [];
  await modify({
    BlockDeviceMappings: [{ DeviceName: disk?.DeviceName, Ebs: { DeleteOnTermination: !shape.diskKept } }],
  });
  if (shape.stopped) await ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] }));
}

async function interfacesOf(ec2: EC2Client, instance: string) {
  const { NetworkInterfaces = [] } = await ec2.send(
    new DescribeNetworkInterfacesCommand({
      Filters: [{ Name: 'attachment.instance-id', Values: [instance] }],
    }),
  );
  return NetworkInterfaces.toSorted(
    (a, b) => (a.Attachment?.DeviceIndex ?? 0) - (b.Attachment?.DeviceIndex ?? 0),
  );
}

/** All that a plan can change, as the model has it now; snapshots are left out, as they stay. */
export async function fingerprint({ instance, vpc }: Account): Promise<string> {
  const ec2 = new EC2Client({});
  const scaling = new AutoScalingClient({});
  try {
    const Filters = [{ Name: 'vpc-id', Values: [vpc] }];
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [instance] }));
    const one = Reservations[0]?.Instances?.[0];
    const attribute = async (Attribute: 'disableApiTermination' | 'instanceInitiatedShutdownBehavior') =>
      ec2.send(new DescribeInstanceAttributeCommand({ InstanceId: instance, Attribute }));
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
    const { NetworkAcls = [] } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }));
    const { FlowLogs = [] } = await ec2.send(new DescribeFlowLogsCommand({}));
    const { AutoScalingGroups = [] } = await scaling.send(new DescribeAutoScalingGroupsCommand({}));
    const state = {
      tags: one?.Tags?.toSorted((a, b) => (a.Key! < b.Key! ? -1 : 1)),
      state: one?.State?.Name,
      disks: one?.BlockDeviceMappings?.map(({ DeviceName, Ebs }) => [DeviceName, Ebs?.DeleteOnTermination]),
      isProtected: (await attribute('disableApiTermination')).DisableApiTermination?.Value,
      shutdown: (await attribute('instanceInitiatedShutdownBehavior')).InstanceInitiatedShutdownBehavior,
      interfaces: (await interfacesOf(ec2, instance)).map(({ NetworkInterfaceId, Groups = [] }) => [
        NetworkInterfaceId,
        Groups.map(({ GroupId = '' }) => GroupId).toSorted(),
      ]),
      groups: SecurityGroups.map(({ GroupId, IpPermissions, IpPermissionsEgress }) =>
        JSON.stringify([GroupId, IpPermissions, IpPermissionsEgress]),
      ).sort(),
      acls: NetworkAcls.map(({ NetworkAclId, Entries = [] }) =>
        JSON.stringify([
          NetworkAclId,
          Entries.map((entry) => JSON.stringify([entry.Egress, entry.RuleNumber, entry])).sort(),
        ]),
      ).sort(),
      flowLogs: FlowLogs.map(({ FlowLogId }) => FlowLogId),
      scaling: AutoScalingGroups.map(({ AutoScalingGroupName, MinSize, DesiredCapacity, Instances = [] }) => [
        AutoScalingGroupName,
        MinSize,
        DesiredCapacity,
        Instances.map(({ InstanceId, LifecycleState }) => [InstanceId, LifecycleState]),
      ]),
    };
    return JSON.stringify(state, undefined, 1);
  } finally {
    ec2.destroy();
    scaling.destroy();
  }
}
