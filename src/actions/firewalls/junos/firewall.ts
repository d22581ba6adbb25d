import { formatPrefix } from '../../../net/prefix.ts';
import { byFamily } from '../../rule.ts';
import type { Rule } from '../../rule.ts';
import type { Firewall } from '../firewall.ts';
import { HANDED_OVER } from '../handed-over.ts';

function commands(rule: Rule): string[] {
  const lines: string[] = [];
  for (const { family, prefixes } of byFamily(rule)) {
    const list = `abusedesk${family}`;
    const filter = `firewall family ${family === 4 ? 'inet' : 'inet6'} filter abusedesk`;
    lines.push(
      `delete policy-options prefix-list ${list}`,
      ...prefixes.map((prefix) => `set policy-options prefix-list ${list} ${formatPrefix(prefix)}`),
      `set ${filter} term block from source-prefix-list ${list}`,
      `set ${filter} term block then count abusedesk`,
      `set ${filter} term block then discard`,
      `set ${filter} term rest then accept`,
    );
  }
  return lines;
}

/** Juniper Junos: a prefix list and a filter; nothing is in force before the commit. */
export const junos: Firewall = {
  name: 'junos',
  title: 'Juniper Junos',
  can: {
    ...HANDED_OVER,
    timerHint: 'Use `commit confirmed 10` on the device: it goes back by itself unless `commit` follows.',
  },
  render: (rules) => [
    {
      name: 'abusedesk.junos',
      text: rules
        .flatMap(commands)
        .map((line) => `${line}\n`)
        .join(''),
      use: 'load set terminal; commit confirmed 10; commit. Once: set interfaces … family inet filter input abusedesk',
    },
  ],
};
