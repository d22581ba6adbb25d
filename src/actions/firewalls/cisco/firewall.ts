import { addressOfNumber, formatPrefix, sizeOf } from '../../../net/prefix.ts';
import type { Prefix } from '../../../net/prefix.ts';
import type { Firewall } from '../firewall.ts';
import { HANDED_OVER } from '../handed-over.ts';

function entry(prefix: Prefix): string {
  const address = formatPrefix(prefix).split('/')[0];
  if (prefix.length === 32) return ` host ${address}`;
  const mask = addressOfNumber(0xffff_0000_0000n + (2n ** 32n - sizeOf(prefix))).text;
  return ` ${address} ${mask}`;
}

/** Cisco IOS and IOS XE: an object group, and a list that denies it. IPv4 only. */
export const cisco: Firewall = {
  name: 'cisco',
  title: 'Cisco IOS',
  can: {
    ...HANDED_OVER,
    timerHint: 'Use `reload in 10` on the router before pasting, and `reload cancel` when all is well.',
    families: [4],
  },
  render: (rules) => [
    {
      name: 'abusedesk.ios',
      text: [
        'object-group network ABUSEDESK',
        ...rules.flatMap(({ prefixes }) => prefixes.map(entry)),
        'exit',
        'ip access-list extended ABUSEDESK-IN',
        ' 10 deny ip object-group ABUSEDESK any',
        ' 20 permit ip any any',
        'exit',
        '',
      ].join('\n'),
      use: 'in configure terminal; once, on the outer interface: ip access-group ABUSEDESK-IN in',
    },
  ],
};
