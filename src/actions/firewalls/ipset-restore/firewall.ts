import { formatPrefix } from '../../../net/prefix.ts';
import { byFamily } from '../../rule.ts';
import type { Rule } from '../../rule.ts';
import type { Firewall } from '../firewall.ts';
import { HANDED_OVER } from '../handed-over.ts';

/** Beyond ipset's default of 65,536. */
const MAX_ELEMENTS = 262_144;

function restore(rule: Rule): string {
  const lines: string[] = [];
  for (const { family, prefixes } of byFamily(rule)) {
    const [name, fresh] = [`abusedesk${family}`, `abusedesk${family}-new`];
    const kind = `hash:net family ${family === 4 ? 'inet' : 'inet6'} maxelem ${MAX_ELEMENTS}`;
    lines.push(
      `create ${name} ${kind}`,
      `create ${fresh} ${kind}`,
      `flush ${fresh}`,
      ...prefixes.map((prefix) => `add ${fresh} ${formatPrefix(prefix)}`),
      `swap ${fresh} ${name}`,
      `destroy ${fresh}`,
    );
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** Sets for rules that are there already; filled beside the old ones and swapped. */
export const ipsetRestore: Firewall = {
  name: 'ipset-restore',
  title: 'ipset restore',
  can: { ...HANDED_OVER, directions: ['in', 'out', 'both'], survivesRestart: false, triedWith: 'ipset 7.17' },
  render: (rules) =>
    rules.map((rule) => ({
      name: 'abusedesk.ipset',
      text: restore(rule),
      use: 'ipset -exist restore < abusedesk.ipset; rules match the sets abusedesk4 and abusedesk6',
    })),
};
