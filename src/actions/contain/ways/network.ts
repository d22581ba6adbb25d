import type { IpPermission, NetworkAclEntry, SecurityGroup } from '@aws-sdk/client-ec2';
import { UserError } from '../../../base/errors.ts';
import type { Aws } from '../aws.ts';
import { GROUP_NAMES } from '../change.ts';
import type { State } from '../change.ts';
import { detail, stateWord } from './way.ts';
import type { Way } from './way.ts';

async function groupNamed(
  name: string,
  vpc: string,
  { ec2, ec2Sdk }: Aws,
): Promise<SecurityGroup | undefined> {
  const { SecurityGroups = [] } = await ec2.send(
    new ec2Sdk.DescribeSecurityGroupsCommand({
      Filters: [
        { Name: 'group-name', Values: [name] },
        { Name: 'vpc-id', Values: [vpc] },
      ],
    }),
  );
  return SecurityGroups[0];
}

const EVERYTHING_V4: IpPermission = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
const EVERYTHING_V6: IpPermission = { IpProtocol: '-1', Ipv6Ranges: [{ CidrIpv6: '::/0' }] };

/** Which families the rules let everything through for; undefined: they have something else. */
function openFor(permissions: readonly IpPermission[]): Set<4 | 6> | undefined {
  const families = new Set<4 | 6>();
  for (const {
    IpProtocol,
    IpRanges = [],
    Ipv6Ranges = [],
    UserIdGroupPairs = [],
    PrefixListIds = [],
  } of permissions) {
    const wide =
      IpRanges.every(({ CidrIp }) => CidrIp === '0.0.0.0/0') &&
      Ipv6Ranges.every(({ CidrIpv6 }) => CidrIpv6 === '::/0');
    if (IpProtocol !== '-1' || !wide || UserIdGroupPairs.length + PrefixListIds.length > 0) return undefined;
    if (IpRanges.length > 0) families.add(4);
    if (Ipv6Ranges.length > 0) families.add(6);
  }
  return families;
}

function stateOf({ IpPermissions = [], IpPermissionsEgress = [] }: SecurityGroup): State {
  const [into, out] = [openFor(IpPermissions), openFor(IpPermissionsEgress)];
  if (IpPermissions.length + IpPermissionsEgress.length === 0) return 'closed';
  return into?.size === 2 && out?.size === 2 ? 'open' : 'half';
}

/** A group of ours: `open` lets everything through, so that connections become untracked; `closed` has no rule. */
export const group: Way = {
  calls: {
    there: [
      'ec2:CreateSecurityGroup',
      'ec2:AuthorizeSecurityGroupIngress',
      'ec2:AuthorizeSecurityGroupEgress',
      'ec2:RevokeSecurityGroupEgress',
      // Of a rule that somebody has put into it meanwhile.
      'ec2:RevokeSecurityGroupIngress',
    ],
    back: ['ec2:DeleteSecurityGroup'],
  },
  read: async (change, aws) => {
    const found = await groupNamed(change.target, detail(change, 'vpc'), aws);
    return found === undefined ? null : stateOf(found);
  },
  // Made and not yet filled: open, closed and what lies between are all steps of making it.
  half: (state) => state === 'half' || state === 'closed' || state === 'open',
  write: async (change, to, aws) => {
    const { ec2, ec2Sdk } = aws;
    const VpcId = detail(change, 'vpc');
    const found = await groupNamed(change.target, VpcId, aws);
    if (to === null) {
      if (found !== undefined)
        await ec2.send(new ec2Sdk.DeleteSecurityGroupCommand({ GroupId: found.GroupId }));
      return;
    }
    if (found === undefined) {
      await ec2.send(
        new ec2Sdk.CreateSecurityGroupCommand({
          GroupName: change.target,
          Description: 'made by abusedesk contain',
          VpcId,
        }),
      );
    }
    const made = await groupNamed(change.target, VpcId, aws);
    if (made === undefined) {
      throw new UserError(`AWS does not show the security group ${change.target} yet`, {
        hint: 'Run the command again: it goes on where it stopped.',
      });
    }
    const { GroupId, IpPermissions = [], IpPermissionsEgress = [] } = made;
    if (to === 'closed') {
      if (IpPermissions.length > 0)
        await ec2.send(new ec2Sdk.RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
      if (IpPermissionsEgress.length > 0) {
        await ec2.send(
          new ec2Sdk.RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: IpPermissionsEgress }),
        );
      }
      return;
    }
    const missing = (has: Set<4 | 6> | undefined): IpPermission[] => [
      ...(has?.has(4) === true ? [] : [EVERYTHING_V4]),
      ...(has?.has(6) === true ? [] : [EVERYTHING_V6]),
    ];
    const into = missing(openFor(IpPermissions));
    if (into.length > 0)
      await ec2.send(new ec2Sdk.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: into }));
    const out = missing(openFor(IpPermissionsEgress));
    if (out.length > 0)
      await ec2.send(new ec2Sdk.AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: out }));
  },
};

/** The security groups of a network interface; those of ours by their names, which are known before they are made. */
export const interfaceGroups: Way = {
  calls: {
    there: ['ec2:ModifyNetworkInterfaceAttribute'],
    back: ['ec2:ModifyNetworkInterfaceAttribute'],
  },
  read: async ({ target }, { ec2, ec2Sdk }) => {
    const { NetworkInterfaces = [] } = await ec2.send(
      new ec2Sdk.DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [target] }),
    );
    const groups = NetworkInterfaces[0]?.Groups;
    if (groups === undefined) return null;
    return groups
      .map(({ GroupId = '', GroupName = '' }) => (GroupName.startsWith(GROUP_NAMES) ? GroupName : GroupId))
      .toSorted();
  },
  write: async (change, to, aws) => {
    const Groups: string[] = [];
    for (const name of Array.isArray(to) ? to.map(String) : []) {
      const ours = name.startsWith(GROUP_NAMES)
        ? await groupNamed(name, detail(change, 'vpc'), aws)
        : { GroupId: name };
      if (ours?.GroupId === undefined) {
        throw new UserError(`the security group ${name} is not there`, {
          hint: 'Take the plan back with `abusedesk contain undo`, and make it anew.',
        });
      }
      Groups.push(ours.GroupId);
    }
    const { ec2, ec2Sdk } = aws;
    await ec2.send(
      new ec2Sdk.ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId: change.target, Groups }),
    );
  },
};

function entryState({ RuleAction, Protocol, CidrBlock, Ipv6CidrBlock, PortRange }: NetworkAclEntry): State {
  const { From, To } = PortRange ?? {};
  return {
    action: RuleAction ?? '',
    protocol: Protocol ?? '',
    cidr: CidrBlock ?? Ipv6CidrBlock ?? '',
    // Protocols without ports have a range of zeros, or none.
    ports: From === undefined || (From === 0 && To === 0) ? null : [From, To ?? From],
  };
}

/** An entry of a network ACL: of a number and a direction there is one. */
export const aclEntry: Way = {
  calls: { there: ['ec2:CreateNetworkAclEntry'], back: ['ec2:DeleteNetworkAclEntry'] },
  read: async ({ target, at }, { ec2, ec2Sdk }) => {
    const { NetworkAcls = [] } = await ec2.send(
      new ec2Sdk.DescribeNetworkAclsCommand({ NetworkAclIds: [target] }),
    );
    const entry = NetworkAcls[0]?.Entries?.find(
      ({ RuleNumber, Egress }) => RuleNumber === at['number'] && Egress === at['egress'],
    );
    return entry === undefined ? null : entryState(entry);
  },
  write: async ({ target, at }, to, { ec2, ec2Sdk }) => {
    const place = { NetworkAclId: target, RuleNumber: Number(at['number']), Egress: at['egress'] === true };
    if (to === null || typeof to !== 'object' || Array.isArray(to)) {
      await ec2.send(new ec2Sdk.DeleteNetworkAclEntryCommand(place));
      return;
    }
    const { cidr, protocol, ports } = to;
    const [From, To] = Array.isArray(ports) ? ports.map(Number) : [];
    await ec2.send(
      new ec2Sdk.CreateNetworkAclEntryCommand({
        ...place,
        RuleAction: 'deny',
        Protocol: stateWord(protocol),
        ...(stateWord(cidr).includes(':')
          ? { Ipv6CidrBlock: stateWord(cidr) }
          : { CidrBlock: stateWord(cidr) }),
        ...(From !== undefined && { PortRange: { From, To } }),
        // ICMP of every type and code.
        ...(/^(?:1|58)$/.test(stateWord(protocol)) && { IcmpTypeCode: { Type: -1, Code: -1 } }),
      }),
    );
  },
};
