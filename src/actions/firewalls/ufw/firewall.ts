import { formatPrefix } from '../../../net/prefix.ts';
import { byFamily } from '../../rule.ts';
import type { Firewall } from '../firewall.ts';
import { HANDED_OVER } from '../handed-over.ts';

const MAX_ELEMENTS = 262_144;

/**
 * ufw needs up to two seconds for each rule (5,000: 1.5 hours), and a denial behind an earlier permission does nothing:
 * so the prefixes are in sets, and one rule a family comes first in its own rule files.
 */
export const ufw: Firewall = {
  name: 'ufw',
  title: 'ufw',
  can: { ...HANDED_OVER, survivesRestart: false, triedWith: 'ipset 7.17, iptables-restore 1.8.9' },
  render: (rules) => {
    const parts = rules.flatMap(byFamily);
    const sets = parts.flatMap(({ family, prefixes }) => [
      `create abusedesk${family} hash:net family inet${family === 4 ? '' : '6'} maxelem ${MAX_ELEMENTS}`,
      `flush abusedesk${family}`,
      ...prefixes.map((prefix) => `add abusedesk${family} ${formatPrefix(prefix)}`),
    ]);
    return [
      {
        name: 'abusedesk.ipset',
        text: sets.map((line) => `${line}\n`).join(''),
        use: 'ipset -exist restore < abusedesk.ipset, at each start before ufw (as from /etc/ufw/before.init)',
      },
      ...parts.map(({ family }) => ({
        name: family === 4 ? 'before.rules' : 'before6.rules',
        text: `-I ufw${family === 4 ? '' : '6'}-before-input 1 -m set --match-set abusedesk${family} src -j DROP\n`,
        use: `once, as the last line before COMMIT in /etc/ufw/before${family === 4 ? '' : '6'}.rules; then ufw reload`,
      })),
    ];
  },
};
