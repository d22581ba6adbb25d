import { formatPrefix } from '../../../net/prefix.ts';
import type { Firewall } from '../firewall.ts';
import { HANDED_OVER } from '../handed-over.ts';

/** One prefix a line, for whatever reads such a list. */
export const cidr: Firewall = {
  name: 'cidr',
  title: 'a plain list',
  can: {
    ...HANDED_OVER,
    shortest: { 4: 0, 6: 0 },
    directions: ['in', 'out', 'both'],
    triedWith: 'Python 3.11 ipaddress',
  },
  render: (rules) => [
    {
      name: 'abusedesk.txt',
      text: rules.flatMap(({ prefixes }) => prefixes.map((prefix) => `${formatPrefix(prefix)}\n`)).join(''),
      use: 'one prefix a line',
    },
  ],
};
