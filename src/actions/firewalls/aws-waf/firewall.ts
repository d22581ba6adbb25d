import { formatPrefix } from '../../../net/prefix.ts';
import { byFamily } from '../../rule.ts';
import { AWS_LISTS } from '../aws-lists.ts';
import type { Firewall } from '../firewall.ts';
import { liveLists } from '../kept-lists.ts';
import { CALLS, ipSets, setName, TITLE } from './ip-sets.ts';

/** AWS WAF: an IP set is of one family and holds 10,000 prefixes (AWS WAF quotas, 2026); it is replaced whole. */
export const awsWaf: Firewall = {
  name: 'aws-waf',
  title: TITLE,
  can: { ...AWS_LISTS, capacity: { entries: 10_000, per: 'family' } },
  render: (rules) =>
    rules.flatMap(byFamily).map(({ family, prefixes }) => ({
      name: `abusedesk-waf-ipv${family}.json`,
      text: `${JSON.stringify({ Addresses: prefixes.map(formatPrefix) }, undefined, 1)}\n`,
      use: `aws wafv2 update-ip-set --scope REGIONAL --name ${setName(family)} --id ID --lock-token TOKEN --cli-input-json file://abusedesk-waf-ipv${family}.json (ID and TOKEN: aws wafv2 list-ip-sets --scope REGIONAL)`,
    })),
  live: liveLists(ipSets),
  permissions: CALLS,
};
