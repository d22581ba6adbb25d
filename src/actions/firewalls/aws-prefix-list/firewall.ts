import { formatPrefix } from '../../../net/prefix.ts';
import { byFamily } from '../../rule.ts';
import { AWS_LISTS } from '../aws-lists.ts';
import type { Firewall } from '../firewall.ts';
import { liveLists } from '../kept-lists.ts';
import { CALLS, listName, MAX_ENTRIES, prefixLists, TITLE } from './prefix-lists.ts';

/** A customer-managed prefix list: of one family, up to 1,000 entries (Amazon VPC quotas, 2026). */
export const awsPrefixList: Firewall = {
  name: 'aws-prefix-list',
  title: TITLE,
  can: {
    ...AWS_LISTS,
    directions: ['in', 'out', 'both'],
    capacity: { entries: MAX_ENTRIES, per: 'family' },
  },
  render: (rules) =>
    rules.flatMap((rule) =>
      byFamily(rule).map(({ family, prefixes }) => {
        const name = listName(rule.direction, family);
        const file = `${name}.json`;
        return {
          name: file,
          text: `${JSON.stringify(
            {
              PrefixListName: name,
              AddressFamily: `IPv${family}`,
              MaxEntries: MAX_ENTRIES,
              Entries: prefixes.map((prefix) => ({ Cidr: formatPrefix(prefix), Description: 'abusedesk' })),
            },
            undefined,
            1,
          )}\n`,
          use: `aws ec2 create-managed-prefix-list --cli-input-json file://${file}; security groups can only allow it: name it in a rule of Network Firewall`,
        };
      }),
    ),
  live: liveLists(prefixLists),
  permissions: CALLS,
};
