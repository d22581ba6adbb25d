import { formatPrefix } from '../../../net/prefix.ts';
import { byFamily } from '../../rule.ts';
import type { Rule } from '../../rule.ts';
import type { Firewall } from '../firewall.ts';
import { HANDED_OVER } from '../handed-over.ts';

const MAX_ELEMENTS = 262_144;

function xml(family: 4 | 6, { prefixes }: Rule): string {
  const kind = family === 4 ? [] : ['  <option name="family" value="inet6"/>'];
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<ipset type="hash:net">',
    '  <short>abusedesk</short>',
    ...kind,
    `  <option name="maxelem" value="${MAX_ELEMENTS}"/>`,
    ...prefixes.map((prefix) => `  <entry>${formatPrefix(prefix)}</entry>`),
    '</ipset>',
    '',
  ].join('\n');
}

/** firewalld keeps sets as files of its own, so that they are there after its reload; entries must not overlap. */
export const firewalld: Firewall = {
  name: 'firewalld',
  title: 'firewalld',
  can: { ...HANDED_OVER, triedWith: 'firewalld 1.3.3' },
  render: (rules) =>
    rules.flatMap((rule) =>
      byFamily(rule).map(({ family, prefixes }) => ({
        name: `abusedesk${family}.xml`,
        text: xml(family, { ...rule, prefixes }),
        use: `cp abusedesk${family}.xml /etc/firewalld/ipsets/ && firewall-cmd --permanent --zone=drop --add-source=ipset:abusedesk${family} && firewall-cmd --reload`,
      })),
    ),
};
