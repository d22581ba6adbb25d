import { formatPrefix } from '../../../net/prefix.ts';
import { byFamily } from '../../rule.ts';
import type { Firewall } from '../firewall.ts';
import { HANDED_OVER } from '../handed-over.ts';

/** A customer-managed prefix list: of one family, up to 1,000 entries (Amazon VPC quotas, 2026). */
export const awsPrefixList: Firewall = {
  name: 'aws-prefix-list',
  title: 'AWS managed prefix list',
  can: { ...HANDED_OVER, directions: ['in', 'out', 'both'], capacity: { entries: 1000, per: 'family' } },
  render: (rules) =>
    rules.flatMap(byFamily).map(({ family, prefixes }) => ({
      name: `abusedesk-prefix-list-ipv${family}.json`,
      text: `${JSON.stringify(
        {
          PrefixListName: `abusedesk-ipv${family}`,
          AddressFamily: `IPv${family}`,
          MaxEntries: 1000,
          Entries: prefixes.map((prefix) => ({ Cidr: formatPrefix(prefix), Description: 'abusedesk' })),
        },
        undefined,
        1,
      )}\n`,
      use: `aws ec2 create-managed-prefix-list --cli-input-json file://abusedesk-prefix-list-ipv${family}.json; security groups can only allow it: name it in a rule of Network Firewall`,
    })),
};
