import { formatPrefix } from '../../../net/prefix.ts';
import { byFamily } from '../../rule.ts';
import type { Rule } from '../../rule.ts';
import { secondsUntil } from '../firewall.ts';
import type { Firewall } from '../firewall.ts';
import { HANDED_OVER } from '../handed-over.ts';

function commands(rule: Rule, now: Date): string[] {
  const timeout = rule.until === undefined ? '' : ` timeout=${secondsUntil(rule.until, now)}s`;
  const lines: string[] = [];
  for (const { family, prefixes } of byFamily(rule)) {
    const ip = family === 4 ? '/ip' : '/ipv6';
    // New entries come before the old ones go: the list is another one, and the rule is pointed at it last.
    const [list, old] = timeout === '' ? ['abusedesk-new', 'abusedesk'] : ['abusedesk-timed', undefined];
    lines.push(
      `${ip} firewall address-list remove [find list=${list}]`,
      ...prefixes.map(
        (prefix) => `${ip} firewall address-list add list=${list} address=${formatPrefix(prefix)}${timeout}`,
      ),
    );
    if (old === undefined) continue;
    lines.push(
      `${ip} firewall address-list remove [find list=${old}]`,
      `${ip} firewall address-list set [find list=${list}] list=${old}`,
    );
  }
  return lines;
}

/** MikroTik RouterOS: address lists, whose entries can have an end. */
export const mikrotik: Firewall = {
  name: 'mikrotik',
  title: 'MikroTik RouterOS',
  can: { ...HANDED_OVER, timer: true },
  render: (rules, { now }) => [
    {
      name: 'abusedesk.rsc',
      text: rules
        .flatMap((rule) => commands(rule, now))
        .map((line) => `${line}\n`)
        .join(''),
      use: '/import abusedesk.rsc. Once for each list (abusedesk, abusedesk-timed): /ip firewall raw add chain=prerouting src-address-list=abusedesk action=drop place-before=0',
    },
  ],
};
