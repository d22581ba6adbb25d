import { formatPrefix } from '../../../net/prefix.ts';
import type { Firewall } from '../firewall.ts';
import { HANDED_OVER } from '../handed-over.ts';

/** A Cloudflare list takes IPv4 from /8 to /32 and IPv6 from /12 to /64 (Cloudflare, lists, 2026). */
export const cloudflare: Firewall = {
  name: 'cloudflare',
  title: 'Cloudflare list',
  can: {
    ...HANDED_OVER,
    shortest: { 4: 8, 6: 12 },
    longest: { 4: 32, 6: 64 },
    capacity: { entries: 10_000, per: 'list' },
  },
  render: (rules) => [
    {
      name: 'abusedesk-cloudflare.json',
      text: `${JSON.stringify(
        rules.flatMap(({ prefixes }) =>
          prefixes.map((prefix) => ({ ip: formatPrefix(prefix), comment: 'abusedesk' })),
        ),
        undefined,
        1,
      )}\n`,
      use: 'curl -X PUT https://api.cloudflare.com/client/v4/accounts/ACCOUNT/rules/lists/LIST/items -H "Authorization: Bearer TOKEN" -H "Content-Type: application/json" --data @abusedesk-cloudflare.json; a rule: ip.src in $abusedesk',
    },
  ],
};
