import { formatPrefix } from '../../../net/prefix.ts';
import type { Rule } from '../../rule.ts';
import type { Firewall } from '../firewall.ts';
import { HANDED_OVER } from '../handed-over.ts';

/** A rule in Suricata's words, which AWS Network Firewall takes; `->` is the direction of the connection. */
function suricata({ direction }: Rule): string {
  const sides = {
    in: '$ABUSEDESK any -> $HOME_NET any',
    out: '$HOME_NET any -> $ABUSEDESK any',
    both: '$ABUSEDESK any <> $HOME_NET any',
  };
  return `drop ip ${sides[direction]} (msg:"abusedesk"; sid:1; rev:1;)`;
}

/** AWS Network Firewall: a stateful rule group with the prefixes as a variable. Capacity: 30,000 (quotas, 2026). */
export const awsNetworkFirewall: Firewall = {
  name: 'aws-network-firewall',
  title: 'AWS Network Firewall',
  can: { ...HANDED_OVER, directions: ['in', 'out', 'both'], capacity: { entries: 30_000, per: 'list' } },
  render: (rules) =>
    rules.map((rule) => ({
      name: 'abusedesk-rule-group.json',
      text: `${JSON.stringify(
        {
          RuleVariables: { IPSets: { ABUSEDESK: { Definition: rule.prefixes.map(formatPrefix) } } },
          RulesSource: { RulesString: suricata(rule) },
        },
        undefined,
        1,
      )}\n`,
      use: 'aws network-firewall create-rule-group --type STATEFUL --capacity 100 --rule-group-name abusedesk --rule-group file://abusedesk-rule-group.json',
    })),
};
