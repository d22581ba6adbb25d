import { formatPrefix } from '../../../net/prefix.ts';
import { AWS_LISTS } from '../aws-lists.ts';
import type { Firewall } from '../firewall.ts';
import { liveLists } from '../kept-lists.ts';
import { CALLS, aclEntries, ENTRIES, TITLE } from './entries.ts';

/** AWS network ACL: stateless, for a whole subnet. Numbers 1 to 16 come before the usual first permission, 100. */
export const awsNetworkAcl: Firewall = {
  name: 'aws-network-acl',
  title: TITLE,
  can: { ...AWS_LISTS, directions: ['in', 'out', 'both'], capacity: { entries: ENTRIES, per: 'list' } },
  render: (rules) =>
    rules.flatMap(({ direction, prefixes }) =>
      (direction === 'both' ? (['in', 'out'] as const) : [direction]).map((way) => ({
        name: `abusedesk-acl-${way}.json`,
        text: `${JSON.stringify(
          prefixes.map((prefix, i) => ({
            RuleNumber: i + 1,
            Protocol: '-1',
            RuleAction: 'deny',
            Egress: way === 'out',
            ...(prefix.family === 4
              ? { CidrBlock: formatPrefix(prefix) }
              : { Ipv6CidrBlock: formatPrefix(prefix) }),
          })),
          undefined,
          1,
        )}\n`,
        use: 'for each entry: aws ec2 create-network-acl-entry --network-acl-id ACL --cli-input-json ENTRY',
      })),
    ),
  live: liveLists(aclEntries),
  permissions: CALLS,
};
