import type { EC2Client, NetworkAcl, NetworkAclEntry } from '@aws-sdk/client-ec2';
import type * as Sdk from '@aws-sdk/client-ec2';
import { UserError } from '../../../base/errors.ts';
import { collapse, formatPrefix, parsePrefix } from '../../../net/prefix.ts';
import { sameAddresses } from '../../../net/prefix-set.ts';
import { askingEc2 } from '../aws-ec2.ts';
import type { ListService } from '../kept-lists.ts';

export const TITLE = 'AWS network ACL';
/** What is sent, as policies name it. */
export const CALLS = [
  'ec2:CreateNetworkAclEntry',
  'ec2:DeleteNetworkAclEntry',
  'ec2:DescribeNetworkAcls',
  'ec2:ReplaceNetworkAclEntry',
];
/**
 * 20 rules a direction (Amazon VPC quotas, 2026), of which two are the last denials that are always there, and two are
 * kept for the permissions of both families. They have the numbers from 1, before the usual first permission, 100.
 */
export const ENTRIES = 16;

/** The list whose tag says so is the one that is changed: a subnet's rules are not ours unless their owner says it. */
const TAG = { Key: 'abusedesk', Value: 'block' };

const WAYS = ['in', 'out'] as const;
type Way = (typeof WAYS)[number];

/** Runs calls about the one list that is ours to change. @throws UserError where none or several have the tag */
async function connected<T>(
  work: (client: EC2Client, sdk: typeof Sdk, acl: NetworkAcl) => Promise<T>,
): Promise<T> {
  return askingEc2(TITLE, CALLS, async (client, sdk) => {
    const Filters = [{ Name: `tag:${TAG.Key}`, Values: [TAG.Value] }];
    const { NetworkAcls = [] } = await client.send(new sdk.DescribeNetworkAclsCommand({ Filters }));
    const [acl] = NetworkAcls;
    if (acl !== undefined && NetworkAcls.length === 1) return work(client, sdk, acl);
    const many = NetworkAcls.map(({ NetworkAclId }) => NetworkAclId).join(', ');
    throw new UserError(
      acl === undefined
        ? `no network ACL has the tag ${TAG.Key}=${TAG.Value}`
        : `several network ACLs have the tag ${TAG.Key}=${TAG.Value}: ${many}`,
      {
        hint: `Tag the one that shall block: aws ec2 create-tags --resources acl-… --tags Key=${TAG.Key},Value=${TAG.Value}`,
      },
    );
  });
}

const cidrOf = ({ CidrBlock, Ipv6CidrBlock }: NetworkAclEntry): string => CidrBlock ?? Ipv6CidrBlock ?? '';

/** Our entries of a way, by number. @throws UserError for one that somebody else has put among them */
function ours({ Entries = [], NetworkAclId }: NetworkAcl, way: Way): Map<number, string> {
  const found = Entries.filter(
    ({ Egress, RuleNumber = 0 }) => Egress === (way === 'out') && RuleNumber >= 1 && RuleNumber <= ENTRIES,
  );
  const other = found.find(({ RuleAction, Protocol }) => RuleAction !== 'deny' || Protocol !== '-1');
  if (other !== undefined) {
    throw new UserError(`${NetworkAclId}: rule ${other.RuleNumber} has been made by somebody else`, {
      hint: `Give it a number above ${ENTRIES}; those up to it are for the block.`,
    });
  }
  return new Map(found.map((entry) => [entry.RuleNumber ?? 0, cidrOf(entry)]));
}

/** Entries of a network ACL. AWS takes one at a time: what is new is there before what is old goes. */
export const aclEntries: ListService = {
  read: () =>
    connected((_client, _sdk, acl) =>
      Promise.resolve(new Map(WAYS.map((way) => [way, [...ours(acl, way).values()]] as const))),
    ),
  rulesOf: (lists) => {
    const [incoming = [], outgoing = []] = WAYS.map((way) =>
      collapse((lists.get(way) ?? []).flatMap((entry) => parsePrefix(entry) ?? [])),
    );
    if (incoming.length > 0 && sameAddresses(incoming, outgoing)) {
      return [{ prefixes: incoming, direction: 'both' }];
    }
    return [
      { prefixes: incoming, direction: 'in' as const },
      { prefixes: outgoing, direction: 'out' as const },
    ].filter(({ prefixes }) => prefixes.length > 0);
  },
  listsOf: (rules) =>
    new Map(
      WAYS.map((way) => [
        way,
        rules
          .filter(({ direction }) => direction === way || direction === 'both')
          .flatMap(({ prefixes }) => prefixes.map(formatPrefix)),
      ]),
    ),
  put: (name, entries) =>
    connected(async (client, sdk, acl) => {
      const { NetworkAclId } = acl;
      const Egress = name === 'out';
      const present = ours(acl, Egress ? 'out' : 'in');
      for (const [i, cidr] of entries.entries()) {
        const RuleNumber = i + 1;
        if (present.get(RuleNumber) === cidr) continue;
        const block = cidr.includes(':') ? { Ipv6CidrBlock: cidr } : { CidrBlock: cidr };
        const entry = {
          NetworkAclId,
          Egress,
          RuleNumber,
          Protocol: '-1',
          RuleAction: 'deny',
          ...block,
        } as const;
        await client.send(
          present.has(RuleNumber)
            ? new sdk.ReplaceNetworkAclEntryCommand(entry)
            : new sdk.CreateNetworkAclEntryCommand(entry),
        );
      }
      for (const RuleNumber of present.keys()) {
        if (RuleNumber <= entries.length) continue;
        await client.send(new sdk.DeleteNetworkAclEntryCommand({ NetworkAclId, Egress, RuleNumber }));
      }
    }),
};
