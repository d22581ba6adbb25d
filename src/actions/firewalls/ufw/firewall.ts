import { formatPrefix } from '../../../net/prefix.ts';
import { byFamily } from '../../rule.ts';
import type { Rule } from '../../rule.ts';
import type { Firewall, Sheet } from '../firewall.ts';
import { HANDED_OVER } from '../handed-over.ts';

const MAX_ELEMENTS = 262_144;

/** ufw needs up to two seconds for each rule: as many are done in a minute or two. */
const FEW = 50;

/** Scripts of ufw's own commands; `prepend`, as `deny` goes behind earlier permissions and `insert 1` fails for IPv6. */
function scripts(rules: readonly Rule[]): Sheet[] {
  const sources = rules.flatMap(({ prefixes }) => prefixes.map(formatPrefix));
  if (sources.length > FEW) return [];
  const sheet = (name: string, what: string, lines: readonly string[]): Sheet => ({
    name,
    text: ['#!/bin/sh', `# abusedesk: ${what}`, 'set -e', ...lines, ''].join('\n'),
    use: `sh ${name}, as root`,
  });
  return [
    sheet(
      'abusedesk-prepend.sh',
      'instead of the files with sets, where nothing but ufw shall be touched. Running connections end by themselves.',
      sources.map((source) => `ufw prepend deny from ${source} comment abusedesk`),
    ),
    sheet(
      'abusedesk-prepend-undo.sh',
      'takes back what abusedesk-prepend.sh has done',
      sources.map((source) => `ufw delete deny from ${source}`),
    ),
  ];
}

/**
 * Thousands of rules would take ufw hours (5,000: 1.5), and a denial behind an earlier permission does nothing: so the
 * prefixes are in sets, and one rule a family comes first in its own rule files. A few can be rules of ufw's own.
 */
export const ufw: Firewall = {
  name: 'ufw',
  title: 'ufw',
  can: { ...HANDED_OVER, survivesRestart: false, triedWith: 'ufw 0.36.2, ipset 7.17' },
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
      ...scripts(rules),
    ];
  },
};
